"""What the series will still give: next numbers, and which of them run out. Reads only."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from crm.kit.unit import once
from setup.numbering import turns
from setup.numbering.errors import NumberingError
from setup.numbering.models.lines import NumberSeriesLine
from setup.numbering.models.series import NumberSeries

if TYPE_CHECKING:
    from datetime import date

FEW = 10


class Outlook(NamedTuple):
    """A series on a date: the line its next number comes from, and how many are left; ``None``: without end.

    ``line`` is the last one where all are used up, and ``None`` where none has started.
    """

    series: NumberSeries
    line: NumberSeriesLine | None
    left: int | None
    is_running_out: bool


def peek_number(series: NumberSeries, on: date | None = None) -> str:
    """The number that would be taken next if it is unused. One query; raises what taking it would raise."""
    return peek_numbers(series, 1, on)[0]


def peek_numbers(series: NumberSeries, count: int, on: date | None = None) -> list[str]:
    """The numbers that would be taken next, ``count`` or as many as there are; nothing is used. One query.

    Raises what taking the first of them would raise, except for a broken order of dates.
    """
    day = on or timezone.localdate()
    opened = turns.open_lines(series, turns.lines_to_read(series), day)
    return list(islice(chain.from_iterable(line.upcoming() for line in opened), count))


def numbers_by_itself(series: NumberSeries, on: date | None = None) -> bool:
    """A new record needs no box for its number: neither it nor its series can be chosen (I2)."""
    if not series.default_nos or series.manual_nos or series.alternatives().exists():
        return False
    try:
        return bool(peek_number(series, on))
    except NumberingError:
        return False


def outlooks(on: date | None = None, *, few: int = FEW) -> list[Outlook]:
    """Every series, in order of code. Two queries however many there are."""
    day = on or timezone.localdate()
    lines: dict[str, list[NumberSeriesLine]] = {}
    for line in NumberSeriesLine._base_manager.all():
        lines.setdefault(line.series_id, []).append(line)
    every = NumberSeries._base_manager.order_by("code")
    return [_outlook(series, lines.get(series.pk, []), day, few) for series in every]


def running_out(on: date | None = None, *, few: int = FEW) -> list[Outlook]:
    """Series that assign numbers and have fewer than ``few`` left, reached their warning, or have no line.

    Read once in a unit.
    """
    key = f"series running out {on} {few}"
    return once(key, lambda: _running_out(on, few))


def _running_out(on: date | None, few: int) -> list[Outlook]:
    return [seen for seen in outlooks(on, few=few) if seen.is_running_out and seen.series.default_nos]


def _outlook(series: NumberSeries, lines: list[NumberSeriesLine], day: date, few: int) -> Outlook:
    current = turns.in_force(lines, day)
    opened = [line for line in current if line.open]
    if not opened:
        return Outlook(series, current[-1] if current else None, 0, True)
    amounts = [line.numbers_left for line in opened]
    left = None if None in amounts else sum(amount or 0 for amount in amounts)
    warned = all(line.last_no_used and line.warns_at(line.last_no_used) for line in opened)
    return Outlook(series, opened[0], left, warned or (left is not None and left < few))
