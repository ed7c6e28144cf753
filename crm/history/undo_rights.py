"""Who may undo: whoever may do by hand all that the undo does (H2, H4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.kit.permissions import barred_from_deleting, may, refusal
from crm.kit.values import owner_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crm.history.undo import UndoPlan
    from crm.kit.models import Record
    from crm.kit.permissions import User, Verb


def missing_to_undo(user: User, plan: UndoPlan) -> str:
    """What ``user`` lacks to carry out ``plan``, as a sentence; blank where nothing is lacking.

    What goes must be deletable, what returns addable, all else changeable; of parts, what they belong to changeable.
    """
    removals, owners = _apart(plan.removals)
    if barred := barred_from_deleting(user, removals):
        return next(iter(barred.values()))
    returns, more = _apart(plan.returns)
    changed, others = _apart(write.record for write in (*plan.writes, *plan.consequences))
    wanted: list[tuple[Verb, Record]] = [("add", one) for one in returns]
    wanted += [("change", one) for one in (*changed, *owners, *more, *others)]
    return next(_lacking(user, wanted), "")


def _apart(records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
    """Records by themselves, and what those belong to that are parts. A query for an owner that was not read along."""
    alone: list[Record] = []
    owners: list[Record] = []
    for record in records:
        names = owner_names(type(record)) if not record.ties else ()
        if names:
            owners.append(getattr(record, names[0]))
        else:
            alone.append(record)
    return alone, owners


def _lacking(user: User, wanted: Iterable[tuple[Verb, Record]]) -> Iterator[str]:
    asked = dict.fromkeys((verb, type(record)) for verb, record in wanted)
    return (refusal(verb, model) for verb, model in asked if not may(user, verb, model))
