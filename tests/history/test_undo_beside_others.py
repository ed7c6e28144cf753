"""Undo while others work, on real PostgreSQL: no deadlock, nothing half undone, nobody's edit lost (H2, S9)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from threading import Event

import pytest

from contacts.links.bulk_creating import create_many
from contacts.links.kinds import kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import plan_undo, undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import open_for_business
from tests.history.replay import replayed
from tests.links.test_concurrency import edit, together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

FIRMS = 20


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[MarketingSetup]:
    """Marketing Setup that all threads can see."""
    yield open_for_business()


def creations() -> uuid.UUID:
    """The change set that made contacts of customers, each with a person."""
    for number in range(FIRMS):
        alone(CustomerFactory, name=f"Firm {number}", contact_name=f"Ada {number}")
    with gesture() as opened:
        list(create_many(kind_named("customer"), Customer._base_manager.all()))
    return opened.change_set


def tried(record: Contact | Customer, name: str, value: str) -> None:
    """An edit that may come too late."""
    try:
        edit(record, name, value)
    except (Refused, Contact.DoesNotExist):
        return


def test_creations_undone_beside_edits_of_what_they_made(at_work: MarketingSetup) -> None:
    """Ruling 10: each contact is gone, or it was edited and is whole."""
    made = creations()
    contacts = list(Contact.objects.order_by("pk"))
    customers = list(Customer.objects.order_by("-pk"))

    def work(number: int) -> None:
        if number == 0:
            undo(made)
        for one in contacts[number::3] if number < 4 else ():
            tried(one, "phone_no", f"+47 {number}")
        for customer in customers[number::4] if number >= 4 else ():
            tried(customer, "city", f"City {number}")

    together(work)

    for contact in Contact.objects.all():
        assert Change.objects.of(contact).count() > 1
    for relation in ContactBusinessRelation.objects.linked().with_partners():
        assert (relation.customer.phone_no, relation.customer.city) == (
            relation.contact.phone_no,
            relation.contact.city,
        )
    assert replayed() == {}


def test_one_change_set_undone_by_two_is_undone_once(at_work: MarketingSetup) -> None:
    """Whoever comes second finds nothing."""
    made = creations()

    done = together(lambda _: undo(made), 4)

    assert sorted(one.plan.is_empty for one in done) == [False, True, True, True]
    assert not Contact.objects.exists()
    assert Change.objects.filter(action="delete", model="contacts.contact").count() == 2 * FIRMS
    assert replayed() == {}


def test_edits_undone_and_redone_beside_saves_from_all_sides(at_work: MarketingSetup) -> None:
    """S9: hubs first, then people, then partners, by key."""
    firms = [firm(name=f"Firm {number}") for number in range(6)]
    for one in firms:
        one.customer.primary_contact = PersonFactory(company=one.contact)
        one.customer.save()
    with gesture() as opened:
        for one in reversed(firms):
            one.reload()
            one.vendor.home_page = "https://example.org"
            one.vendor.save()
            edit(one.customer.primary_contact, "name", "Eva Bianchi")
    ended = Event()

    def work(number: int) -> None:
        if number == 0:
            for _ in range(6):
                undo(Change.objects.filter(diff__has_key="home_page").latest("pk").change_set)
            ended.set()
        while not ended.is_set():
            one = firms[number % 6]
            edit([one.contact, one.customer, one.vendor, one.bank][number % 4], "city", f"City {number}")

    assert plan_undo(opened.change_set).writes
    together(work)

    for one in firms:
        one.reload()
        assert {record.city for record in (one.customer, one.vendor, one.bank)} == {one.contact.city}
        assert one.vendor.home_page == one.contact.home_page == "https://example.org"
        assert one.customer.contact_name == "Eva Bianchi"
    assert replayed() == {}
