"""Rows that stand where a record would stand: what its keys and unique constraints do not allow beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models

from crm.kit.values import column, value_of

if TYPE_CHECKING:
    from crm.kit.models import Record


def rivals(record: Record) -> Iterator[models.QuerySet[Any]]:
    """For the key, every unique column and every unique constraint: the rows that ``record`` would collide with."""
    rows = type(record)._base_manager.all()
    yield rows.filter(pk=record.pk)
    for field in record.columns():
        value = value_of(record, field)
        if field.unique and value not in ("", None):
            yield rows.filter(**{field.attname: value})
    for constraint in record._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield _under(constraint, record, rows)


def _under(constraint: models.UniqueConstraint, record: Record, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    fields = [column(type(record), name) for name in constraint.fields]
    values = {field.attname: value_of(record, field) for field in fields}
    held = {field.name: models.Value(value_of(record, field), field) for field in record.columns()}
    if None in values.values() or (constraint.condition is not None and not constraint.condition.check(held)):
        return rows.none()
    found = rows.filter(**values)
    return found if constraint.condition is None else found.filter(constraint.condition)
