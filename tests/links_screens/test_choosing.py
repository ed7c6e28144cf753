"""Link with existing, first page: suggestions, search, and what cannot be chosen (F1)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from crm.kit.addresses import card_url
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, alone, linked
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db


def test_probable_partners_come_first_with_the_reason(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(name="Società Rossi S.r.l.", vat_registration_no="02847160161")
    alone(CustomerFactory, name="Somebody else", city="Turin")
    alone(CustomerFactory, name="Rossi", email="x@rossi.example")
    alone(CustomerFactory, name="Impianti", vat_registration_no="02847160161")

    page = anna.open("links-choose-partner", contact.pk, "customer")

    assert "same VAT number" in page.text
    assert "Somebody else" not in page.text


@pytest.mark.parametrize("typed", ["CU-77", "societa", "7160", "035 412", "rossi.ex", "blu%00"])
def test_any_fragment_finds_a_partner(marketing: MarketingSetup, anna: Browser, typed: str) -> None:
    values = {"no": "CU-77", "name": "Società Blu", "vat_registration_no": "02847160161"}
    alone(CustomerFactory, **values, phone_no="+39 035 4127300", email="info@rossi.example")

    page = anna.open("links-choose-partner", CompanyFactory(name="Other").pk, "customer", query=f"?q={typed}")

    assert "CU-77 Società Blu" in page.text


def test_a_linked_partner_is_shown_and_cannot_be_chosen(marketing: MarketingSetup, anna: Browser) -> None:
    other = CompanyFactory(name="Blu")
    customer = linked(other, alone(CustomerFactory, name="Blu"))
    contact = CompanyFactory(name="Blu")

    page = anna.open("links-choose-partner", contact.pk, "customer", query="?q=blu")

    assert f"linked to {other.title}" in page.text
    assert page.has_link(card_url(other))
    assert not page.has_link(reverse("links-decide", args=[contact.pk, "customer", customer.pk]))


def test_a_person_offers_its_company(marketing: MarketingSetup, anna: Browser) -> None:
    company = CompanyFactory(name="Rossi Impianti")
    person = PersonFactory(company=company)
    customer = alone(CustomerFactory, name="Rossi Impianti")

    page = anna.open("links-choose-partner", person.pk, "customer")
    instead = anna.open("links-choose-partner", person.pk, "customer", query="?person=yes&q=rossi")

    assert "The link is made with the company" in page.text
    assert page.has_link(reverse("links-decide", args=[company.pk, "customer", customer.pk]))
    assert instead.has_link(reverse("links-decide", args=[person.pk, "customer", customer.pk]))


def test_a_missing_code_leads_to_the_setting(marketing: MarketingSetup, anna: Browser) -> None:
    """M03, L4."""
    marketing.customer_relation = None
    marketing.save()

    page = anna.open("links-choose-partner", CompanyFactory().pk, "customer")

    assert "first choose the business relation code for customers in Marketing Setup." in page.text
    assert "Open the setting" in page.text


def test_a_partner_chooses_its_contact(marketing: MarketingSetup, anna: Browser) -> None:
    company = CompanyFactory(name="Blu Mare")
    PersonFactory(name="Blu Marino", company=company)
    taken = CompanyFactory(name="Blu Cielo")
    holder = linked(taken, alone(BankAccountFactory, name="Blu Cielo"))
    bank = alone(BankAccountFactory, name="Blu Mare")

    page = anna.open("links-choose-contact", "bank_account", bank.pk, query="?q=blu")

    assert page.has_link(reverse("links-decide", args=[company.pk, "bank_account", bank.pk]) + "?keep=partner")
    assert f"links its company {company.title}" in page.text
    assert f"linked to {holder.title}" in page.text


def test_choosing_costs_the_same_for_one_and_for_many(
    marketing: MarketingSetup, anna: Browser, statements: Statements
) -> None:
    customer = alone(CustomerFactory, name="Blu")
    linked(CompanyFactory(name="Blu 0"), alone(CustomerFactory, name="Blu"))
    for url in (f"/links/contact/{CompanyFactory(name='Blu').pk}/customer/", f"/links/partner/customer/{customer.pk}/"):
        anna.get(f"{url}?q=blu")
        with statements() as few:
            anna.get(f"{url}?q=blu")
        for number in range(6):
            linked(CompanyFactory(name=f"Blu {number}"), alone(CustomerFactory, name="Blu"))

        with statements() as many:
            anna.get(f"{url}?q=blu")

        assert len(many) <= len(few)


def test_choosing_never_reads_all_there_are(marketing: MarketingSetup, anna: Browser, statements: Statements) -> None:
    """Goal 8: suggestions and search ask what an index of fragments answers, and put in order what that found."""
    contact = CompanyFactory(name="Blu", email="a@blu.example", vat_registration_no="02847160161", phone_no="035412730")
    customer = alone(CustomerFactory, name="Blu", email="a@blu.example", phone_no="035412730")
    for url in (f"/links/contact/{contact.pk}/customer/", f"/links/partner/customer/{customer.pk}/"):
        for query in ("", "?q=blu"):
            with statements() as sent:
                assert "Blu" in anna.get(f"{url}{query}").text
            text = " ".join(one for one in sent if '"search"' in one or "MATERIALIZED" in one)
            assert 'vat_registration_no" LIKE' not in text and 'email" LIKE' not in text
            assert ("MATERIALIZED" in text) == bool(query)
