"""What runs out or arrives next, as lists on the home page: open quotes by expiry, orders to vendors by receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.kit.addresses import card_url, page_url
from crm.kit.overview import HomePanel, register_home_panel
from crm.kit.permissions import may, name_of
from partners.trade.kinds import Kind
from partners.trade.models import MODELS, Document
from partners.trade.views import Shown, condition

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest
    from django.utils.functional import Promise

SHOWN = 8
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """A list of open documents of a kind by a day, and what it is called: one's own, or everybody's."""

    kind: Kind
    day: str
    mine: str | Promise
    all: str | Promise
    none: str | Promise


class Row(NamedTuple):
    """A document with its day; ``words`` say how near that is, and ``is_late`` that it has passed."""

    document: Document
    url: str
    day: date | None
    words: str
    is_late: bool


QUOTES = Due(
    Kind.SALES_QUOTE, "valid_until", _("My open quotes by expiry"), _("Open quotes by expiry"),
    _("Open quotes appear here, those that expire first on top."),
)  # fmt: skip
RECEIPTS = Due(
    Kind.PURCHASE_ORDER, "requested_date",
    _("My open purchase orders by receipt"), _("Open purchase orders by receipt"),
    _("Open purchase orders appear here, those due first on top."),
)  # fmt: skip


def register() -> None:
    """Sellers see the quotes first, buyers the orders."""
    for order, due in ((10, QUOTES), (15, RECEIPTS)):
        works = name_of("change", MODELS[due.kind])
        register_home_panel(HomePanel(due.all, "trade/due.html", partial(listed, due), order, works))


def listed(due: Due, request: HttpRequest) -> Mapping[str, Any] | None:
    """The first of one's own; where one has none, of everybody's. One query."""
    model = MODELS[due.kind]
    if not may(request.user, "view", model):
        return None
    is_mine = ExpressionWrapper(condition(Shown.MINE, due.kind, request.user), BooleanField())
    rows: Any = model._default_manager.filter(condition(Shown.OPEN, due.kind)).annotate(is_mine=is_mine)
    found = list(rows.order_by("-is_mine", F(due.day).asc(nulls_last=True), "pk")[:SHOWN])
    own = [one for one in found if one.is_mine]
    return {
        "title": due.mine if own else due.all,
        "none": due.none,
        "rows": [_row(one, getattr(one, due.day)) for one in own or found],
        "list_url": f"{page_url(model, 'list')}?view={Shown.MINE if own else Shown.OPEN}",
    }


def _row(document: Document, day: date | None) -> Row:
    today = timezone.localdate()
    if day is None or day > today + SOON:
        return Row(document, card_url(document), day, "", False)
    left = (day - today).days
    if left < 0:
        return Row(document, card_url(document), day, now_("late"), True)
    if left == 0:
        return Row(document, card_url(document), day, now_("today"), False)
    words = ngettext("in %(count)s day", "in %(count)s days", left) % {"count": left}
    return Row(document, card_url(document), day, words, False)
