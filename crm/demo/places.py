"""Post codes by country and code, each with its territory."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crm.demo.data.post_codes_isles import BRITAIN, IRELAND
from crm.demo.data.post_codes_italy import ITALY
from crm.demo.data.post_codes_spain import SPAIN

if TYPE_CHECKING:
    from crm.demo.data.records import Place

BY_COUNTRY = {"IT": ITALY, "ES": SPAIN, "GB": BRITAIN, "IE": IRELAND}


class Spot(NamedTuple):
    """A place with its country and territory."""

    place: Place
    country: str
    territory: str


SPOTS = tuple(
    Spot(place, country, territory)
    for country, territories in BY_COUNTRY.items()
    for territory, places in territories.items()
    for place in places
)
_by_code = {(spot.country, spot.place.code): spot for spot in SPOTS}


def spot_of(country: str, post_code: str) -> Spot:
    """Where ``post_code`` leads. Raises KeyError for a post code that is not in the lists."""
    return _by_code[country, post_code]
