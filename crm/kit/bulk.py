"""Narrow writes of many rows in as few statements as the database allows, each noted for the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.utils import timezone

from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because, current_gesture
from crm.kit.prepared import planned_cursor
from crm.kit.unit import note
from crm.kit.values import column, set_value, value_of

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from crm.kit.models import Record

Statement = tuple[str, tuple[Any, ...]]

MANY = 500
"""Parameters of a statement that is hardly ever the same again: no plan is kept for it."""


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
    _execute([_statement(record, some) for record, some in _one_per_row(writes)])
    note_written(writes)


def ensure_row(model: type[Model], pk: Any, using: str = DEFAULT_DB_ALIAS) -> None:
    """There is a row with that key; one that was missing holds the defaults. Nobody did that: nothing is noted."""
    model._base_manager.using(using).bulk_create([model(pk=pk)], ignore_conflicts=True)


def write_with(record: Record, values: dict[str, Any], writes: Sequence[Write]) -> bool:
    """The row of ``record`` holds ``values``, and after it other rows what ``writes`` say; False where it is gone.

    In as few statements as ``write_rows``. Nothing is noted: ``note_written`` does that once ``record`` has a note.
    """
    own, others = values, []
    for other, some in _one_per_row(writes):
        if other == record:
            own = own | some
        else:
            others.append(_statement(other, some))
    return _execute([_statement(record, own), *others])


def insert_row(record: Record, values: dict[str, Any], returning: Sequence[Field[Any, Any]]) -> list[tuple[Any, ...]]:
    """There is a row with ``values``; returns what the database put into ``returning``, where that is anything."""
    names, params = _assigned(record, values)
    sql = f"INSERT INTO {_quoted(record._meta.db_table)} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    if returning:
        sql += f" RETURNING {', '.join(_quoted(field.column) for field in returning)}"
    with planned_cursor(connection) as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall()) if returning else []


def note_written(writes: Iterable[Write]) -> None:
    """The records hold what was written to their rows, and the changes are noted."""
    for write in writes:
        for change in write.changes:
            set_value(write.record, column(type(write.record), change.field), change.new)
        _note(write)


def create_rows(records: Sequence[Record]) -> None:
    """The rows are there, noted in the order given; the records have their keys.

    Sends no signals, derives and validates nothing: whoever calls this knows the rows to be right. One statement.
    """
    if not records:
        return
    type(records[0])._base_manager.bulk_create(records)
    for record in records:
        values = {f.name: value_of(record, f) for f in record.columns() if f.name not in record.unrecorded}
        diff = {name: (None, value) for name, value in values.items() if value not in ("", None)}
        note(record._meta.label_lower, record.pk, record.title, "create", diff, record.ends(diff))


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
    now = timezone.now()
    for write in writes:
        if write.changes:
            row = rows.setdefault((write.record._meta.label_lower, write.record.pk), (write.record, {}))
            row[1].update({change.field: change.new for change in write.changes}, modified_at=now)
    return list(rows.values())


def _statement(record: Record, values: dict[str, Any]) -> Statement:
    names, params = _assigned(record, values)
    written = ", ".join(f"{name} = %s" for name in names)
    table, key = _quoted(record._meta.db_table), _quoted(record._meta.pk.column)
    return f"UPDATE {table} SET {written} WHERE {key} = %s", (*params, record.pk)


def _assigned(record: Record, values: dict[str, Any]) -> tuple[list[str], list[Any]]:
    """Columns and parameters. The statements are not left to Django: its compiler takes longer than the database."""
    fields = [column(type(record), name) for name in values]
    params = [field.get_db_prep_save(value, connection) for field, value in zip(fields, values.values(), strict=True)]
    return [_quoted(field.column) for field in fields], params


def _quoted(name: str | None) -> str:
    assert name is not None
    return connection.ops.quote_name(name)


def _execute(statements: Sequence[Statement]) -> bool:
    """The first of them, if there is any, found its row."""
    if connection.vendor == "postgresql" and len(statements) > 1:
        statements = [_at_once(statements)]
    found, most = 0, max((len(params) for _, params in statements), default=0)
    with planned_cursor(connection) if most < MANY else connection.cursor() as cursor:
        for number, (sql, params) in enumerate(statements):
            cursor.execute(sql, params)
            found = found if number else cursor.rowcount
    return found > 0


def _at_once(statements: Sequence[Statement]) -> Statement:
    """All in one, which returns a row where the first found its own."""
    (first, params), *others = statements
    # What nothing reads, PostgreSQL runs last, and the last of it first: turned round, rows are locked as they come.
    parts = "".join(f", w{number} AS ({sql})" for number, (sql, _) in reversed([*enumerate(others)]))
    joined = (param for _, some in reversed(others) for param in some)
    return f"WITH own AS ({first} RETURNING 1){parts} SELECT FROM own", (*params, *joined)
