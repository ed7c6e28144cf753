"""The deletion plan: what goes, what stays, what is unlinked and what stands in the way, as data (decisions D4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext as _

from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because
from crm.kit.unit import note, unit
from crm.kit.values import value_of

if TYPE_CHECKING:
    from crm.kit.models import Record

SHOWN = 5


@dataclass(frozen=True)
class Obstacle:
    """Why a record cannot be deleted: ``count`` rows of a kind still need it, ``examples`` name a few of them."""

    sentence: str
    count: int
    examples: tuple[models.Model, ...] = ()


@dataclass(frozen=True)
class Consequences:
    """What the deletion of a record means for others. ``covers`` names the relations this has dealt with."""

    goes: tuple[Record, ...] = ()
    stays: tuple[Record, ...] = ()
    unlinked: tuple[Write, ...] = ()
    refused: tuple[Obstacle, ...] = ()
    covers: frozenset[tuple[type[models.Model], str]] = frozenset()


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


Rule = Callable[["Record", frozenset[str]], Consequences]

_rules: dict[type[models.Model], list[Rule]] = {}
_followers: list[Callable[[DeletionPlan], None]] = []


def register_rule(model: type[models.Model], rule: Rule) -> None:
    """Ask ``rule`` for consequences whenever a record of ``model`` is to be deleted."""
    _rules.setdefault(model, []).append(rule)


def register_follower(follower: Callable[[DeletionPlan], None]) -> None:
    """Call ``follower`` after every deletion, in its unit."""
    _followers.append(follower)


def plan(record: Record, also: frozenset[str] = frozenset()) -> DeletionPlan:
    """What deleting ``record`` would do. Reads only: one query for each relation that points to it.

    ``also`` names what the user wants gone besides, as understood by the registered rules.
    """
    parts = [rule(record, also) for rule in _rules.get(type(record), [])]
    covered = frozenset().union(*(part.covers for part in parts)) if parts else frozenset()
    parts += _by_foreign_keys(record, covered)
    return DeletionPlan(
        record,
        goes=_all(part.goes for part in parts),
        stays=_all(part.stays for part in parts),
        unlinked=_all(part.unlinked for part in parts),
        refused=_all(part.refused for part in parts),
    )


def apply(planned: DeletionPlan) -> tuple[int, dict[str, int]]:
    """Carry out ``planned`` in one unit; returns what Django's delete returns. Raises DeletionRefused."""
    if planned.is_refused:
        raise DeletionRefused(planned)
    counts: dict[str, int] = {}
    with unit():
        with because(Cause.DELETED, planned.record.title):
            write_rows(planned.unlinked)
            for record in planned.goes:
                _remove(record, counts)
        _remove(planned.record, counts)
        for follower in _followers:
            follower(planned)
    return sum(counts.values()), counts


def _by_foreign_keys(record: Record, covered: frozenset[tuple[type[models.Model], str]]) -> list[Consequences]:
    found = []
    for relation in _pointing_to(record):
        model, name = relation.related_model, relation.field.name
        if (model, name) in covered:
            continue
        rows = model._base_manager.filter(**{relation.field.attname: record.pk}).order_by("pk")
        found.append(_consequences(relation, rows))
    return found


def _pointing_to(record: Record) -> list[Any]:
    fields = record._meta.get_fields(include_hidden=True)
    pointing = [f for f in fields if f.auto_created and not f.concrete and (f.one_to_many or f.one_to_one)]
    return [relation for relation in pointing if hasattr(relation.related_model, "recorded_diff")]


def _consequences(relation: Any, rows: models.QuerySet[Any]) -> Consequences:
    if relation.on_delete is models.CASCADE:
        deeper = [plan(row) for row in rows]
        return Consequences(
            goes=tuple(row for part in deeper for row in (*part.goes, part.record)),
            unlinked=_all(part.unlinked for part in deeper),
            refused=_all(part.refused for part in deeper),
        )
    if relation.on_delete is models.SET_NULL:
        old = relation.field
        writes = (Write(row, (FieldChange(old.name, value_of(row, old), None),)) for row in rows)
        return Consequences(unlinked=tuple(writes))
    count = rows.count()
    if not count:
        return Consequences()
    sentence = _("Used by %(count)s × %(model)s (%(field)s).") % {
        "count": count,
        "model": relation.related_model._meta.verbose_name,
        "field": relation.field.verbose_name,
    }
    return Consequences(refused=(Obstacle(sentence, count, tuple(rows[:SHOWN])),))


def _remove(record: Record, counts: dict[str, int]) -> None:
    diff = {f.name: (value_of(record, f), None) for f in record.columns() if f.name not in record.unrecorded}
    gone = {name: change for name, change in diff.items() if change[0] not in ("", None)}
    pk, title = record.pk, record.title
    deleted, by_label = models.Model.delete(record)
    if deleted:
        note(record._meta.label_lower, pk, title, "delete", gone)
    for label, number in by_label.items():
        counts[label] = counts.get(label, 0) + number


def _all(parts: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(item for part in parts for item in part)
