"""The deletion plan: what goes, what stays, what is unlinked and what stands in the way, as data (decisions D4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Count, F, Window
from django.db.models.deletion import Collector
from django.db.models.functions import RowNumber
from django.utils.text import capfirst
from django.utils.translation import ngettext

from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because
from crm.kit.unit import Diff, End, note, unit
from crm.kit.values import value_of

if TYPE_CHECKING:
    from crm.kit.models import Record

M = TypeVar("M", bound=models.Model)

SHOWN = 5
SLICE = 500
"""Records whose consequences are looked up at once; every database takes as many keys."""

Column = tuple[type[models.Model], str]
"""A foreign key: the model that has it, and its name."""


@dataclass(frozen=True)
class Obstacle:
    """Why a record cannot be deleted: ``count`` rows of a kind still need it, ``examples`` name a few of them.

    ``column`` is how they point to it, where it is a foreign key that says so.
    """

    sentence: str
    count: int
    examples: tuple[models.Model, ...] = ()
    column: Column | None = None


@dataclass(frozen=True)
class Consequences:
    """What the deletion of a record means for others. ``covers`` names the relations this has dealt with."""

    goes: tuple[Record, ...] = ()
    stays: tuple[Record, ...] = ()
    unlinked: tuple[Write, ...] = ()
    refused: tuple[Obstacle, ...] = ()
    covers: frozenset[Column] = frozenset()


@dataclass(frozen=True)
class DeletionPlan:
    """Nothing has been deleted yet. ``unlinked`` rows stay and change; ``stays`` rows stay as they are."""

    record: Record
    goes: tuple[Record, ...] = ()
    stays: tuple[Record, ...] = ()
    unlinked: tuple[Write, ...] = ()
    refused: tuple[Obstacle, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Something stands in the way."""
        return bool(self.refused)


class DeletionRefused(Exception):
    """The plan names what stands in the way; nothing was deleted."""

    def __init__(self, refused: DeletionPlan) -> None:
        super().__init__(" ".join(obstacle.sentence for obstacle in refused.refused))
        self.plan = refused


Rule = Callable[[Sequence["Record"], frozenset[str]], Sequence[Consequences]]

_rules: dict[type[models.Model], list[Rule]] = {}
_followers: list[Callable[[DeletionPlan], None]] = []


def register_rule(model: type[models.Model], rule: Rule) -> None:
    """Ask ``rule`` for consequences whenever records of ``model`` are to be deleted: those of each, in their order."""
    _rules.setdefault(model, []).append(rule)


def register_follower(follower: Callable[[DeletionPlan], None]) -> None:
    """Call ``follower`` after every deletion, in its unit."""
    _followers.append(follower)


def plan(record: Record, also: frozenset[str] = frozenset()) -> DeletionPlan:
    """What deleting ``record`` would do. Reads only: one query for each relation that points to it.

    ``also`` names what the user wants gone besides, as understood by the registered rules.
    """
    return plan_many([record], also)[0]


def plan_many(records: Sequence[Record], also: frozenset[str] = frozenset()) -> list[DeletionPlan]:
    """What deleting each of ``records`` by itself would do, in their order; see ``plan``.

    Reads only: for each model and ``SLICE`` of its records, one query for each relation that points to it.
    """
    planned: dict[int, DeletionPlan] = {}
    by_model: dict[type[Record], list[Record]] = {}
    for record in records:
        by_model.setdefault(type(record), []).append(record)
    for alike in by_model.values():
        for start in range(0, len(alike), SLICE):
            some = alike[start : start + SLICE]
            planned |= {id(one.record): one for one in _plans(some, also)}
    return [planned[id(record)] for record in records]


def joined(plans: Iterable[DeletionPlan], covers: frozenset[Column] = frozenset()) -> Consequences:
    """What it means for others that all these go with them."""
    parts = list(plans)
    return Consequences(
        goes=tuple(row for part in parts for row in (*part.goes, part.record)),
        stays=_all(part.stays for part in parts),
        unlinked=_all(part.unlinked for part in parts),
        refused=_all(part.refused for part in parts),
        covers=covers,
    )


def grouped(rows: Iterable[M], attname: str) -> Mapping[Any, Sequence[M]]:
    """``rows`` by what they hold in a column, in the order given; nothing for what none of them holds."""
    found: dict[Any, list[M]] = {}
    for row in rows:
        found.setdefault(getattr(row, attname), []).append(row)
    return found


def apply(planned: DeletionPlan) -> tuple[int, dict[str, int]]:
    """Carry out ``planned`` in one unit; returns what Django's delete returns. Raises DeletionRefused."""
    return _apply([planned])


def delete_many(rows: Sequence[Record]) -> tuple[int, dict[str, int]]:
    """All ``rows`` of a model are gone, each by its plan; returns what Django's delete returns. Raises DeletionRefused.

    Must be called in a unit, with what hangs on the rows locked. Rows that do not concern each other are locked,
    planned and removed together: no statement is for one alone, but what it writes of others and those that go with it.
    """
    plans = plan_many(_hold(rows)) if len(rows) > 1 else []
    if plans and len(plans) == len(rows) and _are_apart(plans):
        return _apply(plans)
    counts = Counter[str]()
    for row in rows:
        counts.update(row.delete()[1])
    return counts.total(), dict(counts)


def gone(record: Record) -> tuple[str, Any, str, str, Diff, tuple[End, ...]]:
    """What ``note`` is to be told of a row that is deleted; to be asked for while it is there."""
    diff = {f.name: (value_of(record, f), None) for f in record.columns() if f.name not in record.unrecorded}
    held = {name: change for name, change in diff.items() if change[0] not in ("", None)}
    return record._meta.label_lower, record.pk, record.title, "delete", held, record.ends(held)


def _plans(alike: Sequence[Record], also: frozenset[str]) -> Iterator[DeletionPlan]:
    """The plans of records of one model."""
    parts: list[list[Consequences]] = [[] for _record in alike]
    for rule in _rules.get(type(alike[0]), []):
        for part, told in zip(parts, rule(alike, also), strict=True):
            part.append(told)
    covered = [frozenset().union(*(told.covers for told in part)) for part in parts]
    for relation in _pointing_to(alike[0]):
        column = (relation.related_model, relation.field.name)
        asked = [place for place in range(len(alike)) if column not in covered[place]]
        told_of = _consequences(relation, {alike[place].pk: alike[place] for place in asked})
        for place in asked:
            parts[place].append(told_of.get(alike[place].pk, Consequences()))
    for record, part in zip(alike, parts, strict=True):
        yield DeletionPlan(
            record,
            goes=_all(told.goes for told in part),
            stays=_all(told.stays for told in part),
            unlinked=_all(told.unlinked for told in part),
            refused=_all(told.refused for told in part),
        )


def _pointing_to(record: Record) -> list[Any]:
    fields = record._meta.get_fields(include_hidden=True)
    pointing = [f for f in fields if f.auto_created and not f.concrete and (f.one_to_many or f.one_to_one)]
    return [relation for relation in pointing if hasattr(relation.related_model, "recorded_diff")]


def _consequences(relation: Any, records: Mapping[Any, Record]) -> Mapping[Any, Consequences]:
    """By key, what it means for those who point to its record; nothing for a key that nobody points to.

    What goes with a record knows it, so that naming it costs no query.
    """
    if not records:
        return {}
    field = relation.field
    rows = relation.related_model._base_manager.filter(**{f"{field.attname}__in": list(records)})
    if relation.on_delete is models.CASCADE:
        going = plan_many(list(rows.order_by("pk")))
        by_key: dict[Any, list[DeletionPlan]] = {}
        for one in going:
            key = getattr(one.record, field.attname)
            field.set_cached_value(one.record, records[key])
            by_key.setdefault(key, []).append(one)
        return {key: joined(plans) for key, plans in by_key.items()}
    if relation.on_delete is models.SET_NULL:
        pointing = grouped(rows.order_by("pk"), field.attname)
        return {
            key: Consequences(unlinked=tuple(_let_go(row, field) for row in some)) for key, some in pointing.items()
        }
    return {key: Consequences(refused=(one,)) for key, one in _obstacles(relation, rows)}


def _let_go(row: Record, field: models.Field[Any, Any]) -> Write:
    return Write(row, (FieldChange(field.name, value_of(row, field), None),))


def _obstacles(relation: Any, rows: models.QuerySet[Any]) -> Iterator[tuple[Any, Obstacle]]:
    """By key, that rows need it. One query, where there are any a second one for the examples."""
    model, field = relation.related_model, relation.field
    counts = dict(rows.order_by().values_list(field.attname).annotate(Count("pk")))
    if not counts:
        return
    place = Window(RowNumber(), partition_by=F(field.attname), order_by="pk")
    examples = grouped(rows.annotate(place=place).filter(place__lte=SHOWN).order_by("pk"), field.attname)
    for key, count in counts.items():
        sentence = ngettext(
            "Used once in “%(records)s” (%(field)s).",
            "Used %(count)s times in “%(records)s” (%(field)s).",
            count,
        )
        values = {
            "count": count,
            "records": capfirst(str(model._meta.verbose_name_plural)),
            "field": field.verbose_name,
        }
        yield key, Obstacle(sentence % values, count, tuple(examples[key]), (model, field.name))


def _hold(rows: Sequence[Record]) -> list[Record]:
    """Those of ``rows`` that are still there, as they stand, in their order; locked in the order of their keys."""
    standing: dict[Any, Record] = {}
    for start in range(0, len(rows), SLICE):
        keys = [row.pk for row in rows[start : start + SLICE]]
        standing |= type(rows[0])._base_manager.select_for_update().order_by("pk").in_bulk(keys)
    return [standing[row.pk] for row in rows if row.pk in standing]


def _are_apart(plans: Sequence[DeletionPlan]) -> bool:
    """None is refused, and none is about a record of another one."""
    own = {planned.record for planned in plans}
    others = (row for planned in plans for row in (*planned.goes, *(write.record for write in planned.unlinked)))
    return not any(planned.is_refused for planned in plans) and own.isdisjoint(others)


def _apply(plans: Sequence[DeletionPlan]) -> tuple[int, dict[str, int]]:
    """Carry out the plans of records of one model, in one unit."""
    for refused in (planned for planned in plans if planned.is_refused):
        raise DeletionRefused(refused)
    counts = Counter[str]()
    with unit():
        for planned in plans:
            with because(Cause.DELETED, planned.record.title):
                write_rows(planned.unlinked)
                for record in planned.goes:
                    _remove([record], counts)
        _remove([planned.record for planned in plans], counts)
        for planned in plans:
            for follower in _followers:
                follower(planned)
    return counts.total(), dict(counts)


def _remove(alike: Sequence[Record], counts: Counter[str]) -> None:
    told = [gone(record) for record in alike]
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect(alike)
    deleted, by_label = collector.delete()
    for one in told if deleted else ():
        note(*one)
    counts.update(by_label)


def _all(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(item for part in parts for item in part)
