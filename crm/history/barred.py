"""Which of the records that a change set created do not go whatever else is undone, and why; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.history.standing import owners_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.history.nets import Key
    from crm.history.standing import Standing


def barred(standing: Standing) -> dict[Key, str]:
    """A sentence for each: a room keeps it, no deletion of it is allowed, or it belongs to such a record."""
    found = dict(_refused(standing)) | {key: one.sentence for key, one in standing.retentions.items()}
    owners = {key: owners_of(planned.record) for key, planned in standing.going.items()}
    while more := {key for key, own in owners.items() if key not in found and not found.keys().isdisjoint(own)}:
        found |= dict.fromkeys(more, _("What it belongs to stays, so it stays too."))
    return found


def _refused(standing: Standing) -> Iterator[tuple[Key, str]]:
    """A rule refuses, and not only because others still point to it: those may go with the undo."""
    for key, planned in standing.going.items():
        sentence = next((one.sentence for one in planned.refused if one.column is None), "")
        if sentence:
            yield key, sentence
