"""What an undo means for e-mails: what left, or may have, says for ever what it said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.mail.models import Message, State
from crm.history.standing import Objection
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
                sentence = _("The e-mail “%(subject)s” cannot be taken back any more.") % {"subject": row.subject}
                found[key] = (Objection(frozenset(field.name for field in row.columns()), sentence),)
        return found
