"""Which lines of a series give numbers on a date, and in which order (I2.2, I2.3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from setup.numbering import numbers, sequences
from setup.numbering.errors import SeriesExhausted, SeriesNotStarted
from setup.numbering.models.lines import NumberSeriesLine

if TYPE_CHECKING:
    from collections.abc import Collection

    from setup.numbering.models.series import NumberSeries


def in_force(lines: Collection[NumberSeriesLine], on: date) -> list[NumberSeriesLine]:
    """Of the lines that have started by then, those that started last, in the order of their use."""
    started = [line for line in lines if _start(line) <= on]
    latest = max(map(_start, started), default=on)
    current = [line for line in started if _start(line) == latest]
    return sorted(current, key=lambda line: numbers.sort_key(line.starting_no))


def open_lines(series: NumberSeries, lines: Collection[NumberSeriesLine], on: date) -> list[NumberSeriesLine]:
    """Those in force that still have numbers. A used-up period stays used up, whatever older lines have left.

    Raises SeriesNotStarted or SeriesExhausted.
    """
    current = in_force(lines, on)
    if not current:
        raise SeriesNotStarted(series, on)
    found = [line for line in current if line.open]
    if not found:
        raise SeriesExhausted(series, on, current[-1].last_no_used)
    return found


def lines_to_read(series: NumberSeries) -> list[NumberSeriesLine]:
    """All lines as they stand. One query, no lock."""
    return list(NumberSeriesLine._base_manager.filter(series=series))


def lines_to_take_from(series: NumberSeries) -> tuple[list[NumberSeriesLine], bool]:
    """All lines, and whether they are locked until the transaction ends. One query.

    A series with a line that allows gaps is not locked, at the price of a second query: nobody waits there.
    """
    found = NumberSeriesLine.hold(series)
    return found or lines_to_read(series), bool(found)


def locked(line: NumberSeriesLine) -> NumberSeriesLine:
    """``line`` as it stands once nobody else takes from it; locked until the transaction ends. One query.

    Raises LineChanged where it is gone.
    """
    found = NumberSeriesLine._base_manager.select_for_update(no_key=True).filter(pk=line.pk).first()
    if found is None:
        raise sequences.LineChanged
    return found


def _start(line: NumberSeriesLine) -> date:
    return line.starting_date or date.min
