"""Charts as data and as figures on a sheet: pure geometry, drawn by a template without any script or style."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import number_format

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 480, 240
LEFT, RIGHT, TOP, BOTTOM = 8, 8, 26, 26
GAP = 0.3
"""Of the room of a label, how much stays empty."""

PRINTED_FROM = 13
"""How high a part of a pile must be to have its number inside."""


class Series(NamedTuple):
    """A row of numbers, one for each label; ``urls`` lead to the lists that show exactly what was counted."""

    name: str
    values: tuple[int, ...]
    urls: tuple[str, ...] = ()

    def url_at(self, place: int) -> str:
        """Where its number for a label leads; blank where there is nothing to see."""
        return self.urls[place] if self.urls and self.values[place] else ""


class Bar(NamedTuple):
    """A rectangle and the number on it; ``text_y`` is where its number stands, which is blank where it has no room.

    ``name`` says in words what it is, and ``url`` leads to the list that it counted.
    """

    x: str
    y: str
    width: str
    height: str
    tone: int
    text: str
    text_x: str
    text_y: str
    is_inside: bool
    name: str = ""
    url: str = ""


class Tick(NamedTuple):
    """A label below the bars."""

    x: str
    text: str


class Value(NamedTuple):
    """One number of the table as it is read, the list that it counted, and the bare number of a file."""

    text: str
    url: str = ""
    number: int | None = None

    def __str__(self) -> str:
        return self.text


class Row(NamedTuple):
    """A row of the table that says the same."""

    label: str
    values: list[Value]

    @property
    def plain(self) -> list[object]:
        """The numbers as a file holds them."""
        return [one.text if one.number is None else one.number for one in self.values]


@dataclass(frozen=True)
class Chart:
    """Bars side by side, or piled up where ``piled`` is set. ``title`` is a sentence that says what is to be seen.

    ``notes`` are words under the labels, such as a share.
    """

    name: str
    title: str
    head: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    piled: bool = False
    notes: tuple[str, ...] = ()
    url: str = ""
    export_url: str = ""

    @property
    def is_empty(self) -> bool:
        """There is nothing to draw."""
        return not any(value for one in self.series for value in one.values)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the sheet."""
        return WIDTH, HEIGHT

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Tone and name of each series, where there are several."""
        return [(tone, one.name) for tone, one in enumerate(self.series, 1)] if len(self.series) > 1 else []

    @cached_property
    def bars(self) -> list[Bar]:
        """Every rectangle, in order."""
        return [bar for place in range(len(self.labels)) for bar in self._at(place)]

    @cached_property
    def ticks(self) -> list[Tick]:
        """Every label."""
        return [Tick(_point(self._start(place) + self._room / 2), label) for place, label in enumerate(self.labels)]

    @property
    def base(self) -> str:
        """Where the bars stand."""
        return _point(HEIGHT - BOTTOM)

    @property
    def table(self) -> list[Row]:
        """The numbers, label by label."""
        notes = self.notes or ("",) * len(self.labels)
        return [
            Row(label, [*self._numbers(place), *([Value(note)] if self.notes else [])])
            for place, (label, note) in enumerate(zip(self.labels, notes, strict=True))
        ]

    @property
    def heads(self) -> list[str]:
        """The headings of the table."""
        return [self.head, *(one.name for one in self.series), *(["%"] if self.notes else [])]

    def _numbers(self, place: int) -> list[Value]:
        return [Value(_number(one.values[place]), one.url_at(place), one.values[place]) for one in self.series]

    @property
    def _room(self) -> float:
        return (WIDTH - LEFT - RIGHT) / max(len(self.labels), 1)

    @property
    def _highest(self) -> int:
        columns = zip(*(one.values for one in self.series), strict=True)
        return max((sum(column) if self.piled else max(column) for column in columns), default=0) or 1

    def _start(self, place: int) -> float:
        return LEFT + place * self._room

    def _height(self, value: int) -> float:
        return (HEIGHT - TOP - BOTTOM) * value / self._highest

    def _at(self, place: int) -> list[Bar]:
        values = [one.values[place] for one in self.series]
        inner, x = self._room * (1 - GAP), self._start(place) + self._room * GAP / 2
        bars = self._pile(values, x, inner) if self.piled else self._beside(values, x, inner)
        return [
            bar._replace(name=f"{self.labels[place]}, {one.name}: {_number(value)}", url=one.url_at(place))
            for bar, one, value in zip(bars, self.series, values, strict=True)
        ]

    def _beside(self, values: Sequence[int], x: float, inner: float) -> list[Bar]:
        width, floor = inner / len(values), HEIGHT - BOTTOM
        return [
            _bar(x + number * width, floor - self._height(value), width, self._height(value), number + 1, value)
            for number, value in enumerate(values)
        ]

    def _pile(self, values: Sequence[int], x: float, width: float) -> list[Bar]:
        bars, floor = [], float(HEIGHT - BOTTOM)
        for number, value in enumerate(values):
            height = self._height(value)
            floor -= height
            bars.append(_bar(x, floor, width, height, number + 1, value, inside=True))
        return bars


def percent(part: int, whole: int) -> str:
    """How much ``part`` is of ``whole``, in words; a dash of nothing."""
    return f"{number_format(round(100 * part / whole))} %" if whole else "—"


def _bar(x: float, y: float, width: float, height: float, tone: int, value: int, *, inside: bool = False) -> Bar:
    text = _number(value) if value and (not inside or height >= PRINTED_FROM) else ""
    text_y = y + height / 2 + 4 if inside else y - 4
    left, top, wide, high = (_point(one) for one in (x, y, max(width - 1, 1), height))
    return Bar(left, top, wide, high, tone, text, _point(x + (width - 1) / 2), _point(text_y), inside)


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)


def _point(value: float) -> str:
    """A coordinate as SVG wants it in every language."""
    return f"{value:.1f}"
