"""Drift is shown: what differs between linked records, and what only looks as if it did (S4, S5, ruling 5)."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.links.drift import Drift, count_drift, find_drift
from contacts.links.kinds import all_kinds, kind_named
from crm.kit.values import column
from setup.models import Direction, FieldPolicy, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import VendorFactory, alone, firm, linked
from tests.links.drifting import paused, pinned, raw
from tests.links.samples import pairs, partner_of, sample

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


def fields(drifts: list[Drift]) -> list[str]:
    """The contact's columns in which pairs differ."""
    return [one.shared.contact for drift in drifts for one in drift.differences]


def test_linked_records_do_not_differ() -> None:
    """Linking and saving leave nothing to find."""
    nordlys = firm(phone_no="1")
    nordlys.customer.phone_no = "2"
    nordlys.customer.save()

    assert list(find_drift()) == []
    assert count_drift() == 0


@pytest.mark.parametrize(("kind", "ours", "theirs"), pairs(two_way=False))
def test_every_shared_field_is_compared(kind: str, ours: str, theirs: str) -> None:
    """S1: derived from the one declaration, for every kind, with both values."""
    nordlys = firm()
    partner = partner_of(nordlys, kind)
    value = "person" if ours == "type" else sample(ours)
    raw(partner, **{column(type(partner), theirs).attname: value})

    (drift,) = find_drift()

    (difference,) = drift.differences
    assert (drift.kind.name, drift.contact.no, drift.partner.no) == (kind, nordlys.contact.no, partner.no)
    assert (difference.shared.contact, difference.partner) == (ours, value)
    assert difference.contact != value


def test_a_missing_code_differs_from_a_code() -> None:
    """NULL is a value like any other."""
    nordlys = firm()
    raw(nordlys.vendor, country_id=sample("country"))

    (drift,) = find_drift()

    assert (drift.differences[0].contact, drift.differences[0].partner) == (None, sample("country"))


def test_pairs_come_by_kind_and_number() -> None:
    """Customers first, each kind by the number of the contact."""
    for no in ("CT3", "CT1", "CT2"):
        made = firm(no=no)
        raw(made.customer, city="Oslo")
        raw(made.bank, city="Oslo")

    found = [(drift.kind.name, drift.contact.no) for drift in find_drift()]

    assert found == [(kind, no) for kind in ("customer", "bank_account") for no in ("CT1", "CT2", "CT3")]


def test_a_selection_is_kept_to() -> None:
    """By kind, by number of either side, by range, by field."""
    one, two = firm(no="CT1"), firm(no="CT2")
    for partner in (one.customer, one.vendor, two.customer):
        raw(partner, city="Oslo", phone_no="1")

    def found(**chosen: Any) -> list[str]:
        assert count_drift(**chosen) == len(list(find_drift(**chosen)))
        return [drift.partner.no for drift in find_drift(**chosen)]

    assert found(kinds=[kind_named("vendor")]) == [one.vendor.no]
    assert found(numbers={"contact": ["CT1"]}) == [one.customer.no, one.vendor.no]
    assert found(numbers={"customer": [two.customer.no]}) == [two.customer.no]
    assert found(numbers={"contact": ["CT2.."], "vendor": [one.vendor.no]}) == [two.customer.no, one.vendor.no]
    assert found(numbers={"contact": ["..CT1"]}) == [one.customer.no, one.vendor.no]
    assert fields(list(find_drift(fields={"city"}))) == ["city"] * 3
    assert found(fields={"name"}) == []


def test_a_paused_link_is_marked_and_can_be_left_out() -> None:
    """S5: what differs meanwhile is shown as such."""
    nordlys = firm()
    paused(nordlys.customer)
    nordlys.contact.city = "Oslo"
    nordlys.contact.save()

    (drift,) = find_drift()

    assert drift.paused
    assert list(find_drift(include_paused=False)) == []
    assert count_drift(include_paused=False) == 0


@pytest.mark.parametrize(
    ("direction", "way"),
    [
        (Direction.NEVER, None),
        (Direction.TO_PARTNER, Direction.TO_PARTNER),
        (Direction.TO_CONTACT, Direction.TO_CONTACT),
    ],
)
def test_what_policy_keeps_apart_is_no_drift(direction: Direction, way: Direction | None) -> None:
    """Ruling 5: a difference counts only if some way is open, and says which."""
    nordlys = firm()
    FieldPolicy(kind="customer", field="city", direction=direction).save()
    raw(nordlys.customer, city="Oslo")

    found = [one.open for drift in find_drift() for one in drift.differences]

    assert found == ([way] if way else [])
    assert count_drift() == len(found)


def test_a_pin_closes_one_way_and_two_pins_both() -> None:
    """S5: a pin blocks what comes in, not what goes out."""
    nordlys = firm()
    raw(nordlys.customer, city="Oslo")
    pinned(nordlys.customer, "city")

    (drift,) = find_drift()
    pinned(nordlys.contact, "city")

    assert drift.differences[0].open is Direction.TO_CONTACT
    assert list(find_drift()) == []
    assert count_drift() == 0


def test_a_pin_under_a_one_way_policy_closes_what_was_left() -> None:
    """Policy to the partner only, and the partner is pinned."""
    nordlys = firm()
    FieldPolicy(kind="customer", field="city", direction=Direction.TO_PARTNER).save()
    raw(nordlys.customer, city="Oslo")
    pinned(nordlys.customer, "city")

    assert list(find_drift()) == []
    assert count_drift() == 0


def test_the_number_of_statements_does_not_grow(marketing: MarketingSetup, statements: Statements) -> None:
    """Two for the rules and two for each kind, however many pairs differ."""
    for number in range(12):
        raw(firm(no=f"CT{number}").customer, city="Oslo")

    with statements() as seen:
        found = list(find_drift())

    assert len(found) == 12
    assert len(seen) <= 2 + 1 + len(all_kinds())


def test_a_long_list_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, chunks and the rest that comes through a cursor fit together."""
    monkeypatch.setattr("contacts.links.drift.PAGE", 4)
    monkeypatch.setattr("contacts.links.drift.CHUNK", 3)
    for number in range(9):
        contact = CompanyFactory(no=f"CT{number}")
        raw(linked(contact, alone(VendorFactory)), city="Oslo")

    assert [drift.contact.no for drift in find_drift()] == [f"CT{number}" for number in range(9)]
