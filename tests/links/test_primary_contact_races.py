"""Choosing and letting go of a primary contact beside its rename: name and row always agree (C8, B6.2, S6, S9, H1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connections

from contacts.models import Contact
from crm.kit.unit import unit
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import PersonFactory
from tests.factories.partners import Firm, firm
from tests.factories.setup import open_for_business
from tests.history.replay import replayed


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[MarketingSetup]:
    """Marketing Setup that all threads can see."""
    yield open_for_business()


def choose(customer: Customer, person: Contact | None) -> None:
    """What a form does: save just the field that was touched."""
    customer.primary_contact = person
    customer.save(update_fields=["primary_contact"])


def while_open(first: Callable[[], object], then: Callable[[], object]) -> None:
    """``then`` starts when ``first`` was done but is not committed yet, and may have to wait for it."""
    done, finished = Event(), Event()

    def one() -> None:
        try:
            with unit():
                first()
                done.set()
                finished.wait(0.5)
        finally:
            connections.close_all()

    def other() -> None:
        done.wait(10)
        try:
            then()
            finished.set()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(one), pool.submit(other)]:
            future.result()


def with_primary(made: Firm, person: Contact) -> Customer:
    """The firm's customer, as the database has it, with ``person`` as primary contact."""
    choose(made.reload().customer, person)
    return Customer.objects.get(pk=made.customer.pk)


@pytest.mark.django_db
def test_an_old_copy_that_chooses_again_names_the_person(marketing: MarketingSetup) -> None:
    """C8, S3, H1: compared with the row, not with what the copy in memory still says."""
    nordlys = firm()
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    old = with_primary(nordlys, ada)
    choose(Customer.objects.get(pk=old.pk), None)

    choose(old, ada)

    now = Customer.objects.get(pk=old.pk)
    assert (now.primary_contact, now.contact_name) == (ada, "Ada Rossi")
    assert replayed() == {}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chosen", [True, False])
def test_a_rename_beside_the_choice_comes_before_or_after_it(at_work: MarketingSetup, chosen: bool) -> None:
    """S6, S9: chosen, the customer bears the new name; let go, it bears none."""
    nordlys = firm()
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    customer: Any = nordlys.reload().customer if chosen else with_primary(nordlys, ada)

    def rename() -> None:
        person = Contact.objects.get(pk=ada.pk)
        person.name = "Ada Bianchi"
        person.save()

    while_open(lambda: choose(customer, ada if chosen else None), rename)

    assert Customer.objects.get(pk=customer.pk).contact_name == ("Ada Bianchi" if chosen else "")
    assert replayed() == {}
