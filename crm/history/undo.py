"""Undo of a change set as one unit, with a plan of its own (decisions H2, ruling 10).

However many records a change set has, they are read, planned, removed, brought back and written in slices: the
number of statements grows with the slices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.history import bulk
from crm.history.nets import nets_of
from crm.history.standing import read
from crm.history.undo_plan import Kept, UndoPlan, plan_from
from crm.kit.context import Cause, current_gesture, gesture
from crm.kit.models import Record
from crm.kit.unit import unit

if TYPE_CHECKING:
    from uuid import UUID

__all__ = ["Kept", "UndoPlan", "Undone", "plan_undo", "register", "undo"]


@dataclass(frozen=True)
class Undone:
    """What undoing did; ``differences`` names linked pairs that it left different."""

    plan: UndoPlan
    differences: tuple[str, ...] = ()


Locker = Callable[[Sequence[tuple[type[Record], Any]]], None]
Follower = Callable[[Sequence[Record], Sequence[Record]], Sequence[str]]

_lockers: list[Locker] = []
_followers: list[Follower] = []


def register(*, locker: Locker, follower: Follower) -> None:
    """Let a room above lock rows in its order before an undo, and follow it up; the follower's sentences are shown.

    ``locker`` hears which records the change set wrote. Rooms that register later, being higher up, lock first.
    ``follower`` hears which records are gone and which were written or returned: no signals were sent for them.
    """
    _lockers.insert(0, locker)
    _followers.append(follower)


def plan_undo(change_set: UUID) -> UndoPlan:
    """What undoing ``change_set`` would do: fields edited since are kept and named, the rest goes back.

    A record created by it goes, unless it was edited or is used since; a deleted one returns with its key and number.
    Reads the history once and the rest in slices, and locks nothing. Raises Refused for an unknown change set.
    """
    nets = nets_of(change_set)
    return plan_from(change_set, nets, read(nets, lock=False))


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
        for locker in _lockers:
            locker(touched)
        planned = plan_from(change_set, nets, read(nets, lock=True))
        _carry_out(planned)
        standing = [*planned.returns, *(write.record for write in (*planned.writes, *planned.unlinked))]
        told = [sentence for follower in _followers for sentence in follower(planned.removals, standing)]
    return Undone(planned, tuple(told))


def _carry_out(planned: UndoPlan) -> None:
    """What goes makes room for what returns. Foreign keys are checked when the transaction ends."""
    bulk.remove(planned.removals)
    bulk.bring_back(planned.returns)
    bulk.write(planned.writes)
    bulk.write(planned.unlinked)
