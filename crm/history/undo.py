"""Undo of a change set as one unit, with a plan of its own (decisions H2, ruling 10)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from crm.history.models import Action, Change
from crm.history.rivals import rivals
from crm.kit import deletion
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because, current_gesture, gesture
from crm.kit.models import Record
from crm.kit.refusal import Refused
from crm.kit.unit import note, unit
from crm.kit.values import column, set_value, value_of


@dataclass(frozen=True)
class Kept:
    """What stays as it is: a field edited since, or a record that cannot go or come back; and why."""

    title: str
    field: str
    sentence: str


@dataclass
class UndoPlan:
    """What undoing a change set would do. Nothing has been written yet."""

    change_set: uuid.UUID
    writes: list[Write] = field(default_factory=list)
    removals: list[Record] = field(default_factory=list)
    returns: list[Record] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """There is nothing to undo, or nothing of it can be undone."""
        return not (self.writes or self.removals or self.returns)


@dataclass(frozen=True)
class Undone:
    """What undoing did; ``differences`` names linked pairs that it left different."""

    plan: UndoPlan
    differences: tuple[str, ...] = ()


@dataclass
class _Net:
    """What a change set did to one record, all in all."""

    model: type[Record]
    pk: Any
    title: str
    created: bool = False
    deleted: bool = False
    diff: dict[str, tuple[Any, Any]] = field(default_factory=dict)


Locker = Callable[[Sequence[tuple[type[Record], Any]]], None]
Follower = Callable[[Sequence[Record]], Sequence[str]]

_lockers: list[Locker] = []
_followers: list[Follower] = []


def register(*, locker: Locker, follower: Follower) -> None:
    """Let a room above lock rows in its order before an undo, and follow it up; the follower's sentences are shown."""
    _lockers.append(locker)
    _followers.append(follower)


def plan_undo(change_set: uuid.UUID) -> UndoPlan:
    """What undoing ``change_set`` would do: fields edited since are kept and named, the rest goes back.

    A record created by it goes, unless it was edited or is used since; a deleted one returns with its key and number.
    Reads two queries and one or more for each record. Raises Refused for an unknown change set.
    """
    nets = _nets(change_set)
    written = {_key(net.model, net.pk): net for net in nets}
    planned = UndoPlan(change_set)
    returning = {_key(net.model, net.pk) for net in nets if net.deleted}
    removing: set[tuple[str, str]] = set()
    for net in reversed(nets):
        if net.created and net.deleted:
            continue
        if net.deleted:
            _plan_return(planned, net, returning, removing)
        else:
            record = net.model._base_manager.filter(pk=net.pk).first()
            if record is None:
                _keep(planned, net, "", _("It no longer exists."))
            elif net.created:
                _plan_removal(planned, net, record, removing, written)
            else:
                _plan_restoring(planned, net, record, returning)
    return planned


def undo(change_set: uuid.UUID) -> Undone:
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
        touched = [(net.model, net.pk) for net in _nets(change_set)]
        for locker in _lockers:
            locker(touched)
        planned = plan_undo(change_set)
        # What nothing points to goes first, because what returns may take its place; the rest once it is let go.
        later = [record for record in planned.removals if deletion.plan(record).unlinked]
        _remove(record for record in planned.removals if record not in later)
        for record in planned.returns:
            _bring_back(record)
        with because(Cause.UNDONE):
            write_rows(planned.writes)
        _remove(later)
        records = [*planned.removals, *planned.returns, *(write.record for write in planned.writes)]
        differences = tuple(sentence for follower in _followers for sentence in follower(records))
    return Undone(planned, differences)


def _key(model: type[models.Model], pk: Any) -> tuple[str, str]:
    return model._meta.label_lower, str(pk)


def _remove(records: Iterable[Record]) -> None:
    for record in records:
        deletion.apply(deletion.plan(record))


def _nets(change_set: uuid.UUID) -> list[_Net]:
    nets: dict[tuple[str, str], _Net] = {}
    for change in Change.objects.in_set(change_set):
        try:
            model = apps.get_model(change.model)
        except LookupError:
            continue
        if not issubclass(model, Record):
            continue
        net = nets.setdefault((change.model, change.object_id), _Net(model, change.object_id, change.title))
        net.created |= change.action == Action.CREATE
        net.deleted = change.action == Action.DELETE
        for name, (old, new) in change.diff.items():
            net.diff[name] = (net.diff.get(name, (old, new))[0], new)
    if not nets:
        raise Refused(_("There is no change set %(id)s.") % {"id": change_set})
    return list(nets.values())


def _plan_restoring(planned: UndoPlan, net: _Net, record: Record, returning: set[tuple[str, str]]) -> None:
    changes = []
    for name, (old, new) in net.diff.items():
        stored = _decoded(net.model, name, (old, new))
        if stored is None:
            continue
        field_, was, became = stored
        present = value_of(record, field_)
        if present == was:
            continue
        if present != became:
            _keep(planned, net, name, _("It was edited since."))
        elif _missing(field_, was, returning):
            _keep(planned, net, name, _("What it pointed to no longer exists."))
        else:
            changes.append(FieldChange(name, present, was))
    if changes:
        planned.writes.append(Write(record, tuple(changes)))


def _plan_removal(
    planned: UndoPlan,
    net: _Net,
    record: Record,
    removing: set[tuple[str, str]],
    written: dict[tuple[str, str], _Net],
) -> None:
    for field_ in record.columns():
        stored = _decoded(net.model, field_.name, net.diff.get(field_.name, (None, None)))
        if field_.name not in record.unrecorded and stored is not None and value_of(record, field_) != stored[2]:
            _keep(planned, net, field_.name, _("It was edited since, so the record stays."))
            return
    going = deletion.plan(record)
    used = any(_key(type(row), row.pk) not in removing for row in going.goes)
    used |= any(not _goes_back(write, removing, written) for write in going.unlinked)
    if going.is_refused or used:
        _keep(planned, net, "", _("It is used since, so it stays."))
        return
    removing.add(_key(net.model, net.pk))
    planned.removals.append(record)


def _goes_back(write: Write, removing: set[tuple[str, str]], written: dict[tuple[str, str], _Net]) -> bool:
    """What points to a record that is to go was made to by the same change set, and is undone with it."""
    key, change = _key(type(write.record), write.record.pk), write.changes[0]
    if key in removing or key not in written:
        return key in removing
    return bool(written[key].diff.get(change.field, (None, None))[1] == change.old)


def _plan_return(planned: UndoPlan, net: _Net, returning: set[tuple[str, str]], removing: set[tuple[str, str]]) -> None:
    record = net.model()
    record.pk = net.model._meta.pk.to_python(net.pk)
    for name, change in net.diff.items():
        stored = _decoded(net.model, name, change)
        if stored is None:
            continue
        field_, was, _new = stored
        if _missing(field_, was, returning):
            if not field_.null or isinstance(field_, models.OneToOneField):
                _keep(planned, net, name, _("What it pointed to no longer exists, so it cannot return."))
                return
            _keep(planned, net, name, _("What it pointed to no longer exists."))
            was = None
        set_value(record, field_, was)
    if any(_key(type(row), row.pk) not in removing for rows in rivals(record) for row in rows):
        _keep(planned, net, "", _("Another record has taken its place."))
    else:
        planned.returns.append(record)


def _bring_back(record: Record) -> None:
    record.save_base(raw=True, force_insert=True)
    values = {f.name: value_of(record, f) for f in record.columns() if f.name not in record.unrecorded}
    diff = {name: (None, value) for name, value in values.items() if value not in ("", None)}
    note(record._meta.label_lower, record.pk, record.title, Action.CREATE, diff)


def _decoded(model: type[Record], name: str, change: tuple[Any, Any]) -> tuple[models.Field[Any, Any], Any, Any] | None:
    try:
        field_ = column(model, name)
    except FieldDoesNotExist:
        return None
    is_text = isinstance(field_, (models.CharField, models.TextField, models.FileField))
    blank = "" if is_text and not field_.null else None
    old, new = (blank if value is None else field_.to_python(value) for value in change)
    return field_, old, new


def _missing(field_: models.Field[Any, Any], value: Any, returning: set[tuple[str, str]]) -> bool:
    if value is None or not isinstance(field_, models.ForeignKey):
        return False
    target = field_.related_model
    if _key(target, value) in returning:
        return False
    return not target._base_manager.filter(pk=value).exists()


def _keep(planned: UndoPlan, net: _Net, name: str, sentence: str) -> None:
    label = str(column(net.model, name).verbose_name) if name else ""
    planned.kept.append(Kept(net.title, label, sentence))
