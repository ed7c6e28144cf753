"""Draws names, places and phones at random, the frequent ones often."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from crm.demo.data import pools_isles, pools_italy, pools_spain
from crm.demo.identity import FORMATS, LANGUAGES, plain, stored_phone
from crm.demo.places import SPOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.demo.data.pools import Names
    from crm.demo.places import Spot

T = TypeVar("T")

SLOTS = 2048
HEAD_START = 4
"""The larger, the flatter the distribution: the n-th of a list is as frequent as 1 / (n + 4)."""

COUNTRIES = {
    "IT": (pools_italy.ITALIAN, pools_italy.AREAS, pools_italy.MOBILE, ""),
    "ES": (pools_spain.SPANISH, pools_spain.AREAS, pools_spain.MOBILE, ""),
    "GB": (pools_isles.BRITISH, pools_isles.BRITISH_AREAS, pools_isles.BRITISH_MOBILE, "GBP"),
    "IE": (pools_isles.IRISH, pools_isles.IRISH_AREAS, pools_isles.IRISH_MOBILE, ""),
}
SHARES = {"IT": 0.50, "ES": 0.30, "GB": 0.15, "IE": 0.05}


class Phone(NamedTuple):
    """A pattern such as ``+39 02 #### ####``, ready to be filled."""

    form: str
    digits: int

    def fill(self, chance: float) -> str:
        """The number that ``chance``, from 0 to below 1, stands for; its first digit is 2 or more."""
        lowest = 2 * 10 ** (self.digits - 1)
        number = str(lowest + int(chance * 4 * lowest))
        return self.form % tuple(number)


class Land(NamedTuple):
    """A country, ready to be drawn from."""

    country: str
    language: str
    format_region: str
    currency: str | None
    spots: Sequence[Spot]
    phones: dict[str, Phone]
    mobile: Phone
    names: Names


def phone(pattern: str) -> Phone:
    """``pattern`` ready to be filled with numbers as forms store them."""
    return Phone(stored_phone(pattern).replace("#", "%s"), pattern.count("#"))


def skewed(items: Sequence[T]) -> tuple[T, ...]:
    """``items``, each as often as it is frequent, at least once; to draw from evenly."""
    weights = [1 / (place + HEAD_START) for place in range(len(items))]
    unit = SLOTS / sum(weights)
    return tuple(item for item, weight in zip(items, weights, strict=True) for _ in range(max(1, round(unit * weight))))


def lands() -> tuple[Land, ...]:
    """The four countries, each as often as its share of the generated set."""
    return tuple(land for country, share in SHARES.items() for land in [_land(country)] * round(share * 100))


@cache
def slug(name: str) -> str:
    """``name`` as part of an internet address."""
    return plain(name).replace(" ", "")


def _land(country: str) -> Land:
    names, areas, mobile, currency = COUNTRIES[country]
    return Land(
        country,
        LANGUAGES[country],
        FORMATS[country],
        currency or None,
        skewed(sorted((spot for spot in SPOTS if spot.country == country), key=_size)),
        {county: phone(pattern) for county, pattern in areas.items()},
        phone(mobile),
        names._replace(
            men=skewed(names.men),
            women=skewed(names.women),
            surnames=skewed(names.surnames),
            streets=skewed(names.streets),
            trades=skewed(names.trades),
            forms=skewed(names.forms),
        ),
    )


def _size(spot: Spot) -> int:
    """The place of a spot within its territory: the larger places come first there."""
    return [one for one in SPOTS if one.territory == spot.territory].index(spot)
