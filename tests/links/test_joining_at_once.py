"""Joining a company while it changes, is linked or goes: on PostgreSQL, in two real transactions (S7, S9, H3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections

from contacts.links.creating import create_partner
from contacts.links.kinds import kind_named
from contacts.models import Contact, ContactType
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.setup import open_for_business
from tests.history.replay import replayed

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[MarketingSetup]:
    """Marketing Setup that all threads can see."""
    yield open_for_business()


def while_joining(company: Contact, meanwhile: Callable[[], object]) -> Contact:
    """A person joins ``company``; before that is committed somebody else starts ``meanwhile``."""
    joined, ada = Event(), Contact(name="Ada Rossi", type=ContactType.PERSON, company=company)

    def join() -> None:
        try:
            with unit():
                ada.save()
                joined.set()
                other.result(0.5) if other.done() else Event().wait(0.5)
        finally:
            connections.close_all()

    def act() -> None:
        joined.wait(10)
        try:
            meanwhile()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(act)
        pool.submit(join).result()
        other.result()
    return Contact.objects.get(pk=ada.pk)


def test_a_change_of_the_company_reaches_who_is_just_joining(at_work: MarketingSetup) -> None:
    """S7."""
    nordlys = CompanyFactory(name="Nordlys AS", city="Oslo")

    def move() -> None:
        company = Contact.objects.get(pk=nordlys.pk)
        company.name, company.city = "Sørlys AS", "Bergen"
        company.save()

    ada = while_joining(nordlys, move)

    assert (ada.company_name, ada.city) == ("Sørlys AS", "Bergen")
    assert replayed() == {}


def test_a_company_linked_meanwhile_counts_for_who_is_just_joining(at_work: MarketingSetup) -> None:
    """H3."""
    nordlys = CompanyFactory()

    ada = while_joining(nordlys, lambda: create_partner(nordlys, kind_named("customer")))

    assert ada.business_relation == "customer"


def test_a_company_deleted_meanwhile_leaves_who_is_just_joining(at_work: MarketingSetup) -> None:
    """D3."""
    nordlys = CompanyFactory()

    ada = while_joining(nordlys, lambda: Contact.objects.get(pk=nordlys.pk).delete())

    assert (ada.company, ada.company_name) == (None, "")


def test_joining_a_company_that_is_gone_is_refused(at_work: MarketingSetup) -> None:
    """A sentence instead of a broken key."""
    nordlys = CompanyFactory()
    Contact.objects.get(pk=nordlys.pk).delete()

    with pytest.raises(Refused, match="deleted meanwhile"):
        Contact(name="Ada Rossi", type=ContactType.PERSON, company=nordlys).save()
