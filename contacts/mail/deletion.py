"""What deletions mean for e-mails: those of a deleted contact stay (D5), and what left cannot be deleted."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from contacts.deletion import PEOPLE
from contacts.mail.models import Message, State
from contacts.models import Contact
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.deletion import Consequences, Obstacle
from crm.kit.models import Record

COVERS = frozenset({(Message, "contact")})


def letters_stay(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """What was sent to a person moves to its company, unless that goes too; what waits has nobody, and stays here."""
    going = {record.pk: record for record in records if isinstance(record, Contact)}
    own: dict[int, list[Write]] = {}
    for message in Message._base_manager.filter(contact__in=going).order_by("pk"):
        gone = going[message.contact_id or 0]
        moves = gone.is_person and PEOPLE not in also and message.state == State.SENT
        change = FieldChange("contact", gone.pk, gone.company_id if moves else None)
        own.setdefault(gone.pk, []).append(Write(message, (change,)))
    return [Consequences(unlinked=tuple(own.get(record.pk, ())), covers=COVERS) for record in records]


def only_what_waits(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """An e-mail that nobody began to send can be taken back; of all others it is known that they were written."""
    found = []
    for record in records:
        assert isinstance(record, Message)
        if record.state == State.QUEUED and not record.attempts:
            found.append(Consequences())
        else:
            sentence = _("The e-mail “%(subject)s” cannot be taken back any more.") % {"subject": record.subject}
            found.append(Consequences(refused=(Obstacle(sentence, 1, (record,)),)))
    return found
