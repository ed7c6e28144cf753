"""Taking numbers from a series: without gaps in the taker's own transaction, or without waiting.

Gap-free: the lines are read under a lock that lasts until the transaction ends, and one update moves the line
on; a rollback gives the number back. Whoever comes next waits that long, so numbers are best taken last, and
two series in one transaction always in the same order. Gaps allowed: see ``sequences``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from setup.numbering import bulk, numbers, sequences, turns
from setup.numbering.errors import DateOrderBroken, SeriesExhausted, TooFewNumbers
from setup.numbering.models.lines import NumberSeriesLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from setup.numbering.models.series import NumberSeries

    Block = tuple[NumberSeriesLine, list[str]]

WINDOW = 1000
"""How many numbers are looked up at once where some may be used already."""


class Taken(NamedTuple):
    """A number that is now used, and what staff should know about its series, mostly nothing."""

    number: str
    warning: str = ""


class Wanted(NamedTuple):
    """A number of ``series`` is to be taken that no record of ``bearers`` bears."""

    series: NumberSeries
    bearers: type[models.Model]


@dataclass(frozen=True)
class Used:
    """Numbers not to be given again: those ``taken`` knows, and those in the column ``no`` of ``among``."""

    taken: Callable[[str], bool] | None = None
    among: models.QuerySet[Any, Any] | None = None

    def free(self, window: list[str]) -> list[str]:
        """The unused ones of ``window``; one query where there is ``among``."""
        borne = set[str]()
        if self.among is not None:
            borne.update(self.among.filter(no__in=window).values_list("no", flat=True))
        return [number for number in window if number not in borne and not self.knows(number)]

    def knows(self, number: str) -> bool:
        """``taken`` says so; no query of ours."""
        return self.taken is not None and self.taken(number)


def next_number(
    series: NumberSeries,
    on: date | None = None,
    *,
    taken: Callable[[str], bool] | None = None,
    among: models.QuerySet[Any, Any] | None = None,
) -> str:
    """The number that ``take_number`` takes, for callers who show no warning."""
    return take_number(series, on, taken=taken, among=among).number


def take_number(
    series: NumberSeries,
    on: date | None = None,
    *,
    taken: Callable[[str], bool] | None = None,
    among: models.QuerySet[Any, Any] | None = None,
) -> Taken:
    """The next number for a date, today where none is given; nobody else gets it. Used numbers are skipped.

    Two statements, ``among`` included; where the next number is used, two more. Must be called in a
    transaction. Raises SeriesNotStarted, SeriesExhausted or DateOrderBroken; then nothing was written.
    """
    return _take(series, on or timezone.localdate(), Used(taken, among))


def take_each(wanted: Sequence[Wanted], on: date | None = None) -> list[Taken]:
    """As ``take_number`` for one or two series, in the order given: that in which they are locked. Two statements.

    A series of which the next number is used already, or whose lines allow gaps, costs what it costs alone.
    """
    day = on or timezone.localdate()
    first, last = wanted[0].series, wanted[-1].series
    lines = NumberSeriesLine.hold_each(first.pk, last.pk)
    steps = [_step(one, [line for line in lines if line.series_id == one.series.pk], day) for one in wanted]
    ready = [step for step in steps if step is not None] if first != last or len(wanted) == 1 else []
    advanced = bulk.advance_each(ready, day) if ready else set[int]()
    return [
        Taken(step.number, _warning(step.line, step.number))
        if step is not None and step.line.pk in advanced
        else _take(one.series, day, Used(among=one.bearers._base_manager.all()))
        for one, step in zip(wanted, steps, strict=True)
    ]


def _step(wanted: Wanted, lines: Sequence[NumberSeriesLine], day: date) -> bulk.Step | None:
    line = next(_in_turn(wanted.series, lines, day)) if lines else None
    if line is None or sequences.counts_in_sequence(line) or not line.next_no:
        return None
    return bulk.Step(line, line.next_no, wanted.bearers)


def next_numbers(
    series: NumberSeries,
    count: int,
    on: date | None = None,
    *,
    partial: bool = False,
    taken: Callable[[str], bool] | None = None,
    among: models.QuerySet[Any, Any] | None = None,
) -> list[str]:
    """A block of ``count`` numbers in order, from as many lines as needed; ``partial``: as many as there are.

    One statement, one more for each line used, and one per 1000 numbers for ``among``. Raises what
    ``take_number`` raises, also with ``partial``, and TooFewNumbers; then nothing was written.
    """
    day = on or timezone.localdate()
    blocks = _draw_blocks(series, day, count, Used(taken, among))
    drawn = [number for _, block in blocks for number in block]
    if len(drawn) < count and not partial:
        raise TooFewNumbers(series, day, count, len(drawn))
    for line, block in blocks:
        _move_on(line, block[-1], day)
    return drawn


def _take(series: NumberSeries, day: date, used: Used) -> Taken:
    last = ""
    try:
        for line in _lines(series, day):
            number = _take_next(line, day, used) or _take_free(line, day, used)
            if number:
                return Taken(number, _warning(line, number))
            last = line.last_no_used
    except sequences.LineChanged:
        return _take(series, day, used)
    raise SeriesExhausted(series, day, last)


def _draw_blocks(series: NumberSeries, day: date, count: int, used: Used) -> list[Block]:
    blocks: list[Block] = []
    missing = count
    try:
        for line in _lines(series, day):
            block = _draw(line, missing, used)
            if block:
                blocks.append((line, block))
                missing -= len(block)
            if not missing:
                break
    except sequences.LineChanged:
        return _draw_blocks(series, day, count, used)
    return blocks


def _lines(series: NumberSeries, day: date) -> Iterator[NumberSeriesLine]:
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken in the transaction of the record that bears it")
    lines, are_locked = turns.lines_to_take_from(series)
    for line in _in_turn(series, lines, day):
        yield line if are_locked or sequences.counts_in_sequence(line) else turns.locked(line)


def _in_turn(series: NumberSeries, lines: Sequence[NumberSeriesLine], day: date) -> Iterator[NumberSeriesLine]:
    for line in turns.open_lines(series, lines, day):
        if series.date_order and line.last_date_used is not None and day < line.last_date_used:
            raise DateOrderBroken(series, day, line.last_date_used)
        yield line


def _take_next(line: NumberSeriesLine, day: date, used: Used) -> str:
    number = line.next_no
    if sequences.counts_in_sequence(line) or not number or used.knows(number):
        return ""
    return number if bulk.advance(line, number, day, unless=used.among) else ""


def _take_free(line: NumberSeriesLine, day: date, used: Used) -> str:
    found = _draw(line, 1, used)
    if found:
        _move_on(line, found[0], day)
    return "".join(found)


def _draw(line: NumberSeriesLine, count: int, used: Used) -> list[str]:
    coming = line.upcoming()
    drawn: list[str] = []
    while len(drawn) < count:
        if sequences.counts_in_sequence(line):
            window = sequences.draw(line, min(count - len(drawn), WINDOW))
        else:
            window = list(islice(coming, WINDOW))
        if not window:
            break
        drawn += used.free(window)
    return drawn[:count]


def _move_on(line: NumberSeriesLine, number: str, day: date) -> None:
    if sequences.counts_in_sequence(line):
        # The sequence has moved on; the row follows when that locks it no longer than its own update takes.
        transaction.on_commit(lambda: bulk.catch_up(line, number, day), robust=True)
    else:
        bulk.advance(line, number, day)


def _warning(line: NumberSeriesLine, number: str) -> str:
    if not line.warns_at(number):
        return ""
    left = numbers.left(line.starting_no, line.ending_no, number, line.increment_by) or 0
    sentence = ngettext(
        "Number series %(code)s is running out: %(left)s number left.",
        "Number series %(code)s is running out: %(left)s numbers left.",
        left,
    )
    return sentence % {"code": line.series_id, "left": left}
