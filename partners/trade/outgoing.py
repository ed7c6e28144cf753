"""Documents that leave the house: what goes out is kept as it was, counted and recorded (T5, T6, b.3, b.4)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from contacts.interactions.log import log_event
from contacts.interactions.models import Attachment, Interaction
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.context import current_gesture
from crm.kit.unit import unit
from partners.trade import calculate, flow, party, readiness
from partners.trade.kinds import Status
from partners.trade.models import Document, DocumentVersion
from partners.trade.models.versions import Reason
from partners.trade.printing import page, pdf

PDF = "application/pdf"


@dataclass(frozen=True)
class Printed:
    """What went out, and the entry that says so; none where that kind is not recorded, or nobody was to be told."""

    version: DocumentVersion
    interaction: Interaction | None

    @property
    def file(self) -> Attachment:
        """The very PDF."""
        assert self.version.pdf is not None
        return self.version.pdf


def printed(document: Document, *, record: bool = True) -> Printed:
    """The document is printed: version kept, counter raised, and recorded where ``record`` is set.

    Blocks are looked at again first. Raises Refused. Locks the document.
    """
    with unit():
        standing = to_go_out(document)
        version = keep(standing, Reason.PRINTED)
        now = timezone.now()
        changes = (
            FieldChange("printed_count", standing.printed_count, standing.printed_count + 1),
            FieldChange("last_printed_at", standing.last_printed_at, now),
        )
        write_rows([Write(standing, changes)])
        return Printed(version, recorded(standing, version) if record else None)


def keep(document: Document, reason: Reason) -> DocumentVersion:
    """The next version of ``document``: its page as data, and its PDF. The row must be locked."""
    shown = page.content(document)
    made = pdf.compiled(f"{document.kind}.typ", shown)
    last: int | None = document.versions.aggregate(last=Max("version"))["last"]
    gesture = current_gesture()
    version = DocumentVersion(document=document, version=(last or 0) + 1, reason=reason, page=shown)
    version.pdf = Attachment.holding(made, page.file_name(document), PDF)
    version.by_id = gesture.actor.pk if gesture is not None and gesture.actor is not None else None
    version.save()
    return version


def recorded(document: Document, version: DocumentVersion, **values: object) -> Interaction | None:
    """The entry that says that the document went out to its contact, with the file that did (T6).

    ``None`` for what is recorded otherwise.
    """
    if not document.nature.is_recorded_when_printed:
        return None
    return log_event(
        document.kind,
        party.contact_of(document),
        description=document.description,
        attachment=version.pdf,
        document=document,
        document_no=document.no,
        document_version=version.version,
        **({"salesperson": document.salesperson} if document.salesperson is not None else {}),
        **values,
    )


def to_go_out(document: Document) -> Document:
    """The row, locked. Raises Refused where it is canceled or not fit to be seen, see ``readiness``."""
    standing = flow.locked(document, *(status for status in Status if status != Status.CANCELED))
    readiness.check(standing)
    if standing.is_open:
        calculate.settle(standing)  # what goes out says what is stored
    return standing
