"""Real concurrency on PostgreSQL: no deadlock, no lost change, no duplicate, no gap (issue 2, section 6)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from contacts.links.creating import create_partner
from contacts.links.kinds import kind_named
from contacts.links.linking import link
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, Firm, alone, firm
from tests.factories.setup import open_for_business
from tests.history.replay import replayed

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

THREADS = 8


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[MarketingSetup]:
    """Marketing Setup that all threads can see."""
    yield open_for_business()


def together(work: Callable[[int], Any], threads: int = THREADS) -> list[Any]:
    """What ``work`` returned in each of so many threads that started at the same moment."""
    start = Barrier(threads)

    def run(number: int) -> Any:
        start.wait()
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def edit(record: Any, name: str, value: object) -> None:
    """What a person at a card does: open it, change a field, save."""
    fresh = type(record).objects.get(pk=record.pk)
    setattr(fresh, name, value)
    fresh.save(update_fields=[name])


def test_saves_from_all_sides_neither_deadlock_nor_drift(at_work: MarketingSetup) -> None:
    """Goal 1d, S9: the hub is locked first, whichever side is saved."""
    firms = [firm(name=f"Firm {n}") for n in range(3)]
    for one in firms:
        PersonFactory(company=one.contact), PersonFactory(company=one.contact)

    def work(number: int) -> None:
        chance = random.Random(number)
        for turn in range(25):
            one = chance.choice(firms)
            record = chance.choice([one.contact, one.customer, one.vendor, one.bank])
            edit(record, chance.choice(["phone_no", "city", "email", "name"]), f"{number}-{turn}")

    together(work)

    for one in map(Firm.reload, firms):
        assert {one.contact.phone_no, one.customer.phone_no, one.vendor.phone_no, one.bank.phone_no} == {
            one.contact.phone_no
        }
        assert one.contact.name == one.customer.name == one.vendor.name == one.bank.name
        assert {person.company_name for person in one.contact.people.all()} == {one.contact.name}
    assert replayed() == {}


def test_edits_of_different_fields_are_all_there(at_work: MarketingSetup) -> None:
    """H3: nobody's edit is lost, whichever side it was made on."""
    nordlys = firm()
    fields = ["phone_no", "mobile_phone_no", "city", "address", "email", "fax_no", "home_page", "name_2"]
    sides = [nordlys.contact, nordlys.customer, nordlys.vendor, nordlys.bank]

    together(lambda number: edit(sides[number % 4], fields[number], f"v{number}"))

    nordlys.reload()
    for record in (nordlys.contact, nordlys.customer, nordlys.vendor, nordlys.bank):
        assert [getattr(record, name) for name in fields] == [f"v{number}" for number in range(8)]


def test_people_and_companies_saved_at_once(at_work: MarketingSetup) -> None:
    """S7, B6: renames of primary contacts against changes of their company and its customer."""
    nordlys = firm()
    people = [PersonFactory(name=f"Ada {n}", company=nordlys.contact) for n in range(4)]
    for partner in (nordlys.customer, nordlys.vendor):
        partner.refresh_from_db()
        partner.primary_contact = people[0]
        partner.save()

    def work(number: int) -> None:
        for turn in range(15):
            if number % 2:
                edit(people[number % 4], "name", f"Ada {number}x{turn}")
                edit(people[0], "name", f"Bo {number}x{turn}")
            else:
                edit([nordlys.contact, nordlys.customer, nordlys.vendor][turn % 3], "phone_no", f"{number}{turn}")

    together(work)

    nordlys.reload()
    people[0].refresh_from_db()
    assert nordlys.customer.contact_name == nordlys.vendor.contact_name == people[0].name
    assert nordlys.customer.phone_no == nordlys.contact.phone_no == nordlys.vendor.phone_no


def test_a_person_renamed_while_many_choose_it_as_primary_contact(at_work: MarketingSetup) -> None:
    """S6, S9, B6.2, C8: no deadlock, and wherever the person was chosen the contact name is its latest name."""
    nordlys = firm()
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    # Customers who are people may name anybody, so each of these has a hub of its own.
    choosing: list[Any] = [nordlys.customer, nordlys.vendor]
    choosing += [CustomerFactory(name=f"Person {n}", contact_type=ContactType.PERSON) for n in range(4)]

    def work(number: int) -> None:
        for turn in range(15):
            if number >= len(choosing):
                edit(ada, "name", f"Ada {number}x{turn}")
            else:
                edit(choosing[number], "primary_contact", None if turn % 3 == 1 else ada)

    together(work)

    ada.refresh_from_db()
    for partner in choosing:
        partner.refresh_from_db()
        assert (partner.primary_contact, partner.contact_name) == (ada, ada.name)


def test_customers_created_on_one_series_have_no_gap_and_no_double(at_work: MarketingSetup) -> None:
    """Goal 6b, N1: both series."""

    def work(number: int) -> None:
        for turn in range(15):
            Customer(name=f"Firm {number}-{turn}").save()

    together(work)

    expected = [f"{n:05}" for n in range(1, THREADS * 15 + 1)]
    assert list(Customer.objects.order_by("no").values_list("no", flat=True)) == [f"C{n}" for n in expected]
    assert list(Contact.objects.order_by("no").values_list("no", flat=True)) == [f"CT{n}" for n in expected]
    assert ContactBusinessRelation.objects.count() == THREADS * 15


def test_one_partner_linked_by_all_gets_one_contact(at_work: MarketingSetup) -> None:
    """D5.2: the others read whose it is."""
    customer = alone(CustomerFactory)
    contacts = [CompanyFactory() for _ in range(THREADS)]

    def work(number: int) -> str:
        try:
            link(contacts[number], customer)
        except Refused as refused:
            return str(refused)
        return "linked"

    said = together(work)

    assert said.count("linked") == 1
    winner = customer.link.contact
    assert all(winner.no in sentence for sentence in said if sentence != "linked")


def test_one_contact_made_a_customer_by_all_becomes_one(at_work: MarketingSetup) -> None:
    """N1, E2: two clicks, one customer, no number lost."""
    nordlys = CompanyFactory()

    def work(number: int) -> bool:
        try:
            create_partner(nordlys, kind_named("customer"))
        except Refused:
            return False
        return True

    assert together(work).count(True) == 1
    assert list(Customer.objects.values_list("no", flat=True)) == ["C00001"]


def test_linking_while_the_partner_is_edited_leaves_no_difference(at_work: MarketingSetup) -> None:
    """S9: an edit that saw no link and a link that saw no edit cannot both be."""
    for attempt in range(10):
        contact, customer = CompanyFactory(phone_no=f"{attempt}"), alone(CustomerFactory)

        def work(number: int, contact: Any = contact, customer: Any = customer) -> None:
            if number:
                edit(customer, "city", "Oslo")
            else:
                link(contact, customer)

        together(work, 2)

        contact.refresh_from_db()
        customer.refresh_from_db()
        assert (contact.city, contact.phone_no) == (customer.city, customer.phone_no) == ("Oslo", f"{attempt}")


def test_deleting_beside_saving_ends_in_one_of_both(at_work: MarketingSetup) -> None:
    """D1, D2: no error but "gone", nothing half done."""
    firms = [firm() for _ in range(6)]

    def work(number: int) -> None:
        for one in firms:
            if number == 0:
                Contact.objects.get(pk=one.contact.pk).delete()
            elif number == 1:
                edit(one.customer, "city", "Oslo")
            else:
                edit(one.vendor, "city", "Bergen")

    together(work, 3)

    assert not Contact.objects.exists() and not ContactBusinessRelation.objects.exists()
    assert replayed() == {}


def test_a_primary_contact_chosen_while_its_company_becomes_a_customer(at_work: MarketingSetup) -> None:
    """H4 against E: both take a number and a hub, in the same order."""
    for _ in range(5):
        nordlys = CompanyFactory()
        ada = PersonFactory(company=nordlys)

        def work(number: int, nordlys: Any = nordlys, ada: Any = ada) -> str:
            try:
                if number:
                    create_partner(nordlys, kind_named("customer"))
                else:
                    Customer(name="Nordlys", primary_contact=ada).save()
            except Refused:
                return "refused"
            return "done"

        assert sorted(together(work, 2)) == ["done", "refused"]
