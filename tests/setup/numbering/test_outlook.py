"""What the series will still give: peeking, running out, and whether a card needs a box for the number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from setup.numbering.engine import next_number
from setup.numbering.errors import SeriesExhausted
from setup.numbering.models import NumberSeriesRelationship
from setup.numbering.outlook import numbers_by_itself, outlooks, peek_number, peek_numbers, running_out
from tests.conftest import Statements
from tests.setup.numbering.making import make_line, make_series, series_with

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 1)


def test_peeking_uses_no_number(statements: Statements) -> None:
    """I2, PeekNextNo."""
    series = series_with("A1")

    with statements() as seen:
        peeked = peek_number(series)

    assert len(seen) == 1
    assert peeked == peek_number(series) == next_number(series)


def test_testing_a_series_shows_its_next_three_numbers() -> None:
    """P61: across lines, as they would be taken."""
    series = make_series()
    make_line(series, "A1", "A2")
    make_line(series, "B1")

    assert peek_numbers(series, 3) == ["A1", "A2", "B1"]


def test_peeking_at_an_exhausted_series_says_so() -> None:
    with pytest.raises(SeriesExhausted):
        peek_number(series_with("A1", "A1", last_no_used="A1"))


@pytest.mark.parametrize(
    ("ending_no", "last_no_used", "warning_no", "is_low"),
    [
        ("", "A500", "", False),
        ("A999", "A100", "", False),
        ("A999", "A989", "", False),
        ("A999", "A990", "", True),
        ("A999", "A100", "A100", True),
        ("A999", "A099", "A100", False),
        ("A999", "A999", "", True),
    ],
)
def test_a_series_close_to_its_end_is_running_out(
    ending_no: str, last_no_used: str, warning_no: str, is_low: bool
) -> None:
    """N2: past its warning number, or with fewer than ten numbers left."""
    series_with("A001", ending_no, last_no_used=last_no_used, warning_no=warning_no)

    assert bool(running_out(TODAY)) is is_low


def test_a_series_with_another_open_line_is_not_running_out() -> None:
    series = make_series()
    make_line(series, "A1", "A9", last_no_used="A8", warning_no="A8")
    make_line(series, "B1")

    assert running_out(TODAY) == []


@pytest.mark.parametrize("starting_date", [None, date(2027, 1, 1)])
def test_a_series_without_a_line_in_force_is_running_out(starting_date: date | None) -> None:
    """I2, "Show expiring"."""
    series = make_series()
    if starting_date:
        make_line(series, "A1", starting_date=starting_date)

    (outlook,) = running_out(TODAY)

    assert (outlook.series, outlook.line, outlook.left) == (series, None, 0)


def test_a_series_for_typed_numbers_only_never_runs_out() -> None:
    make_series(default_nos=False, manual_nos=True)

    assert running_out(TODAY) == []


def test_every_series_shows_its_line_in_force_and_what_is_left(statements: Statements) -> None:
    """P61: two queries, whatever the number of series."""
    for number in range(5):
        series = make_series(f"S{number}")
        make_line(series, "A1")
        make_line(series, "B1", "B5", starting_date=date(2026, 1, 1), last_no_used="B2")
        make_line(series, "C1", "C5", starting_date=date(2026, 1, 1))

    with statements() as seen:
        found = outlooks(TODAY)

    assert len(seen) == 2
    assert [(outlook.line and outlook.line.next_no, outlook.left) for outlook in found] == [("B3", 8)] * 5


@pytest.mark.parametrize(
    ("options", "last_no_used", "expected"),
    [
        ({}, "", True),
        ({"manual_nos": True}, "", False),
        ({"default_nos": False, "manual_nos": True}, "", False),
        ({}, "A9", False),
    ],
)
def test_a_card_needs_no_box_for_a_number_nobody_can_choose(
    options: dict[str, Any], last_no_used: str, expected: bool
) -> None:
    """I2, visibility of the No. field."""
    series = make_series(**options)
    make_line(series, "A1", "A9", last_no_used=last_no_used)

    assert numbers_by_itself(series) is expected


def test_a_card_has_a_box_where_another_series_can_be_chosen() -> None:
    series = series_with("A1")
    NumberSeriesRelationship(series=series, related=make_series("VIP")).save()

    assert not numbers_by_itself(series)
