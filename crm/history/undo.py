"""Undo of a change set as one unit, with a plan of its own (decisions H2, ruling 10).

However many records a change set has, they are read, planned, removed, brought back and written in slices: the
number of statements grows with the slices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from crm.history import bulk
from crm.history.models import Change
from crm.history.nets import Key, Net, nets_of
from crm.history.recent import undone_by
from crm.history.standing import Objection, Retention, read
from crm.history.undo_plan import Kept, UndoPlan, plan_from
from crm.kit.bulk import Write
from crm.kit.context import Cause, Door, current_gesture, gesture
from crm.kit.models import Record
from crm.kit.refusal import Refused
from crm.kit.unit import unit

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["Kept", "Objection", "Retention", "Room", "UndoPlan", "Undone", "plan_undo", "register", "undo"]


ATTEMPTS = 3
"""How often an undo starts anew because others wrote meanwhile where it was about to."""


@dataclass(frozen=True)
class Undone:
    """What undoing did, under ``change_set`` in the history; ``None`` where nothing was written.

    ``differences`` names linked pairs that it left different.
    """

    plan: UndoPlan
    change_set: UUID | None = None
    differences: tuple[str, ...] = ()


class Room:
    """What a room above knows of its records when they are undone; by itself, nothing."""

    def lock(self, touched: Sequence[tuple[type[Record], Any]]) -> None:
        """Lock, in the order of the room, what undoing the ``touched`` records may write."""

    def objections(self, nets: Sequence[Net], rows: Mapping[Key, Record]) -> Mapping[Key, Sequence[Objection]]:
        """What of ``rows`` cannot go back although nobody edited it."""
        return {}

    def retentions(self, created: Sequence[Record]) -> Mapping[Key, Retention]:
        """Which of the records that were ``created`` do not go, besides those that cannot be deleted at all."""
        return {}

    def consequences(self, planned: UndoPlan) -> Iterable[Write]:
        """What follows for rows that stay from what ``planned`` says so far. Reads only."""
        return ()

    def follow(self, gone: Sequence[Record], standing: Sequence[Record]) -> Sequence[str]:
        """Put right what has no history, once all is written: no signals were sent. The sentences are shown."""
        return ()


_rooms: list[Room] = []


def register(room: Room) -> None:
    """Ask ``room`` with every undo. Rooms that register later, being higher up, lock first and follow last."""
    _rooms.append(room)


def plan_undo(change_set: UUID) -> UndoPlan:
    """What undoing ``change_set`` would do: fields edited since are kept and named, the rest goes back.

    A record created by it goes, unless it was edited or is used since, or no deletion of it would be allowed; a
    deleted one returns with its key and number.
    Nothing, where an undo of it stands: ``undone_by`` is that one.
    Reads the history once and the rest in slices, and locks nothing. Raises UnknownChangeSet, which is a Refused.
    """
    nets = nets_of(change_set)
    return _undone_already(change_set) or _plan(change_set, nets, lock=False)


def undo(change_set: UUID) -> Undone:
    """What can be undone of ``change_set`` is, in one unit and in the history; the rest is named. See ``plan_undo``.

    Waits for whoever undoes the same one. Raises Refused, nothing undone, where others always were faster.
    """
    for _attempt in range(ATTEMPTS):
        try:
            return _undo(change_set)
        except IntegrityError as error:  # nobody locks what is not there yet: the next plan sees what others wrote
            collision = error
    raise Refused(
        _("Nothing was undone: others wrote at the same time what would come back or is still needed. Try again.")
    ) from collision


def _undo(change_set: UUID) -> Undone:
    opened = current_gesture()
    with (
        gesture(
            actor=opened.actor if opened else None,
            door=opened.door if opened else Door.SHELL,
            cause=Cause.UNDONE,
            reverts=change_set,
        ) as own,
        unit(savepoint=True),
    ):
        _hold(change_set)
        if already := _undone_already(change_set):
            return Undone(already)
        nets = nets_of(change_set)
        touched = list(dict.fromkeys(_touched(nets)))
        for room in reversed(_rooms):
            room.lock(touched)
        planned = _plan(change_set, nets, lock=True)
        _carry_out(planned)
        standing = [*planned.returns, *(write.record for write in (*planned.writes, *planned.consequences))]
        told = [sentence for room in _rooms for sentence in room.follow(planned.removals, standing)]
    return Undone(planned, None if planned.is_empty else own.change_set, tuple(told))


def _hold(change_set: UUID) -> None:
    """Whoever undoes the same one waits until the transaction ends: its first row stands for all."""
    list(Change.objects.in_set(change_set).select_for_update(no_key=True).values_list("pk")[:1])


def _touched(nets: Iterable[Net]) -> Iterator[tuple[type[Record], Any]]:
    """The records and, where a row ties others together, those at its ends: somebody may tie them meanwhile."""
    for net in nets:
        yield net.model, net.pk
        yield from net.ends


def _undone_already(change_set: UUID) -> UndoPlan | None:
    number = undone_by([change_set]).get(change_set)
    return UndoPlan(change_set, undone_by=number) if number else None


def _plan(change_set: UUID, nets: Sequence[Net], *, lock: bool) -> UndoPlan:
    objectors, retainers = [room.objections for room in _rooms], [room.retentions for room in _rooms]
    planned = plan_from(change_set, nets, read(nets, objectors, retainers, lock=lock))
    for room in _rooms:
        planned.consequences += room.consequences(planned)
    return planned


def _carry_out(planned: UndoPlan) -> None:
    """What goes makes room for what returns. Foreign keys are checked when the transaction ends."""
    bulk.remove(planned.removals)
    bulk.bring_back(planned.returns)
    bulk.write(planned.writes)
    bulk.write(planned.consequences)
