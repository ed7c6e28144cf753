"""All that a search found, put in order by itself: no plan can walk a whole table to find its first rows (goal 8)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

MOST = 5_000
"""How many rows that were found are counted and put in order; of more than these, any."""


def candidates(
    rows: QuerySet[Any, Any], column: str, descending: bool, beyond: Any, most: int
) -> list[tuple[Any, int]]:
    """The keys of the first ``most`` of ``rows`` in the order of ``column``, each with how many rows there are.

    ``beyond`` is the key of the row after which they start. One query.
    """
    try:
        sql, params = _ordered(rows, column, descending, beyond, most, "pk, (SELECT count(*) FROM found)")
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def first_of(rows: QuerySet[Any, Any], column: str, descending: bool, most: int) -> list[Any]:
    """The first ``most`` of ``rows`` that a search found, in the order of ``column``. One query."""
    try:
        sql, params = _ordered(rows, column, descending, None, most, "pk")
    except EmptyResultSet:
        return []
    sign = "-" if descending else ""
    return list(rows.filter(pk__in=RawSQL(sql, params)).order_by(f"{sign}{column}", f"{sign}pk"))


def _ordered(
    rows: QuerySet[Any, Any], column: str, descending: bool, beyond: Any, most: int, wanted: str
) -> tuple[str, tuple[Any, ...]]:
    """The statement; no plan for it can walk the table in order."""
    found, params = _sql(rows, column, slice(MOST + 1))
    way, sign = ("DESC", "<") if descending else ("ASC", ">")
    after = ""
    if beyond is not None:
        start, of_start = _sql(rows.model._base_manager.using(rows.db).filter(pk=beyond), column, slice(1))
        after = f"WHERE (value, pk) {sign} ({start})"
        params = (*params, *of_start)
    sql = (
        f"WITH found(value, pk) AS MATERIALIZED ({found}) "
        f"SELECT {wanted} FROM found {after} ORDER BY value {way}, pk {way} LIMIT {int(most)}"
    )
    return sql, params


def _sql(rows: QuerySet[Any, Any], column: str, part: slice) -> tuple[str, tuple[Any, ...]]:
    wanted = rows.order_by().annotate(sorted_by=F(column)).values_list("sorted_by", "pk")[part]
    sql, params = wanted.query.get_compiler(using=rows.db).as_sql()
    return sql, tuple(params)
