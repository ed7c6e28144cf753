"""Long results in order and in little memory, while other statements run on the same connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

PAGE = 10_000
CHUNK = 2000


def stream(rows: QuerySet[Any, tuple[Any, ...]], key: str, first: int = PAGE) -> Iterator[tuple[Any, ...]]:
    """``rows``, which are ordered by the unique column ``key`` and have it first.

    One statement for the ``first`` rows, which is all where drift is rare: only a plain statement is worked on by
    several processes of PostgreSQL. What follows comes through a cursor there, and page by page from SQLite, whose open
    cursors would see and hinder what is written meanwhile.
    """
    page, size = list(rows[:first]), first
    yield from page
    while len(page) == size:
        rest = rows.filter(**{f"{key}__gt": page[-1][0]})
        if connection.vendor != "sqlite":
            yield from rest.iterator(chunk_size=CHUNK)
            return
        page, size = list(rest[:PAGE]), PAGE
        yield from page
