"""Blocks of numbers for imports and bulk creation (C5, goal 6c)."""

from __future__ import annotations

import pytest

from setup.numbering.engine import next_number, next_numbers
from setup.numbering.errors import SeriesExhausted, TooFewNumbers
from tests.conftest import Statements
from tests.setup.numbering.making import make_line, make_series, reloaded, series_with

pytestmark = pytest.mark.django_db


def test_a_block_follows_what_was_used_and_is_followed_by_the_next() -> None:
    series = series_with("A1")
    next_number(series)

    assert next_numbers(series, 3) == ["A2", "A3", "A4"]
    assert next_number(series) == "A5"


def test_a_block_of_ten_thousand_costs_two_statements(statements: Statements) -> None:
    series = series_with("C000001")

    with statements() as seen:
        block = next_numbers(series, 10_000)

    assert len(seen) == 2
    assert (block[0], block[-1], len(set(block))) == ("C000001", "C010000", 10_000)


def test_a_block_goes_on_in_the_next_open_line() -> None:
    """I2.2."""
    series = make_series()
    first, second = make_line(series, "A1", "A2"), make_line(series, "B1", "B9")

    block = next_numbers(series, 4)

    assert block == ["A1", "A2", "B1", "B2"]
    assert (reloaded(first).last_no_used, reloaded(second).last_no_used) == ("A2", "B2")


def test_a_block_that_is_too_large_is_refused_and_nothing_is_taken() -> None:
    """N2."""
    series = series_with("A1", "A3")

    with pytest.raises(TooFewNumbers, match="CUST has only 3 numbers left for .*; 4 are needed"):
        next_numbers(series, 4)

    assert next_number(series) == "A1"


def test_a_partial_block_is_what_there_is() -> None:
    series = series_with("A1", "A3")

    assert next_numbers(series, 4, partial=True) == ["A1", "A2", "A3"]
    with pytest.raises(SeriesExhausted):
        next_numbers(series, 1, partial=True)


def test_a_block_skips_numbers_known_to_be_taken() -> None:
    """N1."""
    series = series_with("A1", "A6")

    assert next_numbers(series, 3, taken={"A2", "A4"}.__contains__) == ["A1", "A3", "A5"]


def test_no_numbers_are_no_trouble() -> None:
    assert next_numbers(series_with("A1"), 0) == []
