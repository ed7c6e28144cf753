"""The change sets of late: who did what through which door, and what was undone since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from crm.history.models import Change
from crm.kit.context import Cause

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass
class ChangeSet:
    """One gesture, all in all. ``undoes`` is what it undid, ``undone_by`` the latest that undid it."""

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

    Three queries. The first reads the whole history, so this is for commands and not for pages.
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
    for change in changes.filter(reverts__in=found).only("reverts", "change_set").order_by("pk"):
        if change.reverts is not None:
            found[change.reverts].undone_by = change.change_set
    return list(found.values())


def _named(row: Change) -> ChangeSet:
    return ChangeSet(row.change_set, row.at, row.actor_name, row.get_door_display(), row.reverts)


def _count(found: dict[UUID, ChangeSet]) -> None:
    rows = Change.objects.filter(change_set__in=found).order_by().values("change_set", "cause", "action")
    for row in rows.annotate(number=Count("pk")):
        found[row["change_set"]].causes[row["cause"]] += row["number"]
        found[row["change_set"]].actions[row["action"]] += row["number"]
