"""What a document that is not open says of itself on its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from crm.kit.addresses import page_url
from crm.kit.cards import Panel, Place
from crm.kit.display import linked
from crm.kit.permissions import may
from partners.trade import guard, made
from partners.trade.kinds import REVIVABLE, Status

if TYPE_CHECKING:
    from django.http import HttpRequest

    from partners.trade.models import Document

REOPEN = pgettext_lazy("action", "Reopen")
REOPENED = REVIVABLE - {Status.EXPIRED}
"""Of these the page offers it: an expired quote is given a later date."""


def state_of(document: Document, request: HttpRequest) -> dict[str, Any] | None:
    """Why nothing can be changed, and where it is reopened by those who may; nothing while it is open.

    One query for what was ordered, which says what it became (M14).
    """
    if document.is_open:
        return None
    model = type(document)
    order = made.living(document.pk).first() if document.status == Status.ORDERED else None
    can = order is None and document.status in REOPENED and may(request.user, "change", model)
    url = page_url(model, "reopen", document.pk) if can else ""
    return {"sentence": _sentence(document, order), "label": REOPEN, "url": url}


def _sentence(document: Document, order: Document | None) -> str:
    if order is not None:
        return format_html(made.became("{quote}", "{order}"), quote=document.no, order=linked(order, order.no))
    if document.status == Status.ORDERED:
        sentence = _("No order of %(quote)s stands any more. Reopen the quote to order it once more.")
        return sentence % {"quote": document.title}
    return guard.closed(document).sentence


STATE = Panel("", "trade/state.html", state_of, place=Place.TOP, order=1)
