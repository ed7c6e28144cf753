"""What an undo means for e-mails: what left, or may have, says for ever what it said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.interactions.models import Interaction
from contacts.mail import sending
from contacts.mail.models import Message, State
from crm.history.nets import key_of
from crm.history.standing import Objection, Retention, sliced
from crm.history.undo import Room

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crm.history.nets import Key, Net
    from crm.kit.models import Record


class Letters(Room):
    """E-mails."""

    def objections(self, nets: Sequence[Net], rows: Mapping[Key, Record]) -> Mapping[Key, Sequence[Objection]]:
        """Corrections go back only while nobody began to send what was corrected."""
        found: dict[Key, Sequence[Objection]] = {}
        for key, row in rows.items():
            if isinstance(row, Message) and row.state not in (State.QUEUED, State.FAILED):
                found[key] = (Objection(frozenset(field.name for field in row.columns()), _sentence(row)),)
        return found

    def retentions(self, created: Sequence[Record]) -> Mapping[Key, Retention]:
        """Entries that say that an e-mail was sent stay: it was. One query for each slice of entries."""
        entries = [row.pk for row in created if isinstance(row, Interaction)]
        rows = (
            Message._base_manager.filter(interaction__in=some).only("interaction", "subject")
            for some in sliced(entries)
        )
        return {key_of(Interaction, one.interaction_id): Retention(_sentence(one)) for some in rows for one in some}

    def follow(self, gone: Sequence[Record], standing: Sequence[Record]) -> Sequence[str]:
        """What waits again is sent."""
        for row in standing:
            if isinstance(row, Message) and row.state == State.QUEUED:
                sending.enqueue(row)
        return ()


def _sentence(message: Message) -> str:
    return _("The e-mail “%(subject)s” cannot be taken back any more.") % {"subject": message.subject}
