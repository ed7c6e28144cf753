"""What stands now where a change set wrote, read for all of its records at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from crm.history.nets import key_of, key_to
from crm.history.rivals import rivals
from crm.kit import deletion
from crm.kit.compare import FieldChange
from crm.kit.deletion import SLICE
from crm.kit.values import set_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crm.history.nets import Key, Net
    from crm.kit.deletion import DeletionPlan
    from crm.kit.models import Record

T = TypeVar("T")


@dataclass(frozen=True)
class Objection:
    """Why ``columns`` of a record stay as they are: by themselves, or unless all of ``causes`` go with the undo."""

    columns: frozenset[str]
    sentence: str
    causes: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Retention:
    """Why a created record does not go although it could be deleted, and how it changes instead.

    Where ``causes`` are named, it goes all the same if they all go with the undo.
    """

    sentence: str
    changes: tuple[FieldChange, ...] = ()
    causes: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Standing:
    """``rows`` that the change set left, by key, and what deleting those that it created would do, each by itself.

    ``drafts`` are the rows that it deleted as they were before, unsaved, with the ``rivals`` that stand in their place;
    ``targets`` are records that exist, of those that its columns pointed to before. All know what they belong to, so
    that naming them costs no query. ``objections`` are those of the rooms above to what would go back, ``retentions``
    theirs to what would go.
    """

    rows: Mapping[Key, Record]
    going: Mapping[Key, DeletionPlan]
    drafts: Mapping[Key, Record]
    rivals: Mapping[Key, frozenset[Key]]
    targets: frozenset[Key]
    objections: Mapping[Key, Sequence[Objection]]
    retentions: Mapping[Key, Retention]


Objector = Callable[[Sequence["Net"], Mapping["Key", "Record"]], Mapping["Key", Sequence[Objection]]]
Retainer = Callable[[Sequence["Record"]], Mapping["Key", Retention]]


def read(
    nets: Sequence[Net], objectors: Iterable[Objector] = (), retainers: Iterable[Retainer] = (), *, lock: bool
) -> Standing:
    """What stands; for each model and ``SLICE`` of its records, one query for the rows and one for each relation.

    ``lock`` holds the rows, model by model in the order of their keys, those to be deleted against being pointed to:
    what is read stays true until the transaction ends. It costs at most one query more for each slice.
    """
    left = [net for net in nets if not net.deleted]
    rows = {key_to(row): row for row in _rows(left, lock=lock)}
    drafts = {net.key: _draft(net) for net in nets if net.deleted and not net.is_nothing}
    created = [rows[net.key] for net in left if net.created and net.key in rows]
    _introduce(rows | drafts)
    return Standing(
        rows=rows,
        going={key_to(planned.record): planned for planned in deletion.plan_many(created)},
        drafts=drafts,
        rivals=dict(_rivals(list(drafts.values()))),
        targets=frozenset(_targets(nets)),
        objections={key: some for objector in objectors for key, some in objector(nets, rows).items()},
        retentions={key: one for retainer in retainers for key, one in retainer(created).items()},
    )


def sliced(items: Iterable[T]) -> Iterator[list[T]]:
    """``items`` in parts that every database can look up at once."""
    rest = iter(items)
    while some := list(islice(rest, SLICE)):
        yield some


def owners_of(record: Record) -> list[Key]:
    """The records that ``record`` cannot be without, and would go with."""
    return [key_of(field.related_model, getattr(record, field.attname)) for field in _owners(type(record))]


def by_model(records: Iterable[Record]) -> dict[type[Record], list[Record]]:
    """``records`` by their models, in the order given."""
    found: dict[type[Record], list[Record]] = {}
    for record in records:
        found.setdefault(type(record), []).append(record)
    return found


def _rows(nets: Sequence[Net], *, lock: bool) -> Iterator[Record]:
    wanted: dict[type[Record], set[Any]] = {}
    created: dict[type[Record], set[Any]] = {}
    for net in nets:
        pk = net.model._meta.pk.to_python(net.pk)
        wanted.setdefault(net.model, set()).add(pk)
        if net.created:
            created.setdefault(net.model, set()).add(pk)
    for model in sorted(wanted, key=lambda model: model._meta.label_lower):
        for keys in sliced(sorted(wanted[model])):
            rows: models.QuerySet[Any] = model._base_manager.filter(pk__in=keys).order_by("pk")
            yield from rows.select_for_update(no_key=True) if lock else rows
        for keys in sliced(sorted(created.get(model, ()))) if lock else ():
            held = model._base_manager.filter(pk__in=keys).order_by("pk").select_for_update()
            list(held.values_list("pk"))


def _draft(net: Net) -> Record:
    """The record as it was before it was deleted; what the history is silent about was blank."""
    record = net.model()
    record.pk = net.model._meta.pk.to_python(net.pk)
    for field in record.columns():
        was = net.step_of(field).was
        if field.name not in record.unrecorded and (was is not None or field.null):
            set_value(record, field, was)
    return record


def _introduce(known: Mapping[Key, Record]) -> None:
    """Records know those that they cannot be without: the ones read already; owners by one query for each slice."""
    for model, alike in by_model(known.values()).items():
        owners = _owners(model)
        for field in _needed(model):
            strangers = []
            for record in alike:
                other = known.get(key_of(field.related_model, getattr(record, field.attname)))
                if other is not None:
                    field.set_cached_value(record, other)
                elif field in owners:
                    strangers.append(record)
            for some in sliced(strangers):
                models.prefetch_related_objects(some, field.name)


def _needed(model: type[Record]) -> list[models.ForeignKey[Any, Any]]:
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [key for key in keys if not key.null]


def _owners(model: type[Record]) -> list[models.ForeignKey[Any, Any]]:
    return [key for key in _needed(model) if key.remote_field.on_delete is models.CASCADE]


def _rivals(drafts: Sequence[Record]) -> Iterator[tuple[Key, frozenset[Key]]]:
    for model, alike in by_model(drafts).items():
        for some in sliced(alike):
            for record, standing in zip(some, rivals(some), strict=True):
                yield key_to(record), frozenset(key_of(model, pk) for pk in standing)


def _targets(nets: Sequence[Net]) -> Iterator[Key]:
    wanted: dict[type[models.Model], set[Any]] = {}
    for net in nets:
        for step in net.steps() if not net.created else ():
            if step.pointed_to is not None and isinstance(step.field.related_model, type):
                wanted.setdefault(step.field.related_model, set()).add(step.was)
    for model, keys in wanted.items():
        for some in sliced(sorted(keys)):
            for pk in model._base_manager.filter(pk__in=some).order_by().values_list("pk", flat=True):
                yield key_of(model, pk)
