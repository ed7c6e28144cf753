"""What a document that is not open says of itself on its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import pgettext_lazy

from crm.kit.addresses import page_url
from crm.kit.cards import Panel, Place
from crm.kit.permissions import may
from partners.trade import guard
from partners.trade.kinds import REVIVABLE, Status

if TYPE_CHECKING:
    from django.http import HttpRequest

    from partners.trade.models import Document

REOPEN = pgettext_lazy("action", "Reopen")
REOPENED = REVIVABLE - {Status.EXPIRED, Status.ORDERED}
"""Of these the page offers it: an expired quote is given a later date, an ordered one has an order."""


def state_of(document: Document, request: HttpRequest) -> dict[str, Any] | None:
    """Why nothing can be changed, and where it is reopened by those who may; nothing while it is open. No query."""
    if document.is_open:
        return None
    model = type(document)
    can = document.status in REOPENED and may(request.user, "change", model)
    url = page_url(model, "reopen", document.pk) if can else ""
    return {"sentence": guard.closed(document).sentence, "label": REOPEN, "url": url}


STATE = Panel("", "trade/state.html", state_of, place=Place.TOP, order=1)
