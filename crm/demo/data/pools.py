"""The form of the names of a country for the generated set; the frequent ones come first."""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """What names, streets and firms of a country are made of."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[str, ...]
    streets: tuple[str, ...]
    trades: tuple[str, ...]
    jobs: tuple[str, ...]
    forms: tuple[str, ...]
    patterns: tuple[str, ...]
    address: str


def words(text: str) -> tuple[str, ...]:
    """The names of a list written with commas."""
    return tuple(one.strip() for one in text.split(","))
