"""Narrow writes of many rows in as few statements as the database allows, each noted for the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.sql import UpdateQuery
from django.utils import timezone

from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because, current_gesture
from crm.kit.unit import note
from crm.kit.values import column, set_value

if TYPE_CHECKING:
    from crm.kit.models import Record


@dataclass(frozen=True)
class Write:
    """A row that is to change, and how; nothing has been written yet. ``cause`` where it is not the gesture's own."""

    record: Record
    changes: tuple[FieldChange, ...]
    cause: Cause | None = None
    origin: str = ""


def write_rows(writes: Sequence[Write]) -> None:
    """The rows hold what ``writes`` say, their records too, and the changes are noted.

    Sends no signals and validates nothing (decisions S8, V2). One statement on PostgreSQL, one a row on SQLite; rows
    are written in the order given, several writes of one row as one. Must be called inside a unit.
    """
    _execute([_statement(record, values) for record, values in _one_per_row(writes)])
    for write in writes:
        for change in write.changes:
            set_value(write.record, column(type(write.record), change.field), change.new)
        _note(write)


def _note(write: Write) -> None:
    recorded = {c.field: (c.old, c.new) for c in write.changes if c.field not in write.record.unrecorded}
    if not recorded:
        return
    gesture = current_gesture()
    cause, origin = (gesture.cause, gesture.origin) if gesture else (Cause.TYPED, "")
    with because(write.cause or cause, write.origin if write.cause else origin):
        record = write.record
        note(record._meta.label_lower, record.pk, record.title, "update", recorded, record.ends(recorded))


def _one_per_row(writes: Sequence[Write]) -> list[tuple[Record, dict[str, Any]]]:
    rows: dict[tuple[str, Any], tuple[Record, dict[str, Any]]] = {}
    for write in writes:
        if write.changes:
            key = (write.record._meta.label_lower, write.record.pk)
            rows.setdefault(key, (write.record, {}))[1].update({c.field: c.new for c in write.changes})
    return list(rows.values())


def _statement(record: Record, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    query: UpdateQuery = type(record)._base_manager.filter(pk=record.pk).query.chain(UpdateQuery)  # type: ignore[assignment]
    query.add_update_values(values | {"modified_at": timezone.now()})
    sql, params = query.get_compiler(connection=connection).as_sql()
    return sql, tuple(params)


def _execute(statements: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
    if connection.vendor == "postgresql" and len(statements) > 1:
        parts = ", ".join(f"w{i} AS ({sql})" for i, (sql, _) in enumerate(statements))
        joined = tuple(param for _, params in statements for param in params)
        statements = [(f"WITH {parts} SELECT 1", joined)]
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
