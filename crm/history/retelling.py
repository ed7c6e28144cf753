"""What an undo writes, field by field and in words: records by their numbers, those that it removed too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import models

from crm.history.models import Action, Change
from crm.history.reading import read
from crm.history.standing import sliced
from crm.kit.context import Cause, Door

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crm.history.undo import UndoPlan
    from crm.kit.models import Record
    from crm.kit.permissions import User

Gone = dict[tuple[type[models.Model], Any], str]


class Restored(NamedTuple):
    """A field of a record that goes back, with its caption and both values as staff read them."""

    record: str
    field: str
    old: str
    new: str


class _Operator(AnonymousUser):
    """Whoever runs commands on the server reads the database anyhow: nothing is masked."""

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return True


def planned(plan: UndoPlan, reader: User | None = None) -> Iterator[Restored]:
    """What the plan restores, then what follows for rows that stay, as ``reader`` may read it.

    For each slice one query for each kind of record that values point to.
    """
    changes = (
        Change(
            action=Action.UPDATE,
            door=Door.COMMAND,
            cause=Cause.UNDONE,
            model=write.record._meta.label_lower,
            object_id=str(write.record.pk),
            title=write.record.title,
            diff={one.field: [one.old, one.new] for one in write.changes},
        )
        for write in (*plan.writes, *plan.consequences)
    )
    return (one for _change, lines in retold(changes, reader=reader) for one in lines)


def retold(
    changes: Iterable[Change], removed: Iterable[Record] = (), reader: User | None = None
) -> Iterator[tuple[Change, list[Restored]]]:
    """Each change in its order, with the fields that it wrote where it is no creation and no deletion.

    ``removed`` are records that values may point to although they are gone. Without ``reader`` whoever runs the command
    reads. As many queries as ``planned``.
    """
    gone: Gone = {(type(record), record.pk): record.title for record in removed}
    for some in sliced(changes):
        lines = _lines(some, gone, reader or _Operator())
        for change in some:
            told = change.diff if change.action == Action.UPDATE else ()
            yield change, [next(lines) for _name in told]


def _lines(changes: list[Change], gone: Gone, reader: User) -> Iterator[Restored]:
    fields = [(one, *both) for one in changes if one.action == Action.UPDATE for both in one.diff.items()]
    lost = [_lost(change, name, both, gone) for change, name, both in fields]
    single = [
        _narrowed(change, name, [None if index in known else value for index, value in enumerate(both)])
        for (change, name, both), known in zip(fields, lost, strict=True)
    ]
    for (change, name, _both), entry, known in zip(fields, read(single, reader), lost, strict=True):
        values = [entry.lines[0].old, entry.lines[0].new] if entry.lines else ["", ""]
        old, new = (known.get(index, value) for index, value in enumerate(values))
        yield Restored(change.title, str(change.label_of(name)), old, new)


def _narrowed(change: Change, name: str, both: list[Any]) -> Change:
    """Only one field of ``change``; nothing that the database holds."""
    known = {"model": change.model, "object_id": change.object_id, "title": change.title, "at": change.at}
    return Change(action=change.action, door=change.door, cause=change.cause, diff={name: both}, **known)


def _lost(change: Change, name: str, both: Iterable[Any], gone: Mapping[Any, str]) -> dict[int, str]:
    """Which of both values point to a record that is gone, with its title."""
    target = change.record_model._meta.get_field(name).related_model
    if target is None:
        return {}
    return {index: gone[target, key] for index, key in enumerate(both) if (target, key) in gone}
