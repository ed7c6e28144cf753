"""Taking the next number of a series: the eight rules (I2.1 to I2.8, N1, N2)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from crm.history.models import Change
from setup.numbering.engine import next_number, take_number
from setup.numbering.errors import DateOrderBroken, SeriesExhausted, SeriesNotStarted
from setup.numbering.models import NumberSeries
from tests.conftest import Statements
from tests.setup.numbering.making import make_line, make_series, reloaded, series_with

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)


def _take(series: NumberSeries, count: int, on: date | None = None) -> list[str]:
    return [next_number(series, on) for _ in range(count)]


def test_numbers_begin_with_the_starting_number_and_go_on() -> None:
    """I2.5."""
    assert _take(series_with("CT000001"), 3) == ["CT000001", "CT000002", "CT000003"]


def test_numbers_go_on_after_the_last_one_used_by_the_increment() -> None:
    """I2.5."""
    assert _take(series_with("A001", last_no_used="A095", increment_by=5), 2) == ["A100", "A105"]


def test_the_line_whose_date_came_last_counts() -> None:
    """I2.2."""
    series = series_with("A1")
    make_line(series, "B1", starting_date=SPRING)
    make_line(series, "C1", starting_date=AUTUMN)

    assert next_number(series, SPRING) == "B1"
    assert next_number(series, SUMMER) == "B2"
    assert next_number(series, AUTUMN) == "C1"
    assert next_number(series, date(2025, 1, 1)) == "A1"


def test_open_lines_of_one_date_are_used_up_one_after_the_other() -> None:
    """I2.2."""
    series = make_series()
    make_line(series, "B1", "B2")
    make_line(series, "A9", "A10")

    assert _take(series, 4) == ["A9", "A10", "B1", "B2"]


def test_an_exhausted_newest_line_never_falls_back_to_an_older_one() -> None:
    """I2.2, N1."""
    series = series_with("A1")
    make_line(series, "B1", "B1", starting_date=SPRING)

    taken = next_number(series, SUMMER)

    assert taken == "B1"
    with pytest.raises(SeriesExhausted):
        next_number(series, SUMMER)


def test_an_exhausted_series_is_named_with_its_last_number_and_the_date() -> None:
    """I2.3, N2, M07."""
    series = series_with("A1", "A2")
    _take(series, 2)

    with pytest.raises(SeriesExhausted) as refused:
        next_number(series, SUMMER)

    assert refused.value.sentence == (
        "Number series CUST has no numbers left (last used: A2). A number for 01/07/2026 was needed."
    )
    assert (refused.value.field, refused.value.record) == ("no", series)


@pytest.mark.parametrize("later", [True, False])
def test_a_series_that_has_not_started_is_named_with_the_date(later: bool) -> None:
    """I2.3, N2: no line at all, or only lines for later."""
    series = make_series()
    if later:
        make_line(series, "A1", starting_date=AUTUMN)

    with pytest.raises(SeriesNotStarted, match="CUST has no numbers for 01/07/2026"):
        next_number(series, SUMMER)


def test_dates_go_forward_only_where_date_order_is_on() -> None:
    """I2.4."""
    series = make_series(date_order=True)
    line = make_line(series, "A1")
    next_number(series, SUMMER)
    next_number(series, SUMMER)

    with pytest.raises(DateOrderBroken, match="last used on 01/07/2026"):
        next_number(series, SPRING)

    assert reloaded(line).last_no_used == "A2"


def test_dates_may_go_back_where_date_order_is_off() -> None:
    """I2.4."""
    series = series_with("A1")
    next_number(series, SUMMER)

    assert next_number(series, SPRING) == "A2"


def test_numbers_of_digits_only_count_from_one_to_ten() -> None:
    """I2.6."""
    assert _take(series_with("1", "10"), 10)[-2:] == ["9", "10"]


def test_without_an_end_the_series_ends_at_twenty_characters() -> None:
    """I2.6."""
    series = series_with("A1", last_no_used="A" + "9" * 19)

    with pytest.raises(SeriesExhausted):
        next_number(series)


def test_a_step_that_would_pass_the_end_is_not_taken() -> None:
    """I2.6."""
    series = series_with("A1", "A8", increment_by=5)

    assert _take(series, 2) == ["A1", "A6"]
    with pytest.raises(SeriesExhausted):
        next_number(series)


def test_from_the_warning_number_on_numbers_come_with_a_warning() -> None:
    """I2.7, N2: a warning, not a refusal."""
    series = series_with("A1", "A4", warning_no="A3")

    taken = [take_number(series) for _ in range(4)]

    assert [number for number, _ in taken] == ["A1", "A2", "A3", "A4"]
    assert [warning for _, warning in taken] == [
        "",
        "",
        "Number series CUST is running out: 1 number left.",
        "Number series CUST is running out: 0 numbers left.",
    ]


def test_the_line_knows_what_was_used_last_and_for_which_date() -> None:
    """I2.8."""
    series = make_series()
    line = make_line(series, "A1")

    next_number(series, SUMMER)

    assert (reloaded(line).last_no_used, reloaded(line).last_date_used) == ("A1", SUMMER)


def test_a_rollback_gives_the_number_back() -> None:
    """I2.8, N1: no gaps."""
    series = series_with("A1")
    with pytest.raises(IntegrityError), transaction.atomic():
        next_number(series)
        raise IntegrityError

    assert next_number(series) == "A1"


@pytest.mark.django_db(transaction=True)
def test_a_number_cannot_be_taken_outside_of_a_transaction() -> None:
    """I2.8."""
    series = series_with("A1")

    with pytest.raises(RuntimeError, match="transaction"):
        next_number(series)


def test_numbers_known_to_be_taken_are_skipped() -> None:
    """N1."""
    series = series_with("A1", "A9")

    assert next_number(series, taken={"A1", "A2", "A4"}.__contains__) == "A3"
    assert next_number(series, taken={"A4"}.__contains__) == "A5"


def test_a_line_whose_numbers_are_all_borne_is_used_up() -> None:
    """N1, I2.2."""
    series = series_with("A1", "A3")
    make_line(series, "B1")

    assert next_number(series, taken=lambda number: number < "B") == "B1"


def test_a_series_whose_numbers_are_all_borne_is_exhausted() -> None:
    """N1, N2."""
    series = series_with("A1", "A3")

    with pytest.raises(SeriesExhausted):
        next_number(series, taken=lambda number: True)


def test_a_number_costs_two_statements(statements: Statements) -> None:
    """I2.8: the lines are read under a lock, and one of them moves on."""
    series = series_with("A1")

    with statements() as seen:
        next_number(series)

    assert len(seen) == 2


def test_taking_a_number_leaves_no_trace_of_its_own_in_the_history() -> None:
    """Ruling 10: what is not in the history cannot be undone, so a number once used stays used."""
    series = series_with("A1")
    before = Change.objects.count()

    next_number(series)

    assert Change.objects.count() == before
