"""The numbers about quotes and orders on the home page; each leads to the list with the view that it counted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Aggregate, Avg, Count, DurationField, ExpressionWrapper, F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.addresses import page_url
from crm.kit.overview import Cue, Cues, register_cues
from crm.kit.permissions import may
from crm.kit.screens.paging import CAP, Total
from partners.trade.kinds import ALIVE, Kind
from partners.trade.models import MODELS, Document
from partners.trade.views import Shown, condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import Promise

    from crm.kit.permissions import User


class Counted(NamedTuple):
    """A cue before it is counted; ``is_average`` asks by how many days its documents are late."""

    kind: Kind
    view: Shown
    label: str | Promise
    attention: bool = False
    is_average: bool = False


SALES = (
    Counted(Kind.SALES_QUOTE, Shown.OPEN, _("Open quotes")),
    Counted(Kind.SALES_QUOTE, Shown.EXPIRING, _("Quotes expiring in 7 days"), attention=True),
    Counted(Kind.SALES_QUOTE, Shown.ACCEPTED, _("Accepted, not ordered"), attention=True),
    Counted(Kind.SALES_ORDER, Shown.OPEN, _("Open orders")),
    Counted(Kind.SALES_ORDER, Shown.LATE, _("Late orders"), attention=True),
    Counted(Kind.SALES_ORDER, Shown.LATE, _("Average days late"), attention=True, is_average=True),
)
PURCHASES = (
    Counted(Kind.PURCHASE_QUOTE, Shown.OPEN, _("Quotes waiting for an answer")),
    Counted(Kind.PURCHASE_ORDER, Shown.TO_SEND, _("Orders to send"), attention=True),
    Counted(Kind.PURCHASE_ORDER, Shown.UPCOMING, _("Receipts due this week")),
    Counted(Kind.PURCHASE_ORDER, Shown.LATE, _("Late receipts"), attention=True),
)


def register() -> None:
    """Sales and purchases stand on the home page."""
    register_cues(Cues(pgettext_lazy("navigation", "Sales"), lambda user: counted(SALES, user), 10))
    register_cues(Cues(pgettext_lazy("navigation", "Purchases"), lambda user: counted(PURCHASES, user), 20))


def counted(cues: tuple[Counted, ...], user: User) -> Iterator[Cue]:
    """Those that ``user`` may see, in order. One statement, over documents of which something may still become."""
    seen = [one for one in cues if may(user, "view", MODELS[one.kind])]
    if not seen:
        return
    counts = {f"n{place}": _asked(one) for place, one in enumerate(seen)}
    alive = Q(status__in=sorted(ALIVE), kind__in=sorted({one.kind for one in seen}))
    numbers = Document._base_manager.filter(alive).aggregate(**counts)
    for place, one in enumerate(seen):
        url = f"{page_url(MODELS[one.kind], 'list')}?view={one.view}"
        yield Cue(str(one.label), _number(numbers[f"n{place}"]), url, one.attention)


def _asked(cue: Counted) -> Aggregate:
    if cue.is_average:
        late = ExpressionWrapper(Value(timezone.localdate()) - F("requested_date"), DurationField())
        return Avg(late, filter=_of(cue))
    return Count("pk", filter=_of(cue))


def _number(found: int | timedelta | None) -> Total:
    """A count, or days rounded to whole ones."""
    number = found if isinstance(found, int) else round((found or timedelta()) / timedelta(days=1))
    return Total(min(number, CAP), number > CAP)


def _of(cue: Counted) -> Q:
    return Q(kind=cue.kind) & condition(cue.view, cue.kind)
