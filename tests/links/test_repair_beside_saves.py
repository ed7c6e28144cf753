"""Repair beside people at work on PostgreSQL: no deadlock, and what is typed meanwhile is not lost (S9)."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db.models import QuerySet

from contacts.links.drift import count_drift
from contacts.links.repair import Side, repair
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import PersonFactory
from tests.factories.partners import Firm, firm
from tests.links.test_concurrency import at_work, edit, together

__all__ = ["at_work"]

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.slow]

SIDES = [Side.CONTACT, Side.PARTNER, Side.NEWEST]
TURNS = 20


def _type(firms: list[Firm], number: int) -> None:
    chance = random.Random(number)
    for turn in range(TURNS):
        one = chance.choice(firms)
        person = chance.choice(list(one.contact.people.all()))
        record = chance.choice([one.contact, one.customer, one.vendor, one.bank, person])
        edit(record, chance.choice(["phone_no", "email", "name"]), f"{number}-{turn}")


def _repair(number: int) -> None:
    for turn in range(TURNS):
        for pk in Customer.objects.values_list("pk", flat=True):  # one by one: SQL from elsewhere knows no order
            QuerySet(Customer).filter(pk=pk).update(city=f"{number}-{turn}")
        repair(SIDES[number % 3], window=random.Random(turn).choice([1, 2, 10]))


def test_repairs_and_saves_neither_deadlock_nor_lose_a_value(at_work: MarketingSetup) -> None:
    """Companies before people before partners, whoever writes; afterwards what was typed is equal everywhere."""
    firms = [firm(name=f"Firm {number}", city="Bergen") for number in range(3)]
    for one in firms:
        PersonFactory(company=one.contact)

    def work(number: int) -> Any:
        return _repair(number) if number < 3 else _type(firms, number)

    together(work, threads=7)

    assert count_drift(fields={"phone_no", "email", "name"}) == 0
    repair(Side.CONTACT)
    assert count_drift() == 0


def test_a_primary_contact_is_renamed_while_its_customers_are_repaired(at_work: MarketingSetup) -> None:
    """Partners that follow a person's name belong to other hubs: they are locked in the same order."""
    firms = [firm(name=f"Firm {number}") for number in range(6)]
    person = PersonFactory(name="Ada Rossi")
    QuerySet(Customer).update(primary_contact=person.pk, contact_name=person.name)

    def work(number: int) -> Any:
        if number < 2:
            return _repair(0)
        for turn in range(TURNS):
            edit(person, "name", f"Ada {number} Rossi{turn}")
        return None

    together(work, threads=4)

    person.refresh_from_db()
    assert {one.reload().customer.contact_name for one in firms} == {person.name}
