"""Rows that stand where records would stand: what their keys and unique constraints do not allow beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from crm.kit.values import column, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crm.kit.models import Record

    Held = tuple[Any, ...]


def rivals(alike: Sequence[Record]) -> list[set[Any]]:
    """The keys of the rows that each of ``alike``, records of one model, would collide with.

    One query for the key, for every unique column and every unique constraint, and one more for each collision
    under a condition. No more records than a database looks up at once.
    """
    model = type(alike[0])
    found = _holding([(record.pk,) for record in alike], model._base_manager.all(), ["pk"])
    for field in alike[0].columns():
        if field.unique:
            held = [(value_of(record, field),) for record in alike]
            _add(found, _holding(held, model._base_manager.all(), [field.attname]))
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            _add(found, list(_under(constraint, alike)))
    return found


def _under(constraint: models.UniqueConstraint, alike: Sequence[Record]) -> Iterator[set[Any]]:
    fields = [column(type(alike[0]), name) for name in constraint.fields]
    held = [tuple(value_of(record, field) for field in fields) for record in alike]
    rows = type(alike[0])._base_manager.all()
    if constraint.condition is not None:
        rows = rows.filter(constraint.condition)
    for record, found in zip(alike, _holding(held, rows, [field.attname for field in fields]), strict=True):
        yield found if found and _is_meant(constraint, record) else set()


def _is_meant(constraint: models.UniqueConstraint, record: Record) -> bool:
    """The condition holds for ``record``. The database is asked."""
    held = {field.name: models.Value(value_of(record, field), field) for field in record.columns()}
    return constraint.condition is None or constraint.condition.check(held)


def _holding(wanted: Sequence[Held], rows: models.QuerySet[Any], names: Sequence[str]) -> list[set[Any]]:
    """For each of ``wanted`` the keys of the rows that hold it in the columns ``names``; a blank collides with none."""
    filled = [values for values in wanted if None not in values]
    holders: dict[Held, set[Any]] = {}
    if filled:
        some = rows.filter(**{f"{names[0]}__in": {values[0] for values in filled}})
        for *values, pk in some.order_by().values_list(*names, "pk"):
            holders.setdefault(tuple(values), set()).add(pk)
    return [set(holders.get(values, ())) for values in wanted]


def _add(found: list[set[Any]], more: list[set[Any]]) -> None:
    for known, others in zip(found, more, strict=True):
        known |= others
