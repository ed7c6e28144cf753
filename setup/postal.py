"""How an address is written on an envelope, country by country. Pure: no queries, no settings.

The forms are those of the Universal Postal Union and of the national posts, names of towns left as they were typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setup.models import Country


class Place(NamedTuple):
    """Where somebody is: ``street`` has any number of lines; anything may be blank."""

    street: tuple[str, ...] = ()
    post_code: str = ""
    city: str = ""
    county: str = ""


IN_BRACKETS = "street/code city (county)"
CITY_FIRST = "street/city code"
CODE_BELOW = "street/city/county/code"
STATE_BEFORE_CODE = "street/city county code"

FORMS = {
    "AU": STATE_BEFORE_CODE,
    "BR": "street/city - county/code",
    "CA": STATE_BEFORE_CODE,
    "CN": "street/city, county/code",
    "CO": "street/city, county, code",
    "GB": CODE_BELOW,
    "GG": CODE_BELOW,
    "HU": "city/street/code",
    "IE": CODE_BELOW,
    "IL": CITY_FIRST,
    "IM": CODE_BELOW,
    "IN": CITY_FIRST,
    "IT": IN_BRACKETS,
    "JE": CODE_BELOW,
    "JP": "street/city, county code",
    "KR": "street/city/county code",
    "LV": "street/city, code",
    "MT": CITY_FIRST,
    "MX": "street/code city, county",
    "NZ": CITY_FIRST,
    "PK": "street/city-code",
    "SA": CITY_FIRST,
    "SG": CITY_FIRST,
    "SM": IN_BRACKETS,
    "TH": "street/city county code",
    "TR": "street/code city - county",
    "TW": "street/city, county code",
    "UA": CODE_BELOW,
    "US": "street/city, county code",
    "ZA": CODE_BELOW,
}
"""Lines by ISO 3166 code, slashes between them."""

OTHERS = "street/code city"
"""The order of most countries: Austria, Germany, France, Portugal, Spain, Switzerland, the Low and the Nordic ones."""

PART = re.compile(r"([^a-z]*)(code|city|county)(\)?)")


def address_lines(place: Place, country: str) -> list[str]:
    """The lines below a name, blank ones left out; the name of the country is not among them.

    A county stands where the post wants it, else below the town as in Spain; one that is the town over again nowhere.
    """
    repeated = place.county.casefold() == place.city.casefold()
    values = {
        "code": place.post_code.upper(),
        "city": place.city,
        "county": "" if repeated else place.county,
    }
    found: list[str] = []
    form = FORMS.get(country.upper(), OTHERS)
    for line in (form if "county" in form else f"{form}/county").split("/"):
        found += place.street if line == "street" else [_filled(PART.findall(line), values)]
    return [line for line in found if line]


def lines_in(place: Place, country: Country | None) -> list[str]:
    """The same in the country of our list, which says whether a county is written there at all."""
    if country is None:
        return address_lines(place, "")
    return address_lines(place if country.uses_county else place._replace(county=""), country.code)


def _filled(parts: Iterable[tuple[str, str, str]], values: dict[str, str]) -> str:
    """The values that are there, each with what leads to it; at the beginning of a line nothing has to."""
    line = ""
    for before, name, after in parts:
        if values[name]:
            line += f"{before if line else before.lstrip(' ,-')}{values[name]}{after}"
    return line
