"""Database sequences behind the lines that allow gaps: nobody waits for anybody (decisions N1).

A sequence gives every taker another value at once and never takes one back, which is what gaps permit. The
alternative, a block allocated through a second connection, would wait for a free connection of the pool,
could wait for its own transaction without the database noticing, and would not see a line made in that
transaction. On SQLite writers queue anyway, so lines that allow gaps count there like all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from setup.numbering import numbers

if TYPE_CHECKING:
    from setup.numbering.models import NumberSeriesLine

MAX_DIGITS = 18
"""More do not fit into a sequence."""


def counts_in_sequence(line: NumberSeriesLine) -> bool:
    """The numbers of ``line`` come from a sequence."""
    return line.allow_gaps and connection.vendor == "postgresql"


def draw(line: NumberSeriesLine, count: int) -> list[str]:
    """``count`` numbers that nobody else has, less those beyond the end of the line. One statement, no lock.

    A line that was written past its save may have no sequence: whoever comes first locks it and makes one.
    """
    values = _next_values(line, count)
    if not values:
        line = type(line)._base_manager.select_for_update(no_key=True).get(pk=line.pk)
        _create(line)
        values = _next_values(line, count)
    form = numbers.split(line.last_no_used or line.starting_no)
    drawn = [form.at(value) for value in values]
    return [number for number in drawn if numbers.fits(number, line.starting_no, line.ending_no)]


def make(line: NumberSeriesLine) -> None:
    """The sequence of ``line`` gives its next number next. Nothing for a line without numbers to come."""
    drop(line)
    _create(line)


def retire(line: NumberSeriesLine) -> str:
    """The sequence of ``line`` is gone; returns the last number it gave, blank where it gave none.

    Waits for the transactions that have taken a number from it.
    """
    if not counts_in_sequence(line) or not _exists(line):
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SEQUENCE {_name(line)} NO CYCLE")  # changes nothing, but lets nobody count on
        cursor.execute(f"SELECT last_value, is_called FROM {_name(line)}")
        value, is_called = cursor.fetchone()
    drop(line)
    return numbers.split(line.last_no_used or line.starting_no).at(value) if is_called else ""


def drop(line: NumberSeriesLine) -> None:
    """``line`` has no sequence."""
    _execute(f"DROP SEQUENCE IF EXISTS {_name(line)}")


def _name(line: NumberSeriesLine) -> str:
    return f"numbering_line_{line.pk:d}"


def _create(line: NumberSeriesLine) -> None:
    # IF NOT EXISTS also makes the server look again: what it knows to be missing may be older than our lock.
    if line.next_no:
        start, step = numbers.value_of(line.next_no), line.increment_by
        _execute(f"CREATE SEQUENCE IF NOT EXISTS {_name(line)} MINVALUE 0 START {start:d} INCREMENT {step:d}")


def _next_values(line: NumberSeriesLine, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(to_regclass(%s)) FROM generate_series(1, %s)", [_name(line), count])
        return [value for (value,) in cursor.fetchall() if value is not None]


def _exists(line: NumberSeriesLine) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [_name(line)])
        return bool(cursor.fetchone()[0])


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
