"""What the status of a document lets be changed (c.6): all while it is open, then what happens to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from partners.trade.kinds import Status

if TYPE_CHECKING:
    from partners.trade.models import Document, DocumentLine, ServiceItemLine

FREE = frozenset(
    {
        "work_description", "requested_date", "your_reference", "external_no",
        "priority", "response_at", "started_at", "finished_at",
    }
)  # fmt: skip
"""What may be noted on a released document too."""

EXTENDS = frozenset({"valid_until"})
"""What may be changed on a quote whose time is over: a later date opens it again."""

DONE_ON = frozenset({"quantity_done", "quantity_to_order", "date"})
"""What happens to the lines of a released document."""

DONE_ON_ITEMS = frozenset({"serial_no", "fault", "priority", "repair_status"})
"""What is found out about the service items of a released document."""

_moving: ContextVar[bool] = ContextVar("document_is_moving", default=False)
_copying: ContextVar[bool] = ContextVar("document_is_copied", default=False)


@contextmanager
def moving() -> Iterator[None]:
    """A document may take another status inside, whatever the one it has forbids."""
    token = _moving.set(True)
    try:
        yield
    finally:
        _moving.reset(token)


@contextmanager
def copying() -> Iterator[None]:
    """New documents inside keep the parties that they were given: nothing is filled from any card (T2)."""
    token = _copying.set(True)
    try:
        yield
    finally:
        _copying.reset(token)


def is_copying() -> bool:
    """Parties stay as they are."""
    return _copying.get()


def changeable(document: Document) -> frozenset[str] | None:
    """The columns that may be changed by hand on ``document`` as it stands; ``None`` for all of them."""
    if document.is_open:
        return None
    if document.status == Status.EXPIRED:
        return FREE | EXTENDS
    return FREE if document.is_alive else frozenset()


def check_document(document: Document) -> None:
    """Raise Refused where a document that is not open was changed; naming what has to be done first."""
    before = document.stored
    free = None if before is None else changeable(before)
    if before is not None and free is not None and document.typed - free and not _moving.get():
        raise closed(before)


def check_line(
    line: DocumentLine | ServiceItemLine, changed: frozenset[str], done_on: frozenset[str] = DONE_ON
) -> None:
    """Raise Refused where the line may not be changed like that. Locks its document, so that this stays true.

    ``done_on`` names what may be changed while the document is released.
    """
    document = type(line.document).stored_rows().filter(pk=line.document_id).first()
    if document is None:
        raise Refused(_("%(record)s was deleted meanwhile.") % {"record": line.document.title})
    happens = changed and changed <= done_on and document.is_alive
    if not (document.is_open or _moving.get() or happens):
        raise closed(document)


def closed(document: Document) -> Refused:
    """Why nothing can be changed."""
    if document.status == Status.ACCEPTED:
        sentence = _("%(document)s was accepted. Reopen it to change it.")
    elif document.is_alive:
        sentence = _("%(document)s is released. Reopen it to change it.")
    elif document.status == Status.EXPIRED:
        sentence = _("The time of %(document)s is over. Give it a later date first, or reopen it.")
    else:
        sentence = _("%(document)s has the status %(status)s and cannot be changed.")
    values = {"document": document.title, "status": document.get_status_display()}
    return Refused(sentence % values, record=document)
