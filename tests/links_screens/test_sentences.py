"""Sentences about firms whose names end with an abbreviation end once, in every language."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contacts.models import Contact
from crm.kit.addresses import page_url
from partners.models import Customer, Vendor
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, VendorFactory, alone, linked
from tests.links_screens.pages import Browser, Page

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "it", "es")


def once_stopped(page: Page) -> bool:
    """The name is there, and nowhere on the page followed by a second full stop."""
    text = page.text.replace(" .", ".")
    return "Rossi S.p.A." in text and ".." not in text


@pytest.fixture
def rossi(marketing: MarketingSetup) -> Contact:
    """A company that is a customer."""
    company: Contact = CompanyFactory(name="Rossi S.p.A.")
    linked(company, alone(CustomerFactory, name="Rossi S.p.A."))
    return company


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_way_to_a_link(rossi: Contact, anna: Browser, language: str) -> None:
    anna.client.cookies["django_language"] = language
    person = PersonFactory(company=rossi)
    vendor = alone(VendorFactory, name="Rossi", city="Roma")

    pages = [
        anna.open("links-choose-partner", person.pk, "vendor"),
        anna.open("links-create-as", person.pk, "vendor"),
        anna.open("links-decide", rossi.pk, "vendor", vendor.pk),
        anna.get(reverse("links-decide", args=[rossi.pk, "vendor", vendor.pk]) + "?keep=partner"),
        anna.get(page_url(Contact, "delete", rossi.pk)),
    ]

    assert [page.url for page in pages if not once_stopped(page)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_deletion(rossi: Contact, anna: Browser, language: str) -> None:
    anna.client.cookies["django_language"] = language
    url, card = page_url(Contact, "delete", rossi.pk), page_url(Contact, "card", rossi.pk)

    after, gone = anna.send(anna.get(url)), anna.get(card)

    assert once_stopped(after)
    assert once_stopped(gone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_number_that_another_firm_has(marketing: MarketingSetup, anna: Browser, language: str) -> None:
    anna.client.cookies["django_language"] = language
    alone(VendorFactory, name="Rossi S.p.A.", vat_registration_no="X1")
    other = alone(VendorFactory, name="Verdi")

    page = anna.send(anna.get(page_url(Vendor, "edit", other.pk)), vat_registration_no="X1")

    assert once_stopped(page)
    assert Customer.objects.count() == 0
