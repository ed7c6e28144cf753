"""What can be undone of a change set and what cannot, and why; pure (decisions H2, ruling 10)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext as _

from crm.history.barred import barred
from crm.history.nets import key_to
from crm.history.standing import owners_of
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.context import Cause
from crm.kit.values import set_value, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from crm.history.nets import Key, Net, Step
    from crm.history.standing import Standing
    from crm.kit.deletion import Column, Obstacle
    from crm.kit.models import Record


@dataclass(frozen=True)
class Kept:
    """What stays as it is: a field edited since, or a record that cannot go or come back; and why."""

    title: str
    field: str
    sentence: str


@dataclass
class UndoPlan:
    """What undoing a change set would do. Nothing has been written yet.

    ``consequences`` are for rows that stay: they no longer point to ``removals``, and follow what goes back.
    ``undone_by`` is the change set that undid it already, if one did; then there is nothing else.
    """

    change_set: UUID
    writes: list[Write] = field(default_factory=list)
    removals: list[Record] = field(default_factory=list)
    returns: list[Record] = field(default_factory=list)
    consequences: list[Write] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    undone_by: UUID | None = None

    @property
    def is_empty(self) -> bool:
        """There is nothing to undo, or nothing of it can be undone."""
        return not (self.writes or self.removals or self.returns)


def plan_from(change_set: UUID, nets: Sequence[Net], standing: Standing) -> UndoPlan:
    """What undoing ``nets`` would do, the last first: what points to each other goes back together."""
    weighed = _Weighed(nets, standing)
    planned = UndoPlan(change_set)
    for net in reversed(nets):
        if net.is_nothing:
            continue
        if net.deleted:
            _plan_return(planned, net, weighed)
        elif net.key not in standing.rows:
            _keep(planned, net, None, _("It no longer exists."))
        elif net.created:
            _plan_removal(planned, net, weighed)
        else:
            _plan_restoring(planned, net, weighed)
    planned.consequences = list(_unlinked(planned, weighed))
    return planned


class _Weighed:
    """Which of the records that a change set created go, and which of those that it deleted return.

    As many as can: what a record needs may be undone with it. One that cannot is left out, then what needs it.
    """

    def __init__(self, nets: Sequence[Net], standing: Standing) -> None:
        self.standing = standing
        self.nets = {net.key: net for net in nets}
        self.edited = {
            net.key: edited
            for net in nets
            if net.created and net.key in standing.rows and (edited := _edited(net, standing.rows[net.key]))
        }
        self.barred = barred(standing)
        self.owners = {key: owners_of(planned.record) for key, planned in standing.going.items()}
        self.removing = set(standing.going) - set(self.edited) - set(self.barred)
        self.returning = set(standing.drafts)
        self._users: dict[Column, dict[Any, list[Key]]] = {}
        while not self._is_settled():
            pass

    def _is_settled(self) -> bool:
        used = {key for key in self.removing if self._is_used(key)}
        barred = {key for key in self.returning if self.needs(key) or self.place_is_taken(key)}
        self.removing -= used
        self.returning -= barred
        return not (used or barred)

    def is_missing(self, step: Step) -> bool:
        """What the column pointed to before is not there, and does not come back."""
        target = step.pointed_to
        return target is not None and target not in self.returning and target not in self.standing.targets

    def needs(self, key: Key) -> Step | None:
        """A column without whose target the deleted record cannot return."""
        missing = (step for step in self.nets[key].steps() if self.is_missing(step))
        return next((one for one in missing if not one.field.null or isinstance(one.field, models.OneToOneField)), None)

    def place_is_taken(self, key: Key) -> bool:
        """Somebody stands where the deleted record would, and does not go."""
        return not self.standing.rivals[key] <= self.removing

    def restoring(self, net: Net) -> Iterator[tuple[Step, str]]:
        """The columns that do not hold what they did before; each with why it stays so, blank where it goes back."""
        for step in net.steps():
            present = value_of(self.standing.rows[net.key], step.field)
            if present == step.was:
                continue
            if present != step.became:
                yield step, _("It was edited since.")
            elif objection := self._objection(net, step.field.name):
                yield step, objection
            else:
                yield step, _("What it pointed to no longer exists.") if self.is_missing(step) else ""

    def _objection(self, net: Net, name: str) -> str:
        """Why a column cannot go back although nobody edited it; blank where it can."""
        standing = (one for one in self.standing.objections.get(net.key, ()) if name in one.columns)
        return next((one.sentence for one in standing if not one.causes or one.causes - self.removing), "")

    def _is_used(self, key: Key) -> bool:
        """Something needs the created record that is not undone with it, or it is kept with what stays."""
        planned = self.standing.going[key]
        return (
            bool(self.kept_with(key))
            or any(key_to(row) not in self.removing for row in planned.goes)
            or not all(self._lets_go(write) for write in planned.unlinked)
            or not all(self._goes_away(one, planned.record) for one in planned.refused)
        )

    def kept_with(self, key: Key) -> str:
        """Why a created record stays with others that do; blank where they all go."""
        if any(one in self.standing.going and one not in self.removing for one in self.owners[key]):
            return _("What it belongs to stays, so it stays too.")
        retention = self.standing.retentions.get(key)
        return retention.sentence if retention is not None and retention.causes - self.removing else ""

    def _lets_go(self, write: Write) -> bool:
        """What points to a record that is to go was made to by the same change set, and is undone with it."""
        key, change = key_to(write.record), write.changes[0]
        if key in self.removing or key not in self.nets:
            return key in self.removing
        return bool(self.nets[key].diff.get(change.field, (None, None))[1] == change.old)

    def _goes_away(self, obstacle: Obstacle, record: Record) -> bool:
        """All rows that need ``record`` go too, or point elsewhere again."""
        if obstacle.column is None:
            return False
        users = self._users_by(obstacle.column).get(record.pk, [])
        leaving = [key for key in users if key in self.removing or self._is_restored(key, obstacle.column[1])]
        return len(leaving) == obstacle.count

    def _users_by(self, column: Column) -> dict[Any, list[Key]]:
        if column not in self._users:
            model, name = column
            found = self._users[column] = {}
            attname = model._meta.get_field(name).attname  # type: ignore[union-attr]
            for key, row in self.standing.rows.items():
                if isinstance(row, model):
                    found.setdefault(getattr(row, attname), []).append(key)
        return self._users[column]

    def _is_restored(self, key: Key, name: str) -> bool:
        net = self.nets[key]
        return not net.created and any(step.field.name == name and not why for step, why in self.restoring(net))


def _edited(net: Net, row: Record) -> Step | None:
    """A column of a created record that does not hold what it was created with."""
    steps = (net.step_of(column) for column in row.columns() if column.name not in row.unrecorded)
    return next((step for step in steps if value_of(row, step.field) != step.became), None)


def _plan_restoring(planned: UndoPlan, net: Net, weighed: _Weighed) -> None:
    row, changes = weighed.standing.rows[net.key], []
    for step, why in weighed.restoring(net):
        if why:
            _keep(planned, net, step, why)
        else:
            changes.append(FieldChange(step.field.name, step.became, step.was))
    if changes:
        planned.writes.append(Write(row, tuple(changes)))


def _plan_removal(planned: UndoPlan, net: Net, weighed: _Weighed) -> None:
    row, retention = weighed.standing.rows[net.key], weighed.standing.retentions.get(net.key)
    if net.key in weighed.removing:
        planned.removals.append(row)
    elif retention is not None and retention.changes:
        planned.writes.append(Write(row, retention.changes))
    elif net.key in weighed.barred:
        _keep(planned, net, None, weighed.barred[net.key])
    elif net.key in weighed.edited:
        _keep(planned, net, weighed.edited[net.key], _("It was edited since, so the record stays."))
    else:
        _keep(planned, net, None, weighed.kept_with(net.key) or _("It is used since, so it stays."))


def _plan_return(planned: UndoPlan, net: Net, weighed: _Weighed) -> None:
    if net.key not in weighed.returning:
        needed = weighed.needs(net.key)
        reason = _("What it pointed to no longer exists, so it cannot return.") if needed else ""
        _keep(planned, net, needed, reason or _("Another record has taken its place."))
        return
    record = weighed.standing.drafts[net.key]
    for step in net.steps():
        if weighed.is_missing(step):
            _keep(planned, net, step, _("What it pointed to no longer exists."))
            set_value(record, step.field, None)
    planned.returns.append(record)


def _unlinked(planned: UndoPlan, weighed: _Weighed) -> Iterator[Write]:
    """What rows that stay lose with the records that go, as far as the plan restores nothing there."""
    restored = Counter((key_to(write.record), one.field) for write in planned.writes for one in write.changes)
    for record in planned.removals:
        for write in weighed.standing.going[key_to(record)].unlinked:
            key = key_to(write.record)
            if key in weighed.removing or (key, write.changes[0].field) in restored:
                continue
            changes = tuple(change for change in write.changes if (key, change.field) not in restored)
            yield replace(write, changes=changes, cause=Cause.DELETED, origin=record.title)


def _keep(planned: UndoPlan, net: Net, step: Step | None, sentence: str) -> None:
    label = str(step.field.verbose_name) if step is not None else ""
    planned.kept.append(Kept(net.title, label, sentence))
