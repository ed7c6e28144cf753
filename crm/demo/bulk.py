"""Inserts rows as they come, without instances and signals: by COPY, or one prepared statement on SQLite.

Millions of rows get no row each in the history: whoever calls notes one for all of them.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.backends.utils import CursorWrapper

Values = tuple[Any, ...]  # what the database driver takes for the columns: text, numbers and None

SQLITE_CACHE = -65536
"""What SQLite may keep in memory; negative means KiB."""

SQLITE_SAMPLE = 1000
"""How many rows of an index SQLite looks at to learn how the values are distributed."""

KEYS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
"""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE NOT indisunique AND indrelid = ANY(%s::regclass[])
"""
BUILDING_MEMORY = "256MB"


class Table:
    """Rows of ``model``: ``columns`` are given with each, the others have the default of their field."""

    def __init__(self, model: type[models.Model], columns: Sequence[str]) -> None:
        self.model = model
        rest = [field for field in _writable(model) if field.attname not in columns]
        self.constants = tuple(_default(field) for field in rest)
        quoted = [connection.ops.quote_name(name) for name in (*columns, *(one.attname for one in rest))]
        self.columns = ", ".join(quoted)
        self.marks = ", ".join(["%s"] * len(quoted))
        self.name = connection.ops.quote_name(model._meta.db_table)

    def insert(self, rows: Iterable[Values]) -> None:
        """The rows are there, their values in the order of ``columns``."""
        complete = (row + self.constants for row in rows)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self.name} ({self.columns}) FROM STDIN") as copy:
                    for row in complete:
                        copy.write_row(row)
            else:
                insert = f"INSERT INTO {self.name} ({self.columns}) VALUES ({self.marks})"
                cursor.executemany(insert, list(complete))


def free_id(model: type[models.Model]) -> int:
    """The first id that no row of ``model`` has, nor any after it."""
    highest: int | None = model._base_manager.aggregate(highest=models.Max("pk"))["highest"]
    return (highest or 0) + 1


@contextmanager
def loading(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Many rows may be inserted with ids of their own; afterwards the database counts on behind them.

    Must be called in a transaction; on PostgreSQL nobody else can use the tables until that ends.
    """
    names = [connection.ops.quote_name(model._meta.db_table) for model in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with _put_off(cursor, names):
                yield
            for statement in connection.ops.sequence_reset_sql(no_style(), tables):
                cursor.execute(statement)
        else:
            with _much_memory(cursor):
                yield
        for name in names:
            cursor.execute(f"ANALYZE {name}")


@contextmanager
def _put_off(cursor: CursorWrapper, names: Sequence[str]) -> Iterator[None]:
    """Foreign keys are checked and indexes built for all rows at once, which takes a third of the time."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    postponed: list[tuple[str, str]] = []
    for found in (KEYS, INDEXES):
        cursor.execute(found, [list(names)])
        postponed += cursor.fetchall()
    for drop, _restore in postponed:
        cursor.execute(drop)
    yield
    cursor.execute(f"SET LOCAL maintenance_work_mem = '{BUILDING_MEMORY}'")
    for _drop, restore in reversed(postponed):
        cursor.execute(restore)
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def _much_memory(cursor: CursorWrapper) -> Iterator[None]:
    """Pages of the indexes stay in memory while they grow."""
    before = cursor.execute("PRAGMA cache_size").fetchone()[0]
    cursor.execute(f"PRAGMA cache_size = {SQLITE_CACHE}")
    cursor.execute(f"PRAGMA analysis_limit = {SQLITE_SAMPLE}")
    yield
    cursor.execute(f"PRAGMA cache_size = {before}")


def _writable(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Stored columns that want a value: not generated, not nullable, no key that the database makes."""
    return [
        field
        for field in model._meta.concrete_fields
        if not (field.generated or field.null or isinstance(field, models.AutoField))
    ]


def _default(field: models.Field[Any, Any]) -> object:
    return field.get_db_prep_save(field.get_default(), connection)
