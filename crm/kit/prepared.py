"""Queries that are asked with every save: compiled once, run with other values.

Django compiles a query anew each time, and PostgreSQL plans it anew: for rows as wide as ours that takes both of them
longer than running it. A connection pooler between the two must know prepared statements, as PgBouncer 1.21 does.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.query import ModelIterable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

Row = TypeVar("Row", bound=models.Model)

OFTEN = 5
"""How often a connection runs a statement before it keeps the plan."""


class Given(models.Value):
    """Stands in a filter for a value that is known when the query is run."""

    def __init__(self, name: str) -> None:
        super().__init__(None)
        self.name = name

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """A placeholder, and itself as its parameter."""
        return "%s", [self]

    def bound(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """``value`` as the driver takes it."""
        return value


class GivenKeys(Given):
    """Stands after ``__in`` for numeric keys, however many: they travel as one parameter."""

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """A list of the keys in brackets."""
        return KEYS[connection.vendor], [self]

    def bound(self, value: Iterable[int], connection: BaseDatabaseWrapper) -> Any:
        """All keys in one."""
        return keys_bound(value, connection)


KEYS = {"sqlite": "(SELECT value FROM json_each(%s))", "postgresql": "(SELECT unnest(%s::bigint[]))"}
"""What follows ``IN``, by database, where any number of keys travel as one parameter: ``keys_bound``."""


def keys_bound(keys: Iterable[int], connection: BaseDatabaseWrapper) -> Any:
    """An array, or a list in JSON."""
    return json.dumps(list(keys)) if connection.vendor == "sqlite" else list(keys)


class Prepared(Generic[Row]):
    """What ``build`` returns, a query set whose filters hold ``Given``, to be asked with their values.

    Each call is one statement and returns the rows as the query set would, in its order, with ``select_related`` and
    annotations. A query set that locks must be asked in a transaction: only the first call would notice.
    """

    def __init__(self, build: Callable[[], models.QuerySet[Row]]) -> None:
        self._build = build
        self._compiled: WeakKeyDictionary[BaseDatabaseWrapper, _Compiled] = WeakKeyDictionary()

    def __call__(self, **values: Any) -> list[Row]:
        """The rows."""
        connection = connections[DEFAULT_DB_ALIAS]
        if (compiled := self._compiled.get(connection)) is None:
            compiled = self._compiled[connection] = _Compiled(self._build(), connection)
        return compiled.rows(values)


class _Compiled:
    """A query set whose query hands out one compiler, which has compiled already. Belongs to one connection."""

    def __init__(self, asked: models.QuerySet[Any], connection: BaseDatabaseWrapper) -> None:
        query: Any = asked.query
        self.asked, self.connection = asked, connection
        self.compiler = query.get_compiler(connection=connection)
        self.sql, self.params = self.compiler.as_sql()
        converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])
        self.compiler.get_converters = lambda _columns: converters
        query.get_compiler = lambda **_: self.compiler

    def rows(self, values: dict[str, Any]) -> list[Any]:
        bound = [one.bound(values[one.name], self.connection) if isinstance(one, Given) else one for one in self.params]
        with planned_cursor(self.connection) as cursor:
            cursor.execute(self.sql, bound)
            found = cursor.fetchall()
        self.compiler.execute_sql = lambda **_: [found]
        return list(ModelIterable(self.asked))


def planned_cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor for statements that are run again and again: PostgreSQL keeps their plans with the connection."""
    if connection.vendor != "postgresql" or connection.queries_logged:  # the log is not told what was planned
        return connection.cursor()
    connection.ensure_connection()
    connection.connection.prepare_threshold = OFTEN  # which Django's own cursors do not heed
    planned: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]  # whose parents have no stubs
    return connection.make_cursor(planned)
