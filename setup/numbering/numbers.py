"""Arithmetic on numbers like ``CT00099``: the last group of digits counts, the rest stands still."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_LENGTH = 20

_LAST_DIGITS = re.compile(r"([0-9]+)[^0-9]*\Z")


class Parts(NamedTuple):
    """A number cut at its last group of digits: ``INV-007/B`` is ``INV-``, ``007`` and ``/B``."""

    prefix: str
    digits: str
    suffix: str

    @property
    def value(self) -> int:
        """What the digits amount to."""
        return int(self.digits)

    def at(self, value: int) -> str:
        """The number of the same form with another value: ``A099`` at 7 is ``A007``, at 1000 ``A1000``."""
        return f"{self.prefix}{value:0{len(self.digits)}d}{self.suffix}"


def has_digit(number: str) -> bool:
    """Something counts in ``number``."""
    return _LAST_DIGITS.search(number) is not None


def split(number: str) -> Parts:
    """``number`` in parts. Raises ValueError where it has no digit."""
    found = _LAST_DIGITS.search(number)
    if found is None:
        raise ValueError(f"{number!r} has no digit")
    return Parts(number[: found.start()], found[1], number[found.end(1) :])


def value_of(number: str) -> int:
    """What the counting digits of ``number`` amount to. Raises ValueError where it has none."""
    return split(number).value


def following(number: str, step: int = 1) -> str:
    """The number ``step`` after ``number``; zero padding is kept, and given up where the digits overflow."""
    parts = split(number)
    return parts.at(parts.value + step)


def sort_key(number: str) -> tuple[str, int, str]:
    """Orders numbers of one form by value, so ``A9`` comes before ``A10``."""
    parts = split(number)
    return parts.prefix, parts.value, parts.suffix


def has_same_form(number: str, other: str) -> bool:
    """Both have a digit that counts, and the same before and behind their last digits."""
    if not (has_digit(number) and has_digit(other)):
        return False
    mine, its = split(number), split(other)
    return (mine.prefix, mine.suffix) == (its.prefix, its.suffix)


def fits(number: str, starting: str, ending: str = "") -> bool:
    """``number`` has the form of ``starting`` and lies between it and ``ending``, both included (I2.6).

    Compared by value, and with ``ending`` by length too; without it only the length of the column counts.
    """
    mine, first, last = split(number), split(starting), split(ending or starting)
    if len(number) > MAX_LENGTH or (mine.prefix, mine.suffix) != (first.prefix, first.suffix):
        return False
    if mine.value < first.value:
        return False
    return not ending or (mine.value <= last.value and len(number) <= len(ending))


def upcoming(starting: str, ending: str, last_used: str, step: int) -> Iterator[str]:
    """The numbers after ``last_used``, in order, as far as they fit; from ``starting`` if none was used."""
    number = following(last_used, step) if last_used else starting
    while fits(number, starting, ending):
        yield number
        number = following(number, step)


def left(starting: str, ending: str, last_used: str, step: int) -> int | None:
    """How many numbers ``upcoming`` has; ``None`` without an ending number."""
    if not ending:
        return None
    number = following(last_used, step) if last_used else starting
    if not fits(number, starting, ending):
        return 0
    return (value_of(ending) - value_of(number)) // step + 1


def adapted(leader: str, numbers: Iterable[str]) -> list[str]:
    """``numbers`` in the form of ``leader``: its prefix and suffix, zeros up to the longest; blanks stay.

    A leader of digits only pads nothing.
    """
    form, given = split(leader), [number and split(number) for number in numbers]
    width = max([len(form.digits), *(len(parts.digits) for parts in given if parts)])
    if not form.prefix and not form.suffix:
        width = 0
    return [f"{form.prefix}{parts.digits.zfill(width)}{form.suffix}" if parts else "" for parts in given]
