"""Many takers at once on real PostgreSQL: no duplicate, and either no gap or no waiting (N1, goal 6b)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections, transaction

from contacts.models import Contact
from setup.numbering.engine import next_number
from setup.numbering.models import NumberSeries, NumberSeriesLine
from tests.factories.setup import open_for_business
from tests.setup.numbering.making import series_with

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

THREADS, EACH = 8, 30


Work = Callable[[int], list[str]]


def _in_threads(*works: Work) -> list[str]:
    def run(thread: int, work: Work) -> list[str]:
        try:
            return work(thread)
        finally:
            connections.close_all()

    connections.close_all()  # The pool has eight connections, and all of them are wanted at once.
    with ThreadPoolExecutor(len(works)) as pool:
        return [number for numbers in pool.map(run, range(len(works)), works) for number in numbers]


def _numbers_up_to(count: int) -> list[str]:
    return [f"CT{number:05}" for number in range(1, count + 1)]


@pytest.fixture
def contact_nos() -> NumberSeries:
    """Contact Nos. of a firm at work, starting with CT00001."""
    chosen = open_for_business().contact_nos
    assert isinstance(chosen, NumberSeries)
    return chosen


def _create(thread: int) -> list[str]:
    made = [Contact(name=f"Company {thread}") for _ in range(EACH)]
    for contact in made:
        contact.save()
    return [contact.no for contact in made]


def test_records_made_at_once_have_every_number_once(contact_nos: NumberSeries) -> None:
    """N1, goal 6b."""
    made = _in_threads(*[_create] * THREADS)

    assert sorted(made) == _numbers_up_to(THREADS * EACH)
    assert sorted(Contact._base_manager.values_list("no", flat=True)) == sorted(made)


def test_rolled_back_records_leave_no_gap(contact_nos: NumberSeries) -> None:
    """I2.8, N1: every other transaction fails after its number was taken."""

    def work(thread: int) -> list[str]:
        kept = []
        for turn in range(EACH):
            with transaction.atomic():
                number = next_number(contact_nos)
                transaction.set_rollback(bool(turn % 2))
            kept += [number] if not turn % 2 else []
        return kept

    assert sorted(_in_threads(*[work] * THREADS)) == _numbers_up_to(THREADS * EACH // 2)


def test_records_made_at_once_from_a_line_with_gaps_share_no_number(contact_nos: NumberSeries) -> None:
    """N1."""
    line = NumberSeriesLine._base_manager.get(series=contact_nos)
    line.allow_gaps = True
    line.save()

    made = _in_threads(*[_create] * THREADS)

    line.refresh_from_db()
    assert sorted(made) == _numbers_up_to(THREADS * EACH)
    assert line.last_no_used == max(made)


def test_takers_of_a_line_without_a_sequence_make_one_for_all() -> None:
    """The first one makes it, the others wait for that once."""
    series = series_with("CT00001")
    NumberSeriesLine._base_manager.update(allow_gaps=True)

    def work(thread: int) -> list[str]:
        with transaction.atomic():
            return [next_number(series) for _ in range(5)]

    assert sorted(_in_threads(*[work] * THREADS)) == _numbers_up_to(THREADS * 5)


@pytest.mark.parametrize("allow_gaps", [True, False])
def test_only_a_gap_free_line_makes_the_next_taker_wait(allow_gaps: bool) -> None:
    """N1: the first transaction stays open until the second has its number, or for half a second."""
    series = series_with("CT00001", allow_gaps=allow_gaps)
    first_has_taken, second_has_taken = Event(), Event()

    def first(thread: int) -> list[str]:
        with transaction.atomic():
            number = next_number(series)
            first_has_taken.set()
            assert second_has_taken.wait(0.5) is allow_gaps
        return [number]

    def second(thread: int) -> list[str]:
        first_has_taken.wait(5)
        with transaction.atomic():
            number = next_number(series)
            second_has_taken.set()
        return [number]

    taken = _in_threads(first, second)

    assert taken == ["CT00001", "CT00002"]


def test_a_line_changed_while_numbers_are_taken_gives_none_twice(contact_nos: NumberSeries) -> None:
    """N1: gaps are allowed and forbidden again, over and over."""

    def take(thread: int) -> list[str]:
        taken = []
        for _ in range(2 * EACH):
            with transaction.atomic():
                taken.append(next_number(contact_nos))
        return taken

    def switch(thread: int) -> list[str]:
        for turn in range(EACH):
            line = NumberSeriesLine._base_manager.get(series=contact_nos)
            line.allow_gaps = turn % 2 == 0
            line.save()
        return []

    made = _in_threads(*[take] * 5, switch)

    assert len(made) == len(set(made)) == 5 * 2 * EACH
