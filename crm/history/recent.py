"""The change sets of late: who did what through which door, and what was undone since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Max, Q

from crm.history.models import Change
from crm.kit.context import Cause

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


class Undoing(NamedTuple):
    """The change set that undid another one, and who did it; blank where nobody was signed in."""

    change_set: UUID
    who: str


@dataclass
class ChangeSet:
    """One gesture, all in all. ``undoes`` is what it undid, ``undone_by`` the undo of it that stands."""

    id: UUID
    at: datetime
    actor: str
    door: str
    undoes: UUID | None = None
    undone_by: UUID | None = None
    causes: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)


def recent(count: int, *, door: str | None = None, gestures_only: bool = False) -> list[ChangeSet]:
    """The last ``count`` change sets, newest first; ``gestures_only`` leaves out undoing, demo loads and imports.

    Three queries, one more for each time that an undo was undone in turn. The first reads the whole history, so this is
    for commands and not for pages.
    """
    changes = Change.objects.order_by()
    wanted = changes.filter(door=door) if door else changes
    sets = wanted.values("change_set").annotate(last=Max("pk"))
    if gestures_only:
        imported = Count("pk", filter=Q(cause=Cause.IMPORTED))
        sets = sets.filter(reverts__isnull=True).alias(imported=imported).filter(imported=0)
    last = sets.order_by("-last")[:count]
    found = {row.change_set: _named(row) for row in Change.objects.filter(pk__in=[one["last"] for one in last])}
    _count(found)
    for number, undoing in undone_by(found).items():
        found[number].undone_by = undoing
    return list(found.values())


def undone_by(change_sets: Collection[UUID]) -> dict[UUID, UUID]:
    """By change set, the latest undo of it that stands: that was not undone itself. Queries as ``undoings``."""
    return {undone: undoing.change_set for undone, undoing in undoings(change_sets).items()}


def undoings(change_sets: Collection[UUID]) -> dict[UUID, Undoing]:
    """By change set, the latest undo of it that stands, and whose it is.

    One query, one more for each time that an undo was undone in turn.
    """
    rows = Change.objects.filter(reverts__in=change_sets).values_list("reverts", "change_set")
    dated = rows.annotate(last=Max("pk"), who=Max("actor_name")).order_by("last")
    found = [(undone, Undoing(number, who)) for undone, number, _last, who in dated]
    taken_back = undoings({undoing.change_set for _undone, undoing in found}) if found else {}
    return {undone: undoing for undone, undoing in found if undone is not None and undoing.change_set not in taken_back}


def _named(row: Change) -> ChangeSet:
    return ChangeSet(row.change_set, row.at, row.actor_name, row.get_door_display(), row.reverts)


def _count(found: dict[UUID, ChangeSet]) -> None:
    rows = Change.objects.filter(change_set__in=found).order_by().values("change_set", "cause", "action")
    for row in rows.annotate(number=Count("pk")):
        found[row["change_set"]].causes[row["cause"]] += row["number"]
        found[row["change_set"]].actions[row["action"]] += row["number"]
