"""SQL that Django has no words for, the same on SQLite and PostgreSQL: whole pairs of rows compared, long lists.

Dozens of columns are compared in one expression: of Django's own parts, it would take longer to compile than to run.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BooleanField, CharField, F, Func, JSONField

from crm.kit.prepared import KEYS, keys_bound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


class Compared(NamedTuple):
    """A column of a contact and the one of its partner, as seen from the link row.

    ``name`` is what the history calls it. ``pins``: lists of pinned names and the name in each; where all of them have
    it, a difference does not count. ``blank``: what blank means here; ``ANY`` where every difference needs thought.
    ``key`` is what an accepted difference is kept under.
    """

    name: str
    ours: str
    theirs: str
    pins: tuple[tuple[str, str], ...] = ()
    blank: str = "text"
    key: str = ""


ACCEPTED = "accepted"
TEXT, FLAG, NULL, ANY = "text", "flag", "null", "any"
_BLANK = {TEXT: "{0} = '' AND {1} <> ''", FLAG: "{1} AND NOT {0}", NULL: "{0} IS NULL AND {1} IS NOT NULL", ANY: "{2}"}


class _Comparison(Func, ABC):
    """An expression over many pairs of columns; what it says of each is for subclasses to say."""

    def __init__(self, pairs: Sequence[Compared], *also: str) -> None:
        lists = dict.fromkeys((*(name for pair in pairs for name, _ in pair.pins), *also))
        super().__init__(*(F(name) for pair in pairs for name in pair[1:3]), *map(F, lists))
        self.pairs, self.lists = pairs, list(lists)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """In the words of SQLite."""
        return self._compiled(compiler, lite=True)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """In the words of PostgreSQL."""
        return self._compiled(compiler, lite=False)

    def _compiled(self, compiler: SQLCompiler, *, lite: bool) -> tuple[str, list[Any]]:
        """Everything is columns and constants; there are no parameters."""
        columns = iter([compiler.compile(source)[0] for source in self.source_expressions])
        both = [(pair, next(columns), next(columns)) for pair in self.pairs]
        pins = dict(zip(self.lists, columns, strict=True))
        return self.said([(*one, _differs(*one[1:], lite)) for one in both], pins, lite=lite), []

    @abstractmethod
    def said(self, pairs: list[tuple[Compared, str, str, str]], pins: dict[str, str], *, lite: bool) -> str:
        """The SQL, given each pair with its two columns and their comparison."""


class Drifts(_Comparison):
    """One of the pairs differs and counts, because nobody accepted that; or counts no more, because somebody did.

    PostgreSQL's planner, which thinks that common, is told otherwise.
    """

    output_field = BooleanField()

    def __init__(self, pairs: Sequence[Compared], *, accepted: bool = False) -> None:
        super().__init__(pairs, ACCEPTED)
        self.accepted = accepted

    def said(self, pairs: list[tuple[Compared, str, str, str]], pins: dict[str, str], *, lite: bool) -> str:
        """Any of them; none is never."""
        each = []
        for pair, ours, theirs, differs in pairs:
            closed = " AND ".join(_holds(pins[column], name, lite) for column, name in pair.pins)
            counts = f"{differs} AND NOT ({closed})" if closed else differs
            accepted = _is_accepted(pins[ACCEPTED], pair.key, (ours, theirs), lite)
            each.append(f"({counts} AND {accepted})" if self.accepted else f"({counts} AND NOT {accepted})")
        any_of_them = " OR ".join(each) or "1 = 0"
        return f"({any_of_them})" if lite else f"CAST(({any_of_them}) AS integer) = 1"


class Hindered(_Comparison):
    """A pair differs in a way that needs thought: ours is blank and theirs is not; or at all, where that was said."""

    output_field = BooleanField()

    def said(self, pairs: list[tuple[Compared, str, str, str]], pins: dict[str, str], *, lite: bool) -> str:
        """Any of them; none is never."""
        each = (f"({_BLANK[pair.blank].format(ours, theirs, differs)})" for pair, ours, theirs, differs in pairs)
        return f"({' OR '.join(each) or '1 = 0'})"


class Pattern(_Comparison):
    """A digit for each pair: 1 where it differs."""

    output_field = CharField()

    def said(self, pairs: list[tuple[Compared, str, str, str]], pins: dict[str, str], *, lite: bool) -> str:
        """One after the other."""
        return " || ".join(f"CASE WHEN {differs} THEN '1' ELSE '0' END" for *_, differs in pairs) or "''"


class Changes(_Comparison):
    """``{name: [theirs, ours]}`` of the pairs that differ, as the history keeps it. For texts and flags."""

    output_field = JSONField()

    def said(self, pairs: list[tuple[Compared, str, str, str]], pins: dict[str, str], *, lite: bool) -> str:
        """An object whose members are NULL where nothing differs, without these."""
        flags = [isinstance(source.output_field, BooleanField) for source in self.source_expressions[::2]]
        made = ", ".join(
            f"'{pair.name}', {_change(ours, theirs, differs, flag, lite)}"
            for (pair, ours, theirs, differs), flag in zip(pairs, flags, strict=False)
        )
        return f"json_patch('{{}}', json_object({made}))" if lite else f"jsonb_strip_nulls(jsonb_build_object({made}))"


class Among(Func):
    """The column is one of ``ids``, however many: they travel as one parameter."""

    arity = 1
    output_field = BooleanField()

    def __init__(self, column: str, ids: Iterable[int]) -> None:
        super().__init__(F(column))
        self.ids = list(ids)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """As a list in JSON."""
        return self._compiled(compiler, connection)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """As an array."""
        return self._compiled(compiler, connection)

    def _compiled(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        sql, params = compiler.compile(self.source_expressions[0])
        within, some = among(self.ids, connection)
        return f"{sql} {within}", [*params, some]


def among(ids: Sequence[int], connection: BaseDatabaseWrapper) -> tuple[str, Any]:
    """What follows a column that is to be one of ``ids``, and its only parameter: an array, or a list in JSON."""
    return f"IN {KEYS[connection.vendor]}", keys_bound(ids, connection)


def _differs(one: str, other: str, lite: bool) -> str:
    return f"{one} IS NOT {other}" if lite else f"{one} IS DISTINCT FROM {other}"


def _holds(pinned: str, name: str, lite: bool) -> str:
    if lite:
        return f"EXISTS (SELECT 1 FROM json_each({pinned}) WHERE value = '{name}')"
    return f"jsonb_exists({pinned}, '{name}')"


def _is_accepted(held: str, key: str, both: tuple[str, str], lite: bool) -> str:
    """Both hold what they held when their difference was accepted."""
    same = []
    for side, column in zip(("contact", "partner"), both, strict=True):
        if lite:
            same.append(f"json_extract({held}, '$.{key}.{side}') IS {column}")
        else:
            same.append(f"{held} #>> '{{{key},{side}}}' IS NOT DISTINCT FROM CAST({column} AS text)")
    return f"({held} IS NOT NULL AND {' AND '.join(same)})"


def _change(ours: str, theirs: str, differs: str, is_flag: bool, lite: bool) -> str:
    if not lite:
        return f"CASE WHEN {differs} THEN jsonb_build_array({theirs}, {ours}) END"
    if is_flag:  # a number here, which must be said as JSON
        ours, theirs = (f"json(iif({column}, 'true', 'false'))" for column in (ours, theirs))
    return f"json(CASE WHEN {differs} THEN json_array({theirs}, {ours}) END)"
