"""What a change set did to each record, all in all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from crm.history.models import Action, Change
from crm.kit.models import Record
from crm.kit.refusal import Refused
from crm.kit.values import column, value_of

if TYPE_CHECKING:
    from uuid import UUID

Key = tuple[str, str]
"""A record by the label of its model and its primary key as text: as the history knows it."""


class Step(NamedTuple):
    """One column, what it held before the change set and what after it."""

    field: models.Field[Any, Any]
    was: Any
    became: Any

    @property
    def pointed_to(self) -> Key | None:
        """What the column pointed to before; ``None`` for nothing and for other columns."""
        if self.was is None or not isinstance(self.field, models.ForeignKey):
            return None
        return key_of(self.field.related_model, self.was)


class UnknownChangeSet(Refused):
    """Nothing in the history has that number."""


@dataclass
class Net:
    """What a change set did to one record. ``diff`` holds values as the history keeps them, by column.

    ``ends`` are the records that it tied together, then or before.
    """

    model: type[Record]
    pk: str
    title: str
    created: bool
    deleted: bool = False
    diff: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    ends: set[tuple[type[Record], str]] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """Which record."""
        return key_of(self.model, self.pk)

    @property
    def is_nothing(self) -> bool:
        """The record was there neither before nor after."""
        return self.created and self.deleted

    def add(self, change: Change) -> None:
        """Later, ``change`` happened to it too."""
        self.deleted = change.action == Action.DELETE
        for end in filter(None, (change.one_end, change.other_end)) if self.model.ties else ():
            label, _space, pk = end.partition(" ")
            if model := _record_model(label):
                self.ends.add((model, pk))
        for name, (old, new) in change.diff.items():
            self.diff[name] = (self.diff.get(name, (old, new))[0], new)

    def settle(self) -> None:
        """A record that is always there was changed only: it held the defaults before it was made or once it went."""
        if not self.model.always_there or self.created == self.deleted:
            return
        fresh = self.model()
        for one in self.model.columns():
            was, became = self.diff.pop(one.name, (None, None))
            default = value_of(fresh, one)
            self.diff[one.name] = (default, became) if self.created else (was, default)
            step = self.step_of(one)
            if step.was == step.became or one.name in fresh.unrecorded:
                del self.diff[one.name]
        self.created = self.deleted = False

    def steps(self) -> list[Step]:
        """The columns it changed, those that no longer exist left out."""
        return [self.step_of(found) for name in self.diff if (found := _column(self.model, name)) is not None]

    def step(self, name: str) -> Step:
        """What became of the column called ``name``."""
        return self.step_of(column(self.model, name))

    def step_of(self, column_: models.Field[Any, Any]) -> Step:
        """What became of a column; from blank to blank where the history is silent."""
        is_text = isinstance(column_, (models.CharField, models.TextField, models.FileField))
        blank = "" if is_text and not column_.null else None
        values = self.diff.get(column_.name, (None, None))
        was, became = (blank if value is None else column_.to_python(value) for value in values)
        return Step(column_, was, became)


def key_of(model: type[models.Model], pk: Any) -> Key:
    """The key of a record of ``model``; a proxy's are those of its table."""
    return model._meta.concrete_model._meta.label_lower, str(pk)  # type: ignore[union-attr]  # of a record


def key_to(record: models.Model) -> Key:
    """The key of ``record``."""
    return key_of(type(record), record.pk)


def nets_of(change_set: UUID) -> list[Net]:
    """What ``change_set`` did, record by record in the order in which it came to them. One query.

    Models that no longer exist are left out. Raises UnknownChangeSet.
    """
    nets: dict[Key, Net] = {}
    for change in Change.objects.in_set(change_set):
        model = _record_model(change.model)
        if model is not None:
            fresh = Net(model, change.object_id, change.title, change.action == Action.CREATE)
            nets.setdefault((change.model, change.object_id), fresh).add(change)
    if not nets:
        raise UnknownChangeSet(_("There is no change set %(id)s.") % {"id": change_set})
    for net in nets.values():
        net.settle()
    return list(nets.values())


def _record_model(label: str) -> type[Record] | None:
    try:
        model = apps.get_model(label)
    except LookupError:
        return None
    return model if issubclass(model, Record) else None


def _column(model: type[Record], name: str) -> models.Field[Any, Any] | None:
    try:
        return column(model, name)
    except FieldDoesNotExist:
        return None
