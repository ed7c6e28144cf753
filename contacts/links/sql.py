"""SQL that Django has no words for, the same on SQLite and PostgreSQL: comparing, pins, long lists, a diff as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Func, JSONField, Q, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


class Differs(Func):
    """Both columns hold different values; NULL is a value like any other."""

    template = "%(expressions)s"
    arg_joiner = " IS DISTINCT FROM "
    arity = 2
    output_field = BooleanField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """SQLite says it with two words of its own, and faster."""
        return self.as_sql(compiler, connection, arg_joiner=" IS NOT ", **context)


class Seldom(Func):
    """``condition`` holds, and PostgreSQL's planner believes that it seldom does; it takes inequalities for common."""

    template = "CAST((%(expressions)s) AS integer) = 1"
    arity = 1
    output_field = BooleanField()

    def __init__(self, condition: Q) -> None:
        super().__init__(condition)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """SQLite's planner does not guess."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)", **context)


class Holds(Func):
    """The JSON list of a column has ``name`` in it."""

    function = "jsonb_exists"
    arity = 2
    output_field = BooleanField()

    def __init__(self, column: str, name: str) -> None:
        super().__init__(F(column), Value(name))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """The list as rows."""
        template = "EXISTS (SELECT 1 FROM json_each(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") WHERE value IN (", **context)


class Among(Func):
    """The column is one of ``ids``, however many: they travel as one parameter."""

    arity = 1
    output_field = BooleanField()

    def __init__(self, column: str, ids: Iterable[int]) -> None:
        super().__init__(F(column))
        self.ids = list(ids)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """``column = ANY(array)``."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} = ANY(%s::bigint[])", [*params, self.ids]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """The array as a JSON list."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.ids)]


class Changes(Func):
    """``{name: [old, new]}`` of the columns that differ, as the history keeps it. Takes texts, flags and numbers."""

    output_field = JSONField()

    def __init__(self, columns: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(*(F(name) for _, old, new in columns for name in (old, new)))
        self.names = [name for name, _, _ in columns]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """One object of arrays; those that are NULL, because nothing differs, are left out."""
        pair = "CASE WHEN {0} IS DISTINCT FROM {1} THEN jsonb_build_array({0}, {1}) END"
        return f"jsonb_strip_nulls(jsonb_build_object({self._members(compiler, pair, str)}))", []

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """A merge with the empty object leaves out what is NULL; flags are numbers here and must be said as JSON."""
        pair = "json(CASE WHEN {0} IS NOT {1} THEN json_array({2}, {3}) END)"
        members = self._members(compiler, pair, "json(iif({}, 'true', 'false'))".format)
        return f"json_patch('{{}}', json_object({members}))", []

    def _members(self, compiler: SQLCompiler, pair: str, flag: Callable[[str], str]) -> str:
        members = []
        sources = self.source_expressions
        for name, old, new in zip(self.names, sources[::2], sources[1::2], strict=True):
            columns = [compiler.compile(one)[0] for one in (old, new)]
            is_flag = isinstance(old.output_field, BooleanField)
            members.append(f"'{name}', " + pair.format(*columns, *(flag(c) if is_flag else c for c in columns)))
        return ", ".join(members)
