"""Line numbers follow the order that was asked for, and change as little as they can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.trade.ordering import STEP, anew, numbers


@pytest.mark.parametrize(
    ("held", "after", "before", "found"),
    [
        ([10, 20, 30], 0, None, [10, 20, 30]),
        ([20, 10, 30], 0, None, [10, 20, 30]),
        ([0, 0], 0, None, [STEP, 2 * STEP]),
        ([10, 0, 20], 0, None, [10, 15, 20]),
        ([0, 10], 0, None, [5, 10]),
        ([10, 0], 0, 20, [10, 15]),
        ([10, 0, 11], 0, None, None),
        ([], 0, None, []),
    ],
)
def test_numbers_in_the_new_order(held: list[int], after: int, before: int | None, found: list[int] | None) -> None:
    """Those that are there swap, new ones take the room between."""
    assert numbers(held, after=after, before=before) == found


@given(st.lists(st.integers(1, 10**6), unique=True, max_size=30).flatmap(st.permutations), st.data())
def test_they_always_rise_or_there_is_no_room(held: list[int], data: st.DataObject) -> None:
    """Whatever was moved, and wherever new lines stand."""
    fresh = [number if data.draw(st.booleans()) else 0 for number in held]
    found = numbers(fresh)
    assert found is None or (found == sorted(set(found)) and len(found) == len(fresh))
    if found is not None:
        assert {number for number in fresh if number} <= set(found)


def test_numbered_anew_there_is_room_everywhere() -> None:
    """The way out where there is none."""
    assert anew(3, after=7) == [STEP + 7, 2 * STEP + 7, 3 * STEP + 7]
