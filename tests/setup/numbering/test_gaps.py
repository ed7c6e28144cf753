"""Lines that allow gaps: on PostgreSQL a sequence in step with its line, else a line like others (N1)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from setup.numbering import bulk, sequences, turns
from setup.numbering.engine import next_number, next_numbers, take_number
from setup.numbering.errors import SeriesExhausted, TooFewNumbers
from setup.numbering.models import NumberSeriesLine
from tests.conftest import Statements
from tests.setup.numbering.making import make_line, make_series, reloaded, series_with

pytestmark = pytest.mark.django_db

on_postgres = pytest.mark.postgres


def _sequences() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_sequences WHERE sequencename LIKE 'numbering_line_%'")
        return int(cursor.fetchone()[0])


def _changed(line: NumberSeriesLine, **values: object) -> NumberSeriesLine:
    found = reloaded(line)
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    return found


def test_numbers_come_in_the_same_form_and_order_as_elsewhere() -> None:
    series = series_with("A098", "A105", increment_by=2, last_no_used="A096", allow_gaps=True)

    assert [next_number(series) for _ in range(2)] == ["A098", "A100"]
    assert next_numbers(series, 2) == ["A102", "A104"]


def test_a_used_up_line_is_followed_by_the_next_and_then_by_a_refusal() -> None:
    """I2.2, I2.3."""
    series = series_with("A1", "A2", allow_gaps=True)
    make_line(series, "B1", "B1")

    assert [next_number(series) for _ in range(3)] == ["A1", "A2", "B1"]
    with pytest.raises(SeriesExhausted):
        next_number(series)


def test_too_large_a_block_is_refused() -> None:
    with pytest.raises(TooFewNumbers):
        next_numbers(series_with("A1", "A3", allow_gaps=True), 4)


def test_used_numbers_are_skipped() -> None:
    """N1."""
    series = series_with("A1", allow_gaps=True)

    assert next_number(series, taken={"A1", "A2"}.__contains__) == "A3"
    assert next_numbers(series, 2, taken={"A5"}.__contains__) == ["A4", "A6"]


def test_the_warning_number_warns_here_too() -> None:
    """I2.7."""
    series = series_with("A1", "A2", warning_no="A2", allow_gaps=True)

    assert [bool(take_number(series).warning) for _ in range(2)] == [False, True]


@on_postgres
def test_a_rolled_back_number_is_a_gap() -> None:
    series = series_with("A1", allow_gaps=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        next_number(series)
        raise IntegrityError

    assert next_number(series) == "A2"


@on_postgres
@pytest.mark.parametrize("count", [1, 500])
def test_numbers_cost_three_statements_and_no_lock(statements: Statements, count: int) -> None:
    series = series_with("A1", allow_gaps=True)

    with statements() as seen:
        next_numbers(series, count)

    assert len(seen) == 3
    assert [sql for sql in seen if "UPDATE" in sql and "NOT EXISTS" not in sql] == []


@pytest.mark.django_db(transaction=True)
def test_after_the_commit_the_line_shows_what_was_used() -> None:
    """I2.8."""
    series = make_series()
    line = make_line(series, "A1", allow_gaps=True)

    with transaction.atomic():
        next_number(series, date(2026, 7, 1))
        next_numbers(series, 10, date(2026, 7, 1))

    assert (reloaded(line).last_no_used, reloaded(line).last_date_used) == ("A11", date(2026, 7, 1))


@pytest.mark.parametrize(("shown", "expected"), [("", "A10"), ("A9", "A10"), ("A11", "A11"), ("A100", "A100")])
def test_a_late_commit_does_not_turn_the_line_back(shown: str, expected: str) -> None:
    line = make_line(make_series(), "A1", last_no_used=shown, allow_gaps=True)

    bulk.catch_up(line, "A10", date(2026, 7, 1))

    assert reloaded(line).last_no_used == expected


@on_postgres
def test_a_line_that_no_longer_allows_gaps_goes_on_where_it_had_come_to() -> None:
    series = make_series()
    line = make_line(series, "A1", allow_gaps=True)
    next_numbers(series, 5)

    _changed(line, allow_gaps=False)

    assert next_number(series) == "A6"


@on_postgres
def test_a_line_that_begins_to_allow_gaps_goes_on_too() -> None:
    series = make_series()
    line = make_line(series, "A1")
    next_numbers(series, 5)

    _changed(line, allow_gaps=True)

    assert next_number(series) == "A6"


@on_postgres
def test_a_line_may_allow_gaps_forbid_and_allow_them_again() -> None:
    series = make_series()
    line = make_line(series, "A1", allow_gaps=True)

    taken = []
    for allow_gaps in (False, True, False, True):
        taken.append(next_number(series))
        _changed(line, allow_gaps=allow_gaps)

    assert [*taken, next_number(series)] == ["A1", "A2", "A3", "A4", "A5"]


@on_postgres
@pytest.mark.parametrize("values", [{"allow_gaps": False}, {"starting_no": "B1"}])
def test_a_line_that_changed_since_it_was_read_gives_nothing(values: dict[str, object]) -> None:
    """The taker looks at the series again."""
    line = make_line(make_series(), "A1", allow_gaps=True)
    _changed(line, **values)

    with pytest.raises(sequences.LineChanged):
        sequences.draw(line, 1)


@on_postgres
def test_a_line_that_is_gone_since_it_was_read_gives_nothing() -> None:
    line = make_line(make_series(), "A1")
    reloaded(line).delete()

    with pytest.raises(sequences.LineChanged):
        turns.locked(line)


@on_postgres
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"increment_by": 10}, "A15"),
        ({"last_no_used": "A41"}, "A42"),
        ({"warning_no": "A80", "ending_no": "A90"}, "A6"),
    ],
)
def test_a_changed_line_counts_as_it_now_says(values: dict[str, object], expected: str) -> None:
    series = make_series()
    line = make_line(series, "A1", allow_gaps=True)
    next_numbers(series, 5)

    _changed(line, **values)

    assert next_number(series) == expected


@on_postgres
def test_a_line_that_was_written_past_its_save_gets_its_sequence_with_the_first_number() -> None:
    series = series_with("A1", last_no_used="A4")

    NumberSeriesLine._base_manager.update(allow_gaps=True)

    assert [next_number(series), next_number(series)] == ["A5", "A6"]


@on_postgres
def test_an_exhausted_line_has_no_sequence_to_make() -> None:
    series = series_with("A1", "A1", last_no_used="A1", allow_gaps=True)

    with pytest.raises(SeriesExhausted):
        next_number(series)


@on_postgres
def test_a_gap_free_line_beside_one_with_gaps_is_still_gap_free(statements: Statements) -> None:
    """I2.2: one series, two periods."""
    series = series_with("A1", allow_gaps=True)
    make_line(series, "B1", starting_date=date(2026, 1, 1))

    with statements() as seen:
        taken = next_number(series, date(2026, 7, 1))

    assert taken == "B1"
    assert len([sql for sql in seen if "FOR NO KEY UPDATE" in sql and "EXISTS" not in sql]) == 1


@on_postgres
def test_a_deleted_line_leaves_no_sequence() -> None:
    series = make_series()
    make_line(series, "A1", allow_gaps=True)
    make_line(series, "B1", allow_gaps=True).delete()

    assert _sequences() == 1
    series.delete()
    assert _sequences() == 0
