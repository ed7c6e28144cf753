"""All that a search found, put in order by itself: no plan can walk a whole table to find its first rows (goal 8)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import F, QuerySet

CAP = 10_000
"""How many rows are counted and put in order; of more than these, any."""


def candidates(
    rows: QuerySet[Any, Any], column: str, descending: bool, beyond: Any, most: int
) -> list[tuple[Any, int]]:
    """The keys of the first ``most`` of ``rows`` in the order of ``column``, each with how many rows there are.

    ``beyond`` is the key of the row after which they start. One query.
    """
    connection = connections[rows.db]
    try:
        found, params = _sql(rows, column, slice(CAP + 1))
    except EmptyResultSet:
        return []
    way, sign = ("DESC", "<") if descending else ("ASC", ">")
    after = ""
    if beyond is not None:
        start, of_start = _sql(rows.model._base_manager.using(rows.db).filter(pk=beyond), column, slice(1))
        after = f"WHERE (value, pk) {sign} ({start})"
        params = (*params, *of_start)
    sql = (
        f"WITH found(value, pk) AS MATERIALIZED ({found}) "
        f"SELECT pk, (SELECT count(*) FROM found) FROM found {after} ORDER BY value {way}, pk {way} LIMIT {int(most)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _sql(rows: QuerySet[Any, Any], column: str, part: slice) -> tuple[str, tuple[Any, ...]]:
    wanted = rows.order_by().annotate(sorted_by=F(column)).values_list("sorted_by", "pk")[part]
    sql, params = wanted.query.get_compiler(using=rows.db).as_sql()
    return sql, tuple(params)
