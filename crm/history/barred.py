"""Which of the records that a change set created do not go whatever else is undone, and why; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.history.nets import Key
    from crm.history.standing import Standing


def barred(standing: Standing) -> dict[Key, str]:
    """A sentence for each: a room keeps it, or no deletion of it is allowed."""
    kept = {key: one.sentence for key, one in standing.retentions.items() if not one.causes}
    return dict(_refused(standing)) | kept


def _refused(standing: Standing) -> Iterator[tuple[Key, str]]:
    """A rule refuses, and not only because others still point to it: those may go with the undo."""
    for key, planned in standing.going.items():
        sentence = next((one.sentence for one in planned.refused if one.column is None), "")
        if sentence:
            yield key, sentence
