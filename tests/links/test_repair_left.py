"""What a repair leaves as it is, and why (S5, rulings 5 and 11)."""

from __future__ import annotations

from collections import Counter

import pytest

from contacts.links.kinds import kind_named
from contacts.links.repair import Side, repair
from contacts.links.winners import Reason
from setup.models import Direction, FieldPolicy
from tests.factories.partners import Firm, firm
from tests.links.drifting import cities, paused, pinned, raw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def nordlys() -> Firm:
    """A firm in Bergen, customer, vendor and bank account alike."""
    return firm(no="CT1", name="Nordlys AS", city="Bergen")


def test_disagreeing_partners_are_left_until_one_is_named(nordlys: Firm) -> None:
    """Ruling 11."""
    raw(nordlys.customer, city="Oslo")
    raw(nordlys.vendor, city="Hamar")

    left = repair(Side.PARTNER).left
    cities_before = cities(nordlys)
    repair(Side.PARTNER, numbers={"vendor": [nordlys.vendor.no]})

    assert left == Counter({("customer", "city", Reason.DISAGREE): 1, ("vendor", "city", Reason.DISAGREE): 1})
    assert cities_before == ["Bergen", "Oslo", "Hamar", "Bergen"]
    assert cities(nordlys) == ["Hamar"] * 4


def test_a_partner_that_agrees_with_the_contact_disagrees_with_the_other(nordlys: Firm) -> None:
    """Ruling 11: which of both partners is right must be said."""
    raw(nordlys.customer, city="Oslo")

    result = repair(Side.PARTNER)

    assert cities(nordlys)[0] == "Bergen"
    assert result.left == Counter({("customer", "city", Reason.DISAGREE): 1})


def test_a_blank_contact_does_not_choose_among_its_partners(nordlys: Firm) -> None:
    """Nothing good is overwritten unseen."""
    raw(nordlys.contact, city="")
    raw(nordlys.customer, city="Oslo")
    raw(nordlys.bank, city="")

    result = repair(Side.CONTACT)

    assert cities(nordlys) == ["", "Oslo", "Bergen", ""]
    assert result.left[("customer", "city", Reason.DISAGREE)] == 1
    assert result.left[("vendor", "city", Reason.DISAGREE)] == 1


def test_what_the_history_does_not_date_is_left(nordlys: Firm) -> None:
    """Newest: two values written past the history."""
    raw(nordlys.contact, city="Oslo")
    raw(nordlys.customer, city="Hamar")

    result = repair(Side.NEWEST, kinds=[kind_named("customer")])

    assert cities(nordlys)[:2] == ["Oslo", "Hamar"]
    assert result.left == Counter({("customer", "city", Reason.UNKNOWN): 1})


def test_paused_pinned_and_policy_are_left_with_their_reason(nordlys: Firm) -> None:
    """S5, ruling 5: each of three partners has another reason."""
    FieldPolicy(kind="bank_account", field="city", direction=Direction.TO_CONTACT).save()
    pinned(nordlys.vendor, "city")
    paused(nordlys.customer)
    raw(nordlys.contact, city="Oslo")

    result = repair(Side.CONTACT)

    assert cities(nordlys) == ["Oslo", "Bergen", "Bergen", "Bergen"]
    assert result.left == Counter({
        ("customer", "city", Reason.PAUSED): 1,
        ("vendor", "city", Reason.PINNED): 1,
        ("bank_account", "city", Reason.POLICY): 1,
    })  # fmt: skip
    assert not result.written
    assert ("customer", "city", Reason.PAUSED) not in repair(Side.CONTACT, include_paused=False).left


def test_what_policy_wants_is_neither_written_nor_left(nordlys: Firm) -> None:
    """Ruling 5: beside another difference that is repaired."""
    FieldPolicy(kind="customer", field="city", direction=Direction.NEVER).save()
    raw(nordlys.customer, city="Oslo", phone_no="1")
    raw(nordlys.contact, phone_no="2")

    result = repair(Side.CONTACT, kinds=[kind_named("customer")])

    assert cities(nordlys)[1] == "Oslo"
    assert (result.written, result.left) == (Counter({("customer", "phone_no"): 1}), Counter())


def test_another_partner_that_may_not_follow_is_named(nordlys: Firm) -> None:
    """The vendor is pinned: the customer's value reaches the contact and the bank account only."""
    pinned(nordlys.vendor, "city")
    raw(nordlys.customer, city="Oslo")

    result = repair(Side.PARTNER, numbers={"customer": [nordlys.customer.no]})

    assert cities(nordlys) == ["Oslo", "Oslo", "Bergen", "Oslo"]
    assert result.left == Counter({("vendor", "city", Reason.PINNED): 1})
