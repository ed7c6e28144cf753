"""All that a search found, put in order by itself: no plan can walk a whole table to find its first rows (goal 8)."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

MOST = 1_000
"""How many rows that a search found are counted and put in order; of more than these, any."""

AHEAD = 1_000
"""How many rows are read in order to see whether a page of those that are wanted is among them."""


class Way(NamedTuple):
    """An order, the direction in which its rows are read, and the key of the row after which they start."""

    column: str
    descending: bool
    beyond: Any = None

    @property
    def columns(self) -> tuple[str, ...]:
        """What rows are sorted by; the key decides between equal values."""
        sign = "-" if self.descending else ""
        return (f"{sign}{self.column}", f"{sign}pk") if self.column != "pk" else (f"{sign}pk",)


def candidates(rows: QuerySet[Any, Any], way: Way, most: int, cap: int) -> list[tuple[Any, int]]:
    """The keys of the first ``most`` of ``rows``, each with how many rows there are, up to one more than ``cap``.

    One query.
    """
    try:
        sql, params = _ordered(rows, way, most, cap, "pk, (SELECT count(*) FROM found)")
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def first_of(
    rows: QuerySet[Any, Any], column: str, descending: bool, most: int, all_rows: QuerySet[Any, Any] | None = None
) -> list[Any]:
    """The first ``most`` of ``rows`` that a search found, in the order of ``column``; one query.

    They are read from ``all_rows``, so that what was found is not looked for again.
    """
    way = Way(column, descending)
    try:
        sql, params = _ordered(rows, way, most, MOST, "pk")
    except EmptyResultSet:
        return []
    shown = rows if all_rows is None else all_rows
    return list(shown.filter(pk__in=RawSQL(sql, params)).order_by(*way.columns))


def among_next(rows: QuerySet[Any, Any], reached: Q, way: Way, most: int) -> list[Any]:
    """The first ``most`` of ``rows`` where so many are among the next ones of the table, else fewer. One query."""
    ahead = rows.model._base_manager.using(rows.db).filter(reached).order_by(*way.columns).values("pk")[:AHEAD]
    return list(rows.filter(pk__in=ahead).order_by(*way.columns)[:most])


def _ordered(rows: QuerySet[Any, Any], way: Way, most: int, cap: int, wanted: str) -> tuple[str, tuple[Any, ...]]:
    """The statement; no plan for it can walk the table in order."""
    found, params = _sql(rows, way.column, slice(cap + 1))
    word, sign = ("DESC", "<") if way.descending else ("ASC", ">")
    after = ""
    if way.beyond is not None:
        start = rows.model._base_manager.using(rows.db).filter(pk=way.beyond)
        row, of_start = _sql(start, way.column, slice(1))
        after = f"WHERE (value, pk) {sign} ({row})"
        params = (*params, *of_start)
    sql = (
        f"WITH found(value, pk) AS MATERIALIZED ({found}) "
        f"SELECT {wanted} FROM found {after} ORDER BY value {word}, pk {word} LIMIT {int(most)}"
    )
    return sql, params


def _sql(rows: QuerySet[Any, Any], column: str, part: slice) -> tuple[str, tuple[Any, ...]]:
    wanted = rows.order_by().annotate(sorted_by=F(column)).values_list("sorted_by", "pk")[part]
    sql, params = wanted.query.get_compiler(using=rows.db).as_sql()
    return sql, tuple(params)
