"""The demo data by itself: every number checks, every place is listed, everybody is who they are said to be."""

from __future__ import annotations

import re

import phonenumbers
import pytest
import stdnum.bic
import stdnum.iban
from stdnum.es import nif as spanish_tax
from stdnum.es import postal_code
from stdnum.gb import vat as british_tax
from stdnum.ie import vat as irish_tax
from stdnum.it import codicefiscale, iva

from crm.demo import identity
from crm.demo.data import oddities, people, pools_isles, pools_italy, pools_spain, staff, unlinked
from crm.demo.data.records import Firm
from crm.demo.drawing import phone
from crm.demo.firms import FIRMS
from crm.demo.places import SPOTS, spot_of

ALL_FIRMS = (*FIRMS, *unlinked.FIRMS)
TAX_NUMBERS = {"IT": iva, "ES": spanish_tax, "GB": british_tax, "IE": irish_tax}
POST_CODES = {
    "IT": re.compile(r"[0-9]{5}"),
    "ES": re.compile(r"[0-9]{5}"),
    "GB": re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}"),
    "IE": re.compile(r"[A-Z][0-9][0-9W] [A-Z0-9]{4}"),
}
SPANISH_PROVINCES = {"Madrid": "28", "Barcelona": "08", "Sevilla": "41", "Bizkaia": "48", "Valencia": "46"}
PATTERNS = (
    *pools_italy.AREAS.values(),
    *pools_spain.AREAS.values(),
    *pools_isles.BRITISH_AREAS.values(),
    *pools_isles.IRISH_AREAS.values(),
    pools_italy.MOBILE,
    pools_spain.MOBILE,
    pools_isles.BRITISH_MOBILE,
    pools_isles.IRISH_MOBILE,
)


def phones() -> list[str]:
    """Every phone number of the demo data."""
    return [
        *(firm.phone for firm in ALL_FIRMS),
        *(person.mobile for firm in FIRMS for person in firm.people if person.mobile),
        *(single.mobile for single in people.SINGLES),
        *(stay.phone for stay in people.STAYS),
        *(phone_no for _code, _name, _job, phone_no in staff.STAFF),
        *(value for odd in (*oddities.DRIFTED, *oddities.PAUSED) for name, value in odd.values if "phone" in name),
    ]


@pytest.mark.parametrize("firm", ALL_FIRMS, ids=lambda firm: firm.name)
def test_vat_number_of_a_firm_is_valid_and_stored_without_country(firm: Firm) -> None:
    number = identity.vat_number(firm.country, firm.vat)

    assert TAX_NUMBERS[firm.country].is_valid(number)
    assert TAX_NUMBERS[firm.country].compact(number) == number


def test_no_two_firms_have_the_same_vat_number_but_the_one_that_is_to_be_found() -> None:
    numbers = [(firm.country, firm.vat) for firm in ALL_FIRMS]

    twice = {number for number in numbers if numbers.count(number) > 1}

    assert twice == {("IT", "0524918087")}


def test_our_accounts_have_valid_iban_and_bic() -> None:
    accounts = [(firm.country, firm.account) for firm in FIRMS if firm.account]

    assert len(accounts) == 6
    for country, account in accounts:
        assert stdnum.iban.is_valid(identity.iban(country, account))
        assert stdnum.bic.is_valid(account.bic)
        assert account.bic[4:6] == country


def test_phones_are_valid_and_written_internationally() -> None:
    international = phonenumbers.PhoneNumberFormat.INTERNATIONAL

    parsed = {number: phonenumbers.parse(number) for number in phones()}

    assert [number for number, one in parsed.items() if not phonenumbers.is_valid_number(one)] == []
    assert [n for n, one in parsed.items() if phonenumbers.format_number(one, international) != n] == []


@pytest.mark.parametrize("pattern", PATTERNS)
def test_phones_of_the_generated_set_are_valid_and_complete(pattern: str) -> None:
    for place in range(50):
        number = phone(pattern).fill(place / 50)

        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_valid_number(parsed)
        assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == number


def test_fiscal_codes_of_people_are_valid() -> None:
    codes = {single.name: (single.country, identity.fiscal_code(single)) for single in people.SINGLES}

    for country, code in codes.values():
        assert not code or (codicefiscale if country == "IT" else spanish_tax).is_valid(code)
    assert codes["Caterina Bassi"][1].startswith("BSSCRN79D63F205")


def test_post_codes_have_the_form_of_their_country() -> None:
    for spot in SPOTS:
        assert POST_CODES[spot.country].fullmatch(spot.place.code)
        if spot.country == "ES":
            assert postal_code.is_valid(spot.place.code)
            assert spot.place.code.startswith(SPANISH_PROVINCES.get(spot.place.county, ""))


def test_everybody_lives_in_a_listed_place() -> None:
    homes = [(one.country, one.post_code) for one in (*ALL_FIRMS, *people.SINGLES, *people.STAYS)]

    assert all(spot_of(country, code).territory in staff.SALESPEOPLE for country, code in homes)


def test_names_tell_everybody_apart() -> None:
    names = [*(firm.name for firm in ALL_FIRMS), *(one.name for firm in FIRMS for one in firm.people)]
    names += [single.name for single in people.SINGLES]

    assert len(names) == len(set(names))


def test_mail_of_the_demo_company_reaches_nobody() -> None:
    assert identity.mailbox("Íñigo Sáenz Ruiz", "cajaaltoebro") == "inigo.saenz@cajaaltoebro.example"
    assert all(single.email.endswith(".example") for single in people.SINGLES)
