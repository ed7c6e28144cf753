"""Series and lines as the tests of this room need them."""

from __future__ import annotations

from typing import Any

from setup.numbering.models import NumberSeries, NumberSeriesLine


def make_series(code: str = "CUST", **options: Any) -> NumberSeries:
    """A saved series without lines."""
    made = NumberSeries(code=code, **options)
    made.save()
    return made


def make_line(series: NumberSeries, starting_no: str, ending_no: str = "", **options: Any) -> NumberSeriesLine:
    """A saved line; without an end where ``ending_no`` is blank."""
    made = NumberSeriesLine(series=series, starting_no=starting_no, ending_no=ending_no, **options)
    made.save()
    return made


def series_with(starting_no: str, ending_no: str = "", **options: Any) -> NumberSeries:
    """A series with one line."""
    series = make_series()
    make_line(series, starting_no, ending_no, **options)
    return series


def reloaded(line: NumberSeriesLine) -> NumberSeriesLine:
    """``line`` as the database holds it."""
    return NumberSeriesLine._base_manager.get(pk=line.pk)
