"""Create as, and create a contact, in the browser (F2)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contacts.models import Contact, ContactType
from crm.kit.addresses import card_url, page_url
from partners.models import BankAccount, Customer, Vendor
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeries, NumberSeriesLine
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import (
    CustomerFactory,
    CustomerTemplateFactory,
    VendorFactory,
    VendorTemplateFactory,
    alone,
    linked,
)
from tests.factories.setup import CurrencyFactory
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db


def test_a_customer_is_made_of_a_contact_and_opened_for_editing(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(name="Rossi", city="Roma")
    page = anna.open("links-create-as", contact.pk, "customer")

    after = anna.send(page)

    customer = Customer.objects.get()
    assert (customer.name, customer.city, customer.link.contact) == ("Rossi", "Roma", contact)
    assert after.url == page_url(Customer, "edit", customer.pk)
    assert f"Created from {contact.title}, linked." in after.text
    assert "There is no customer template for this type of contact." in page.text


def test_the_only_template_is_used_and_shows_what_it_presets(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(name="Rossi", currency=None)
    CustomerTemplateFactory(code="IT", description="Domestic", currency=CurrencyFactory(code="CHF"))
    CustomerTemplateFactory(code="PRIVATE", contact_type=ContactType.PERSON)

    page = anna.open("links-create-as", contact.pk, "customer")
    anna.send(page)

    assert "Values from Template IT — Domestic" in page.text
    assert "Still empty:" in page.text
    assert Customer.objects.get().currency_id == Contact.objects.get(pk=contact.pk).currency_id == "CHF"


def test_of_several_templates_one_must_be_chosen(marketing: MarketingSetup, anna: Browser) -> None:
    """C4."""
    contact = CompanyFactory()
    for code in ("A", "B"):
        VendorTemplateFactory(code=code, currency=CurrencyFactory(code=f"CU{code}"))

    asked = anna.open("links-create-as", contact.pk, "vendor")
    refused = anna.send(asked, token="t")
    chosen = anna.open("links-create-as", contact.pk, "vendor", query="?template=B")
    anna.send(chosen)

    assert "token" not in asked.form
    assert "token" not in refused.form
    assert Vendor.objects.get().currency_id == "CUB"


def test_bank_accounts_have_no_templates_to_miss(marketing: MarketingSetup, anna: Browser) -> None:
    page = anna.open("links-create-as", CompanyFactory().pk, "bank_account")

    anna.send(page)

    assert "template" not in page.text
    assert BankAccount.objects.count() == 1


def test_a_number_may_be_typed_where_the_series_allows_it(marketing: MarketingSetup, anna: Browser) -> None:
    page = anna.open("links-create-as", CompanyFactory().pk, "customer")

    anna.send(page, no="ROSSI")

    assert Customer.objects.get().no == "ROSSI"
    assert "Leave empty to get the next number: C00001." in page.text


def test_no_box_is_shown_where_numbers_are_assigned(marketing: MarketingSetup, anna: Browser) -> None:
    NumberSeries._base_manager.filter(pk="C").update(manual_nos=False)

    page = anna.open("links-create-as", CompanyFactory().pk, "customer")

    assert "The next number is assigned: C00001." in page.text
    assert "no" not in page.form


def test_a_number_that_is_taken_is_refused_on_the_page(marketing: MarketingSetup, anna: Browser) -> None:
    alone(CustomerFactory, no="ROSSI")

    after = anna.send(anna.open("links-create-as", CompanyFactory().pk, "customer"), no="ROSSI")

    assert "The number ROSSI is taken." in after.text
    assert after.form["no"] == "ROSSI"
    assert Customer.objects.count() == 1


def test_an_exhausted_series_refuses_and_saves_nothing(marketing: MarketingSetup, anna: Browser) -> None:
    """M07."""
    NumberSeriesLine._base_manager.filter(series="C").update(ending_no="C00001", last_no_used="C00001")

    after = anna.send(anna.open("links-create-as", CompanyFactory().pk, "customer"))

    assert "Number series C has no numbers left (last used: C00001)." in after.text
    assert not Customer.objects.exists()


def test_a_partner_that_exists_is_proposed_instead(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(name="Rossi Impianti Srl")
    customer = alone(CustomerFactory, name="ROSSI IMPIANTI S.R.L.")
    linked(CompanyFactory(), alone(CustomerFactory, name="Rossi Impianti Srl"))

    page = anna.open("links-create-as", contact.pk, "customer")

    assert page.text.count("Link instead") == 1
    assert page.has_link(reverse("links-decide", args=[contact.pk, "customer", customer.pk]))


def test_for_a_person_the_company_is_used(marketing: MarketingSetup, anna: Browser) -> None:
    """C3."""
    company = CompanyFactory(name="Rossi Impianti")
    person = PersonFactory(company=company)

    page = anna.open("links-create-as", person.pk, "vendor")
    anna.send(page)

    assert "The link is made with the company" in page.text
    assert Vendor.objects.get().link.contact == company


def test_a_person_without_company_cannot_become_a_vendor(marketing: MarketingSetup, anna: Browser) -> None:
    page = anna.open("links-create-as", PersonFactory().pk, "vendor")

    assert "can become a customer only." in page.text
    assert "token" not in page.form


def test_sending_twice_makes_one(marketing: MarketingSetup, anna: Browser) -> None:
    """N1."""
    page = anna.open("links-create-as", CompanyFactory().pk, "customer")

    first, second = anna.send(page), anna.send(page)

    assert Customer.objects.count() == 1
    assert first.url == second.url


def test_a_second_one_is_refused_with_a_link_to_the_first(marketing: MarketingSetup, anna: Browser) -> None:
    """M04."""
    contact = CompanyFactory()
    page = anna.open("links-create-as", contact.pk, "customer")
    customer = linked(contact, alone(CustomerFactory))

    after = anna.send(page)

    assert f"Contact {contact.title} is already linked to customer {customer.title}." in after.text
    assert after.has_link(card_url(customer))


def test_a_contact_is_made_of_a_partner(marketing: MarketingSetup, anna: Browser) -> None:
    vendor = alone(VendorFactory, name="Rossi", city="Roma")
    page = anna.open("links-create-contact", "vendor", vendor.pk)

    first, second = anna.send(page), anna.send(page)

    contact = Contact.objects.get()
    assert (contact.name, contact.city, contact.relations.get().vendor) == ("Rossi", "Roma", vendor)
    assert first.url == second.url == card_url(vendor)
    assert f"Created from {vendor.title}, linked." in first.text


def test_a_contact_that_exists_is_proposed_instead(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(name="Rossi Impianti")
    vendor = alone(VendorFactory, name="Rossi Impianti")

    page = anna.open("links-create-contact", "vendor", vendor.pk)

    assert page.has_link(reverse("links-decide", args=[contact.pk, "vendor", vendor.pk]) + "?keep=partner")


def test_a_contact_needs_its_relation_code(closed: MarketingSetup, anna: Browser) -> None:
    """C10, L4."""
    page = anna.open("links-create-contact", "vendor", alone(VendorFactory).pk)

    assert "first choose the business relation code for vendors in Marketing Setup." in page.text
    assert "token" not in page.form


def test_a_contact_needs_its_number_series(marketing: MarketingSetup, anna: Browser) -> None:
    marketing.contact_nos = None
    marketing.save()

    after = anna.send(anna.open("links-create-contact", "vendor", alone(VendorFactory).pk))

    assert "first choose a number series in Contact Nos." in after.text
    assert not Contact.objects.exists()


@pytest.mark.parametrize("who", ["bo", "cleo"])
def test_only_who_may_add_may_create(
    marketing: MarketingSetup, request: pytest.FixtureRequest, anna: Browser, who: str
) -> None:
    browser: Browser = request.getfixturevalue(who)
    contact, vendor = CompanyFactory(), alone(VendorFactory)
    shown = anna.open("links-create-as", contact.pk, "vendor")

    pages = [
        browser.open("links-create-as", contact.pk, "vendor"),
        browser.send(shown),
        browser.open("links-create-contact", "vendor", vendor.pk),
    ]

    assert [page.status for page in pages] == [403] * 3
    assert Vendor.objects.count() == 1


def test_the_page_costs_the_same_however_many_look_alike(
    marketing: MarketingSetup, anna: Browser, statements: Statements
) -> None:
    contact = CompanyFactory(name="Rossi Impianti", city="Roma")
    CustomerTemplateFactory(currency=CurrencyFactory())
    alone(CustomerFactory, name="Rossi Impianti")
    anna.open("links-create-as", contact.pk, "customer")
    with statements() as few:
        anna.open("links-create-as", contact.pk, "customer")
    for _number in range(12):
        alone(CustomerFactory, name="Rossi Impianti")

    with statements() as many:
        anna.open("links-create-as", contact.pk, "customer")

    assert len(many) <= len(few)


def test_phones_are_shown_as_on_the_cards(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(name="Rossi", phone_no="+390957462180")
    vendor = alone(VendorFactory, name="Rossi", phone_no="+390957462180")

    pages = [
        anna.open("links-create-as", contact.pk, "customer"),
        anna.open("links-create-contact", "vendor", vendor.pk),
        anna.open("links-choose-partner", contact.pk, "vendor"),
    ]

    assert ["+39 095 746 2180" in page.text for page in pages] == [True, True, True]
    assert not any("+390957462180" in page.text for page in pages)
