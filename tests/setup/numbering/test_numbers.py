"""Arithmetic on numbers (I2.5, I2.6, and adapting the numbers of a line)."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup.numbering import numbers

AFFIX = st.text(alphabet="ABC-/. é", max_size=4)
PREFIX = st.text(alphabet="ABC0123456789-/", max_size=4).filter(lambda text: not text[-1:].isdigit())
DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=8)
NUMBER = st.builds(lambda prefix, digits, suffix: prefix + digits + suffix, PREFIX, DIGITS, AFFIX)
STEP = st.integers(min_value=1, max_value=10_000)


@pytest.mark.parametrize(
    ("number", "step", "expected"),
    [
        ("A099", 1, "A100"),
        ("A999", 1, "A1000"),
        ("CT000001", 1, "CT000002"),
        ("9", 1, "10"),
        ("2026-0099/B", 1, "2026-0100/B"),
        ("INV007", 10, "INV017"),
    ],
)
def test_the_last_group_of_digits_counts_and_keeps_its_zeros(number: str, step: int, expected: str) -> None:
    """I2.5."""
    assert numbers.following(number, step) == expected


@given(number=NUMBER)
def test_parts_joined_are_the_number(number: str) -> None:
    parts = numbers.split(number)

    assert parts.prefix + parts.digits + parts.suffix == number
    assert not parts.prefix[-1:].isdigit()
    assert not numbers.has_digit(parts.suffix)


@given(number=NUMBER, step=STEP)
def test_the_next_number_is_greater_by_the_step_and_otherwise_alike(number: str, step: int) -> None:
    """I2.5."""
    before = numbers.split(number)

    after = numbers.split(numbers.following(number, step))

    assert after.value == before.value + step
    assert (after.prefix, after.suffix) == (before.prefix, before.suffix)
    assert len(after.digits) >= len(before.digits)


@given(number=NUMBER, first=STEP, second=STEP)
def test_two_steps_are_one_of_both(number: str, first: int, second: int) -> None:
    assert numbers.following(numbers.following(number, first), second) == numbers.following(number, first + second)


@pytest.mark.parametrize("number", ["", "ABC", "-/."])
def test_nothing_counts_without_a_digit(number: str) -> None:
    assert not numbers.has_digit(number)
    with pytest.raises(ValueError, match="no digit"):
        numbers.split(number)


@pytest.mark.parametrize(
    ("number", "starting", "ending", "fitting"),
    [
        ("A1", "A1", "A5", True),
        ("A5", "A1", "A5", True),
        ("A6", "A1", "A5", False),
        ("A0", "A1", "A5", False),
        ("B3", "A1", "A5", False),
        ("A3/x", "A1", "A5", False),
        ("10", "1", "10", True),
        ("9", "1", "10", True),
        ("11", "1", "10", False),
        ("A1000", "A001", "A999", False),
        ("A0009", "A001", "A010", False),
        ("A1000", "A001", "", True),
        ("A" + "9" * 19, "A1", "", True),
        ("A1" + "0" * 19, "A1", "", False),
    ],
)
def test_a_number_fits_by_form_value_and_length(number: str, starting: str, ending: str, fitting: bool) -> None:
    """I2.6: digits compare as numbers, so 9 lies before 10."""
    assert numbers.fits(number, starting, ending) is fitting


@given(
    starting=st.integers(0, 500),
    length=st.integers(0, 60),
    step=st.integers(1, 9),
    used=st.integers(0, 70),
    width=st.integers(1, 4),
)
def test_what_is_left_is_what_comes(starting: int, length: int, step: int, used: int, width: int) -> None:
    """I2.6 for both: the count and the numbers themselves agree, whatever was used last."""
    first, last = f"A{starting:0{width}d}", f"A{starting + length:0{width}d}"
    last_used = f"A{starting + used:0{width}d}"

    coming = list(numbers.upcoming(first, last, last_used, step))

    assert numbers.left(first, last, last_used, step) == len(coming)
    assert all(numbers.fits(number, first, last) for number in coming)
    assert len(set(coming)) == len(coming)


def test_a_range_begins_with_its_starting_number() -> None:
    """I2.5."""
    assert list(numbers.upcoming("A8", "A11", "", 1)) == ["A8", "A9", "A10", "A11"]
    assert numbers.left("A8", "A11", "", 1) == 4


def test_without_an_end_numbers_grow_to_twenty_characters() -> None:
    """I2.6."""
    almost = "A" + "9" * 18 + "8"

    coming = list(islice(numbers.upcoming("A1", "", almost, 1), 2))

    assert coming == ["A" + "9" * 19]
    assert numbers.left("A1", "", almost, 1) is None


@pytest.mark.parametrize(
    ("leader", "given_numbers", "expected"),
    [
        ("CT0001", ["A5", "A999", ""], ["CT0005", "CT0999", ""]),
        ("A1", ["A00099"], ["A00099"]),
        ("1", ["A0099", "5"], ["0099", "5"]),
        ("A1/B", ["A7/C", "9"], ["A7/B", "A9/B"]),
    ],
)
def test_numbers_take_the_form_of_their_leader(leader: str, given_numbers: list[str], expected: list[str]) -> None:
    """I2, validation: zeros up to the longest, none where the leader is digits only."""
    assert numbers.adapted(leader, given_numbers) == expected


@given(leader=NUMBER, others=st.lists(NUMBER, min_size=1, max_size=4))
def test_adapting_changes_the_form_but_no_value(leader: str, others: list[str]) -> None:
    adapted = numbers.adapted(leader, [leader, *others])

    assert [numbers.value_of(number) for number in adapted] == [numbers.value_of(n) for n in (leader, *others)]
    assert {numbers.split(number)[::2] for number in adapted} == {numbers.split(leader)[::2]}


@given(values=st.lists(st.integers(0, 10**6), min_size=1))
def test_numbers_sort_by_value(values: list[int]) -> None:
    ordered = sorted((f"A{value}" for value in values), key=numbers.sort_key)

    assert [numbers.value_of(number) for number in ordered] == sorted(values)
