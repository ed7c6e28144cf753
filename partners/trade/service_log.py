"""Service orders in the log of interactions: recorded when they are begun and when they are finished (T6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.interactions.log import log_event
from contacts.interactions.models import Interaction
from partners.trade import party
from partners.trade.kinds import Kind

if TYPE_CHECKING:
    from partners.trade.models import Document

BEGUN, FINISHED = "service_order", "service_order_finished"


def begun(document: Document) -> None:
    """An order that has its first service item is recorded, once; a quote never is. One query where it was before."""
    if document.kind == Kind.SERVICE_ORDER and not _recorded(document, BEGUN):
        _record(document, BEGUN, _("Service order created: %(description)s"))


def finished(order: Document) -> None:
    """It is recorded that ``order`` was finished."""
    _record(order, FINISHED, _("Service order finished: %(description)s"))


def _recorded(document: Document, event: str) -> bool:
    return Interaction.objects.filter(document=document.pk, event=event).exists()


def _record(document: Document, event: str, sentence: str) -> None:
    """Without a description in the header, the template's own says what happened."""
    said = document.service_description
    signed = {"salesperson": document.salesperson} if document.salesperson is not None else {}
    log_event(
        event,
        party.contact_of(document),
        description=sentence % {"description": said} if said else "",
        document=document,
        document_no=document.no,
        **signed,
    )
