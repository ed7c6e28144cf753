"""Database sequences behind the lines that allow gaps: nobody waits for anybody (decisions N1).

A sequence gives every taker another value at once and never takes one back, which is what gaps permit. The
alternative, a block allocated through a second connection, would wait for a free connection of the pool, could
wait for its own transaction without the database noticing, and would not see a line made in that transaction.
On SQLite writers queue anyway, so lines that allow gaps count there like all others.

Takers share a lock of the line, whoever changes by hand how it counts has it alone: first the line, then the
sequence. A sequence is altered, never replaced, because a session may remember which one it used before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from setup.numbering import bulk, numbers

if TYPE_CHECKING:
    from setup.numbering.models import NumberSeriesLine

MAX_DIGITS = 18
"""More do not fit into a sequence."""


class LineChanged(Exception):
    """The line no longer counts as it did when it was read; nothing was taken."""


def are_supported() -> bool:
    """The database has sequences."""
    return connection.vendor == "postgresql"


def counts_in_sequence(line: NumberSeriesLine) -> bool:
    """The numbers of ``line`` come from a sequence."""
    return line.allow_gaps and are_supported()


def draw(line: NumberSeriesLine, count: int) -> list[str]:
    """``count`` numbers that nobody else has, less those beyond the end of the line. One statement.

    A line that was written past its save may have no sequence: whoever comes first makes one, the others wait.
    Raises LineChanged.
    """
    values = _next_values(line, count)
    if None in values:
        _create(_locked(line, no_key=True))
        values = _next_values(line, count)
    form = numbers.split(line.last_no_used or line.starting_no)
    drawn = [form.at(value) for value in values if value is not None]
    return [number for number in drawn if numbers.fits(number, line.starting_no, line.ending_no)]


def settle(line: NumberSeriesLine) -> str:
    """The row of ``line`` shows the last number that its sequence gave; returns what it shows then.

    Waits for those who have taken a number, and lets nobody take another one until the transaction ends. Their own
    note of it comes after their commit and may come later than this.
    """
    if not are_supported():
        return line.last_no_used
    held = _locked(line, no_key=False)
    given = _given(held) if counts_in_sequence(held) else ""
    if not given:
        return held.last_no_used
    bulk.catch_up(held, given)
    return _locked(line, no_key=False).last_no_used


def restart(line: NumberSeriesLine) -> None:
    """The sequence of ``line`` gives its next number next. The line was written in this transaction."""
    written = type(line)._base_manager.get(pk=line.pk)
    _create(written)
    if written.next_no:
        start, step = numbers.value_of(written.next_no), written.increment_by
        _execute(f"ALTER SEQUENCE {_name(line)} RESTART {start:d} INCREMENT {step:d}")


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


def _next_values(line: NumberSeriesLine, count: int) -> list[int | None]:
    # The lock has to come before the value: hence the materialized part, which is evaluated first.
    sql = (
        f"WITH line AS MATERIALIZED (SELECT id FROM {connection.ops.quote_name(line._meta.db_table)}"
        " WHERE id = %s AND allow_gaps AND starting_no = %s FOR KEY SHARE)"
        " SELECT nextval(to_regclass(%s)) FROM line, generate_series(1, %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [line.pk, line.starting_no, _name(line), count])
        values = [value for (value,) in cursor.fetchall()]
    if not values:
        raise LineChanged
    return values


def _locked(line: NumberSeriesLine, *, no_key: bool) -> NumberSeriesLine:
    return type(line)._base_manager.select_for_update(no_key=no_key).get(pk=line.pk)


def _given(line: NumberSeriesLine) -> str:
    """The last number of the line that its sequence gave; blank where it gave none since it was restarted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [_name(line)])
        if not cursor.fetchone()[0]:
            return ""
        cursor.execute(f"SELECT last_value, is_called FROM {_name(line)}")
        value, is_called = cursor.fetchone()
    beyond = value - numbers.value_of(line.ending_no) if line.ending_no else 0
    steps_beyond = -(-max(beyond, 0) // line.increment_by)
    form = numbers.split(line.last_no_used or line.starting_no)
    return form.at(value - steps_beyond * line.increment_by) if is_called else ""


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
