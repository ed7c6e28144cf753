"""Undo of a change set as one unit, with a plan of its own (decisions H2, ruling 10).

However many records a change set has, they are read, planned, removed, brought back and written in slices: the
number of statements grows with the slices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.history import bulk
from crm.history.nets import Key, Net, nets_of
from crm.history.standing import Objection, read
from crm.history.undo_plan import Kept, UndoPlan, plan_from
from crm.kit.bulk import Write
from crm.kit.context import Cause, current_gesture, gesture
from crm.kit.models import Record
from crm.kit.unit import unit

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["Kept", "Objection", "Room", "UndoPlan", "Undone", "plan_undo", "register", "undo"]


@dataclass(frozen=True)
class Undone:
    """What undoing did; ``differences`` names linked pairs that it left different."""

    plan: UndoPlan
    differences: tuple[str, ...] = ()


class Room:
    """What a room above knows of its records when they are undone; by itself, nothing."""

    def lock(self, touched: Sequence[tuple[type[Record], Any]]) -> None:
        """Lock, in the order of the room, what undoing the ``touched`` records may write."""

    def objections(self, nets: Sequence[Net], rows: Mapping[Key, Record]) -> Mapping[Key, Sequence[Objection]]:
        """What of ``rows`` cannot go back although nobody edited it."""
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

    A record created by it goes, unless it was edited or is used since; a deleted one returns with its key and number.
    Reads the history once and the rest in slices, and locks nothing. Raises Refused for an unknown change set.
    """
    return _plan(change_set, nets_of(change_set), lock=False)


def undo(change_set: UUID) -> Undone:
    """What can be undone of ``change_set`` is, in one unit and in the history; the rest is named."""
    opened = current_gesture()
    with (
        gesture(
            actor=opened.actor if opened else None,
            **({"door": opened.door} if opened else {}),
            cause=Cause.UNDONE,
            reverts=change_set,
        ),
        unit(),
    ):
        nets = nets_of(change_set)
        touched = [(net.model, net.pk) for net in nets]
        for room in reversed(_rooms):
            room.lock(touched)
        planned = _plan(change_set, nets, lock=True)
        _carry_out(planned)
        standing = [*planned.returns, *(write.record for write in (*planned.writes, *planned.consequences))]
        told = [sentence for room in _rooms for sentence in room.follow(planned.removals, standing)]
    return Undone(planned, tuple(told))


def _plan(change_set: UUID, nets: Sequence[Net], *, lock: bool) -> UndoPlan:
    planned = plan_from(change_set, nets, read(nets, [room.objections for room in _rooms], lock=lock))
    for room in _rooms:
        planned.consequences += room.consequences(planned)
    return planned


def _carry_out(planned: UndoPlan) -> None:
    """What goes makes room for what returns. Foreign keys are checked when the transaction ends."""
    bulk.remove(planned.removals)
    bulk.bring_back(planned.returns)
    bulk.write(planned.writes)
    bulk.write(planned.consequences)
