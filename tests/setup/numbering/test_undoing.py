"""Undo of what was done to lines by hand: line and sequence agree, and a number once used stays used (ruling 10)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from crm.history.undo import undo
from crm.kit.context import gesture
from setup.numbering import sequences
from setup.numbering.engine import next_number, next_numbers
from setup.numbering.models import NumberSeries, NumberSeriesLine
from tests.setup.numbering.making import make_line, make_series, reloaded

pytestmark = pytest.mark.django_db

EITHER_WAY = pytest.mark.parametrize("allow_gaps", [False, True])


@pytest.fixture
def series() -> NumberSeries:
    """A series; its tests make the line."""
    return make_series()


def changed(line: NumberSeriesLine, **values: object) -> uuid.UUID:
    """The change set in which somebody typed these values."""
    found = reloaded(line)
    for name, value in values.items():
        setattr(found, name, value)
    return in_one_gesture(found.save)


def in_one_gesture(action: Callable[[], object]) -> uuid.UUID:
    """The change set of what ``action`` does."""
    with gesture() as opened:
        action()
    return opened.change_set


@EITHER_WAY
def test_a_corrected_last_number_goes_back(series: NumberSeries, allow_gaps: bool) -> None:
    """The next number is the one that would have come without the correction."""
    line = make_line(series, "A1", allow_gaps=allow_gaps)
    next_numbers(series, 5)
    change_set = changed(line, last_no_used="A50")

    done = undo(change_set)

    assert not done.plan.kept
    assert reloaded(line).last_no_used == "A5"
    assert [next_number(series) for _ in range(2)] == ["A6", "A7"]


@EITHER_WAY
def test_a_correction_after_which_numbers_were_taken_stays_and_is_named(series: NumberSeries, allow_gaps: bool) -> None:
    """H2: that is an edit since; also where the line does not show it yet."""
    line = make_line(series, "A1", allow_gaps=allow_gaps)
    next_numbers(series, 5)
    change_set = changed(line, last_no_used="A50")
    next_number(series)

    done = undo(change_set)

    assert [kept.field for kept in done.plan.kept] == ["Last No. Used"]
    assert next_number(series) == "A52"


@pytest.mark.parametrize("before", [False, True])
def test_gaps_allowed_or_forbidden_and_taken_back_give_no_number_twice(series: NumberSeries, before: bool) -> None:
    """Whatever the numbers came from meanwhile."""
    line = make_line(series, "A1", allow_gaps=before)
    taken = next_numbers(series, 3)
    change_set = changed(line, allow_gaps=not before)
    taken += next_numbers(series, 3)

    undo(change_set)
    taken += next_numbers(series, 3)

    assert reloaded(line).allow_gaps is before
    assert taken == [f"A{number}" for number in range(1, 10)]


@EITHER_WAY
def test_another_increment_is_taken_back(series: NumberSeries, allow_gaps: bool) -> None:
    """From the number that was used last."""
    line = make_line(series, "A1", allow_gaps=allow_gaps)
    next_numbers(series, 5)
    change_set = changed(line, increment_by=10)
    assert next_number(series) == "A15"

    undo(change_set)

    assert next_number(series) == "A16"


@EITHER_WAY
@pytest.mark.parametrize("whole", [False, True])
def test_a_deleted_line_comes_back_as_far_as_it_had_come(series: NumberSeries, allow_gaps: bool, whole: bool) -> None:
    """Alone, or with its series."""
    line = make_line(series, "A1", allow_gaps=allow_gaps)
    next_numbers(series, 5)
    change_set = in_one_gesture((series if whole else reloaded(line)).delete)
    again = NumberSeries(code="CUST")
    again.pk = "CUST"

    undo(change_set)

    assert next_number(again) == "A6"


@EITHER_WAY
def test_a_line_that_was_used_is_not_unmade(series: NumberSeries, allow_gaps: bool) -> None:
    """A number once used stays used."""
    change_set = in_one_gesture(lambda: make_line(series, "A1", allow_gaps=allow_gaps))
    next_number(series)

    done = undo(change_set)

    assert done.plan.is_empty
    assert next_number(series) == "A2"


@pytest.mark.postgres
def test_an_unmade_line_leaves_no_sequence(series: NumberSeries) -> None:
    """As a deleted one."""
    change_set = in_one_gesture(lambda: make_line(series, "A1", allow_gaps=True))

    undo(change_set)

    assert not NumberSeriesLine._base_manager.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_sequences WHERE sequencename LIKE 'numbering_line_%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.postgres
@pytest.mark.parametrize(("taken", "shown"), [(3, "A03"), (12, "A11"), (30, "A11")])
def test_a_settled_line_shows_what_was_given_and_nothing_beyond_its_end(
    series: NumberSeries, taken: int, shown: str
) -> None:
    """A sequence counts on beyond the end of its line."""
    line = make_line(series, "A01", "A12", increment_by=2, allow_gaps=True) if taken != 3 else None
    line = line or make_line(series, "A01", "A12", allow_gaps=True)
    sequences.draw(line, taken)

    assert sequences.settle(line) == shown
    assert reloaded(line).last_no_used == shown
