"""The generated contacts by themselves: the same every time, valid, and shaped as promised."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import phonenumbers
import pytest
from stdnum.es import nif as spanish_tax
from stdnum.gb import vat as british_tax
from stdnum.ie import vat as irish_tax
from stdnum.it import iva

from crm.demo.drawing import skewed
from crm.demo.generated import Draw, Drawn
from crm.demo.places import spot_of

TAX_NUMBERS = {"IT": iva, "ES": spanish_tax, "GB": british_tax, "IE": irish_tax}
MANY = 5000


@pytest.fixture(scope="module")
def many() -> list[Drawn]:
    return list(chain.from_iterable(Draw(first_id=100).clusters(MANY)))


def test_the_same_contacts_are_drawn_every_time(many: list[Drawn]) -> None:
    again = list(chain.from_iterable(Draw(first_id=100).clusters(MANY)))

    assert again == many


def test_a_smaller_set_is_the_beginning_of_a_larger_one(many: list[Drawn]) -> None:
    fewer = list(chain.from_iterable(Draw(first_id=100).clusters(200)))

    assert [one.row.name for one in fewer[:190]] == [one.row.name for one in many[:190]]


@pytest.mark.parametrize("size", [1, 2, 3, 50, 501])
def test_exactly_as_many_are_drawn_as_asked_for(size: int) -> None:
    drawn = list(chain.from_iterable(Draw(first_id=7).clusters(size)))

    assert [one.row.id for one in drawn] == list(range(7, 7 + size))


def test_shares_are_as_promised(many: list[Drawn]) -> None:
    roles = Counter(role for one in many for role in one.roles)
    companies = sum(one.row.type == "company" for one in many)

    assert companies / MANY == pytest.approx(0.60, abs=0.02)
    assert roles["customer"] / MANY == pytest.approx(0.45, abs=0.02)
    assert roles["vendor"] / MANY == pytest.approx(0.20, abs=0.02)
    assert roles["bank_account"] / MANY == pytest.approx(0.02, abs=0.005)


def test_firms_have_valid_vat_numbers_none_of_them_twice(many: list[Drawn]) -> None:
    numbers = [(one.home.country_id, one.row.vat_registration_no) for one in many if one.row.type == "company"]

    assert len(set(numbers)) == len(numbers)
    assert [number for number in numbers if not TAX_NUMBERS[number[0]].is_valid(number[1])] == []


def test_everybody_has_a_mailbox_of_their_own_that_reaches_nobody(many: list[Drawn]) -> None:
    firms = [one.row.email for one in many if one.row.type == "company"]

    assert len(set(firms)) == len(firms)
    assert all(one.row.email.endswith(".example") and one.row.email.isascii() for one in many)


def test_phones_are_valid(many: list[Drawn]) -> None:
    numbers = {phone for one in many[:500] for phone in (one.row.phone_no, one.row.mobile_phone_no) if phone}

    assert [n for n in numbers if not phonenumbers.is_valid_number(phonenumbers.parse(n))] == []


def test_people_have_the_address_and_relations_of_their_firm(many: list[Drawn]) -> None:
    firms = {one.row.id: one for one in many if one.row.type == "company"}

    for one in many:
        spot = spot_of(one.home.country_id, one.home.post_code)
        assert (one.home.city, one.home.county, one.home.territory_id) == (*spot.place[1:], spot.territory)
        if one.row.company_id is not None:
            firm = firms[one.row.company_id]
            assert one.home == firm.home
            assert (one.row.company_name, one.row.business_relation) == (firm.row.name, firm.row.business_relation)


def test_a_firm_deals_through_the_first_of_its_people(many: list[Drawn]) -> None:
    people = {one.row.id: one.row for one in many if one.row.type == "person"}

    for one in many:
        if one.primary_id is not None:
            assert people[one.primary_id].name == one.primary_name
            assert one.primary_id == one.row.id or people[one.primary_id].company_id == one.row.id


def test_frequent_names_are_drawn_often_and_rare_ones_too() -> None:
    drawn = Counter(skewed(tuple("abcdefghij")))

    assert drawn["a"] > 2 * drawn["j"]
    assert min(drawn.values()) > 0
