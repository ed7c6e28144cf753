"""Addresses in the order of their country (ux 7)."""

from __future__ import annotations

import pytest

from setup.postal import Place, address_lines

WRITTEN = {
    "IT": (("Via Roma 1",), "20139", "Milano", "MI", ["Via Roma 1", "20139 Milano (MI)"]),
    "ES": (("Calle Mayor 3",), "28801", "Alcalá", "Madrid", ["Calle Mayor 3", "28801 Alcalá", "Madrid"]),
    "GB": (("7 Market Row", "Unit 2"), "le1 5ab", "Leicester", "", ["7 Market Row", "Unit 2", "Leicester", "LE1 5AB"]),
    "IE": (("12 Quay St",), "H91 AB12", "Athenry", "Co. Galway", ["12 Quay St", "Athenry", "Co. Galway", "H91 AB12"]),
    "DE": (("Am Tor 4",), "10115", "Berlin", "", ["Am Tor 4", "10115 Berlin"]),
    "FR": (("3 rue Haute",), "75001", "Paris", "", ["3 rue Haute", "75001 Paris"]),
    "AT": (("Ring 9",), "1010", "Wien", "", ["Ring 9", "1010 Wien"]),
    "CH": (("Weg 2",), "8001", "Zürich", "ZH", ["Weg 2", "8001 Zürich", "ZH"]),
    "NL": (("Kade 5",), "1012 ab", "Amsterdam", "", ["Kade 5", "1012 AB Amsterdam"]),
    "US": (("1 Main St",), "10001", "New York", "NY", ["1 Main St", "New York, NY 10001"]),
    "CA": (("1 Bay St",), "K1A 0B1", "Ottawa", "ON", ["1 Bay St", "Ottawa ON K1A 0B1"]),
    "HU": (("Fő utca 1",), "1051", "Budapest", "", ["Budapest", "Fő utca 1", "1051"]),
    "LV": (("Brīvības 1",), "LV-1010", "Rīga", "", ["Brīvības 1", "Rīga, LV-1010"]),
    "BR": (("Rua A 1",), "01310-000", "São Paulo", "SP", ["Rua A 1", "São Paulo - SP", "01310-000"]),
    "": (("Storgata 1",), "0150", "Oslo", "Oslo", ["Storgata 1", "0150 Oslo"]),
}  # fmt: skip


@pytest.mark.parametrize("country", WRITTEN)
def test_an_address_is_written_as_the_post_of_its_country_wants_it(country: str) -> None:
    street, post_code, city, county, lines = WRITTEN[country]

    assert address_lines(Place(street, post_code, city, county), country) == lines


@pytest.mark.parametrize(
    ("country", "place", "lines"),
    [
        ("IT", Place(("Via Roma 1",), "", "", "MI"), ["Via Roma 1", "(MI)"]),
        ("US", Place((), "10001", "", "NY"), ["NY 10001"]),
        ("US", Place((), "10001", "New York"), ["New York 10001"]),
        ("BR", Place((), "", "", "SP"), ["SP"]),
        ("GB", Place(("", "x"), "", ""), ["x"]),
        ("es", Place((), "", "Cádiz", "CÁDIZ"), ["Cádiz"]),
        ("ZZ", Place(), []),
    ],
)
def test_what_is_not_there_leaves_no_trace(country: str, place: Place, lines: list[str]) -> None:
    """Neither blank lines nor signs that lead to nothing."""
    assert address_lines(place, country) == lines
