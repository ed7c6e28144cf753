"""Repair on purpose: who wins, and what follows (S4, L2, ruling 4)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db.models import QuerySet

from contacts.links.drift import count_drift
from contacts.links.kinds import all_kinds, kind_named
from contacts.links.repair import Side, repair
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.context import Cause, Door, gesture
from crm.kit.values import column
from setup.models import Direction, FieldPolicy
from tests.factories.contacts import PersonFactory
from tests.factories.partners import CustomerFactory, Firm, alone, firm, linked
from tests.links.drifting import cities, dated, last_change, paused, raw
from tests.links.samples import got, pairs, partner_of, sample

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def nordlys() -> Firm:
    """A firm in Bergen, customer, vendor and bank account alike."""
    return firm(no="CT1", name="Nordlys AS", city="Bergen")


@pytest.mark.parametrize(("kind", "ours", "theirs"), pairs(two_way=False))
def test_the_contact_wins_in_every_shared_field(kind: str, ours: str, theirs: str) -> None:
    """S1: every kind and column, and the history says so."""
    made = firm(type="company")
    raw(made.contact, **{column(Contact, ours).attname: "company" if ours == "type" else sample(ours, "A")})
    others = [kind_.name for kind_ in all_kinds() if kind_.name != kind and ours in kind_.by_contact]
    partner = partner_of(made, kind)
    raw(partner, **{column(type(partner), theirs).attname: "person" if ours == "type" else sample(ours, "B")})

    result = repair(Side.CONTACT, kinds=[kind_named(kind)])

    partner.refresh_from_db()
    made.contact.refresh_from_db()
    assert got(partner, theirs) == got(made.contact, ours)
    change = last_change(partner)
    assert change.diff.keys() == {theirs}
    assert change.diff[theirs][1] == got(partner, theirs)
    assert result.written == Counter({(kind, theirs): 1})
    assert count_drift() == (0 if ours == "type" else len(others))


def test_a_repaired_row_is_noted_like_any_other_write(nordlys: Firm) -> None:
    """H1: who, through which door, cause, origin, old and new, one change set; and when it was modified."""
    raw(nordlys.customer, city="Oslo", privacy_blocked=True, country_id=sample("country"))
    raw(nordlys.vendor, city="Oslo")
    before = nordlys.customer.modified_at

    with gesture(door=Door.COMMAND, cause=Cause.REPAIRED, origin="manage.py sync") as opened:
        raw(nordlys.contact, country_id=sample("country", "B"))
        repair(Side.CONTACT, kinds=[kind_named("customer"), kind_named("vendor")], fields={"city", "country"})

    change = last_change(nordlys.customer)
    assert (change.change_set, change.actor, change.actor_name, change.reverts) == (opened.change_set, None, "", None)
    assert (change.door, change.cause, change.action) == ("command", "repaired", "update")
    assert change.origin == "contacts.contact CT1"
    assert change.title == f"{nordlys.customer.no} Nordlys AS"
    assert change.diff == {"city": ["Oslo", "Bergen"], "country": [sample("country"), sample("country", "B")]}
    assert change.at > before
    nordlys.customer.refresh_from_db()
    assert nordlys.customer.modified_at > before
    assert nordlys.customer.privacy_blocked


def test_a_blank_contact_takes_the_value_and_passes_it_on(nordlys: Firm) -> None:
    """L2: a blank never beats a value; the contact's other partners follow."""
    raw(nordlys.contact, city="")
    raw(nordlys.vendor, city="")
    raw(nordlys.bank, city="")

    repair(Side.CONTACT)

    assert cities(nordlys) == ["Bergen"] * 4


def test_a_blank_partner_does_not_win(nordlys: Firm) -> None:
    """L2, towards the contact."""
    raw(nordlys.customer, city="")

    repair(Side.PARTNER)

    assert cities(nordlys) == ["Bergen"] * 4


def test_the_partner_wins_and_everybody_follows(nordlys: Firm) -> None:
    """Ruling 4: contact, other partners, and people who still had the company's value."""
    person = PersonFactory(company=nordlys.contact)
    private = linked(PersonFactory(name="Bo Berg"), alone(CustomerFactory))
    raw(nordlys.customer, city="Oslo", phone_no="22")
    raw(nordlys.vendor, city="")
    raw(nordlys.bank, city="")

    repair(Side.PARTNER)

    assert cities(nordlys) == ["Oslo"] * 4
    person.refresh_from_db()
    assert person.phone_no == "22"
    assert last_change(person).cause == Cause.INHERITED
    assert count_drift() == 0
    private.refresh_from_db()
    assert private.city == ""


def test_a_name_from_the_partner_has_its_consequences() -> None:
    """A5-3, B6: name parts of a person, and the contact name of partners it is the primary contact of."""
    person = PersonFactory(name="Ada Rossi")
    customer = linked(person, alone(CustomerFactory))
    raw(customer, name="Eva Maria Bianchi", search_name="EVA MARIA BIANCHI")

    repair(Side.PARTNER)

    person.refresh_from_db()
    customer.refresh_from_db()
    assert (person.first_name, person.middle_name, person.surname) == ("Eva", "Maria", "Bianchi")
    assert customer.contact_name == "Eva Maria Bianchi"


@pytest.mark.parametrize("side", list(Side))
def test_the_type_of_the_contact_stands_whoever_wins(nordlys: Firm, side: Side) -> None:
    """Ruling 1: it goes to the customer only, and needs no history."""
    raw(nordlys.customer, contact_type="person")
    QuerySet(Change).all()._raw_delete(using="default")

    result = repair(side)

    nordlys.reload()
    assert (nordlys.contact.type, nordlys.customer.contact_type) == ("company", "company")
    assert not result.left


def test_partners_that_agree_with_one_another_win(nordlys: Firm) -> None:
    """Two say the same, the third is blank: no disagreement."""
    raw(nordlys.customer, city="Oslo")
    raw(nordlys.vendor, city="Oslo")
    raw(nordlys.bank, city="")

    result = repair(Side.PARTNER)

    assert cities(nordlys) == ["Oslo"] * 4
    assert not result.left


def test_the_newest_wins_field_by_field(nordlys: Firm) -> None:
    """One field was typed on the contact last, the other one on the vendor."""
    for partner in (nordlys.customer, nordlys.vendor):
        paused(partner)
    nordlys.reload()
    for day, (record, name) in enumerate(
        [
            (nordlys.vendor, "phone_no"),
            (nordlys.contact, "phone_no"),
            (nordlys.customer, "city"),
            (nordlys.vendor, "city"),
        ]
    ):
        setattr(record, name, f"{day}")
        record.save()
        dated(record, datetime(2100, 1, 1 + day, tzinfo=UTC))
    for partner in (nordlys.customer, nordlys.vendor):
        raw(partner.link, paused=False)

    result = repair(Side.NEWEST)

    assert cities(nordlys) == ["3"] * 4
    assert {one.phone_no for one in (nordlys.contact, nordlys.customer, nordlys.vendor, nordlys.bank)} == {"1"}
    assert not result.left
    assert count_drift() == 0


def test_a_person_who_is_hub_and_follows_a_company_is_one_record(nordlys: Firm) -> None:
    """What a person inherits in a window is what its own links are compared with there."""
    person = PersonFactory(company=nordlys.contact, phone_no="")
    raw(nordlys.customer, phone_no="22")
    FieldPolicy(kind="customer", field="city", direction=Direction.TO_PARTNER).save()
    own = linked(PersonFactory(), alone(CustomerFactory))
    raw(own.link, contact=person)
    raw(own, phone_no="")

    repair(Side.PARTNER)

    own.refresh_from_db()
    person.refresh_from_db()
    assert (person.phone_no, own.phone_no) == ("22", "22")
