"""The numbers of lines, which are their order: changed as few as possible. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP = 10_000
"""Between two line numbers there is room for others."""


def numbers(held: Sequence[int], *, after: int = 0, before: int | None = None) -> list[int] | None:
    """Rising numbers for lines that hold ``held`` in their new order, 0 for new ones.

    All lie between ``after`` and ``before``. Lines that are there swap their numbers, new ones get some of the room
    between their neighbours; ``None`` where there is none left.
    """
    own = iter(sorted(number for number in held if number))
    placed = [next(own) if number else 0 for number in held]
    found: list[int] = []
    for place, number in enumerate(placed):
        if number:
            found.append(number)
            continue
        left = found[-1] if found else after
        fresh = _run(placed, place)
        right = next(iter(placed[place + fresh :]), before)
        room = STEP if right is None else (right - left) // (fresh + 1)
        if room < 1:
            return None
        found.append(left + room)
    return found


def anew(count: int, *, after: int = 0) -> list[int]:
    """Numbers for ``count`` lines after a line with the number ``after``, with room between all of them."""
    return [after + STEP * place for place in range(1, count + 1)]


def _run(placed: Sequence[int], start: int) -> int:
    """How many new lines stand side by side from ``start`` on."""
    return next((place for place, number in enumerate(placed[start:]) if number), len(placed) - start)
