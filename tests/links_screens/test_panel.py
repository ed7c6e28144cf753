"""The panel of linked records on the cards (P11, P14)."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from contacts.links import linking
from contacts.links.accepting import accept
from contacts.links.models import ContactBusinessRelation
from crm.kit.addresses import card_url
from setup.models import Direction, FieldPolicy, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, VendorFactory, alone, firm, linked
from tests.factories.setup import BusinessRelationFactory
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db


def test_a_contact_shows_its_partners_in_step(marketing: MarketingSetup, anna: Browser) -> None:
    nordlys = firm()

    page = anna.get(card_url(nordlys.contact))

    assert page.text.count("In Sync") == 4  # three links, and all of them beside the title
    for partner in (nordlys.customer, nordlys.vendor, nordlys.bank):
        assert page.has_link(card_url(partner))


def test_a_partner_shows_its_contact_and_through_it_the_others(marketing: MarketingSetup, anna: Browser) -> None:
    nordlys = firm()

    page = anna.get(card_url(nordlys.vendor))

    assert page.has_link(card_url(nordlys.contact))
    assert page.has_link(card_url(nordlys.customer))
    assert page.has_link(card_url(nordlys.bank))
    assert page.text.count("Remove Link") == 1


def test_differing_fields_are_named(marketing: MarketingSetup, anna: Browser) -> None:
    nordlys = firm(city="Oslo")
    type(nordlys.customer)._base_manager.filter(pk=nordlys.customer.pk).update(city="Bergen")

    page = anna.get(card_url(nordlys.contact))

    assert "Out of Sync Customer: Resolve Differences City" in page.text
    assert page.has_link(reverse("links-difference", args=[nordlys.customer.link.pk]))
    assert page.text.count("In Sync") == 2


def test_what_a_policy_keeps_apart_is_no_difference(marketing: MarketingSetup, anna: Browser) -> None:
    """S5, ruling 5."""
    nordlys = firm(city="Oslo")
    FieldPolicy(kind="customer", field="city", direction=Direction.NEVER).save()
    type(nordlys.customer)._base_manager.filter(pk=nordlys.customer.pk).update(city="Bergen")

    page = anna.get(card_url(nordlys.contact))

    assert "Kept apart on purpose: City" in page.text
    assert "Out of Sync" not in page.text


def test_a_paused_link_says_so_on_both_cards(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory()
    customer = linked(contact, alone(CustomerFactory))
    linking.pause(contact.relations.get())

    pages = [anna.get(card_url(one)) for one in (contact, customer)]

    assert all("Paused" in page.text for page in pages)


def test_a_partner_without_contact_offers_two_ways(marketing: MarketingSetup, anna: Browser) -> None:
    customer = alone(CustomerFactory)

    page = anna.get(card_url(customer))

    assert "This record has no contact." in page.text
    assert page.has_link(reverse("links-create-contact", args=["customer", customer.pk]))
    assert page.has_link(reverse("links-choose-contact", args=["customer", customer.pk]))


def test_a_reader_is_offered_nothing(marketing: MarketingSetup, bo: Browser) -> None:
    contact = CompanyFactory()
    linked(contact, alone(CustomerFactory))

    page = bo.get(card_url(contact))

    assert "In Sync" in page.text
    assert "Remove Link" not in page.text
    assert set(re.findall(r'href="(/links/[^"]*)"', page.source)) == {reverse("links-differences")}


def test_sales_is_offered_customers_only(marketing: MarketingSetup, cleo: Browser) -> None:
    page = cleo.get(card_url(CompanyFactory()))

    assert "Link with existing customer" in page.text
    assert "Create as Vendor" not in page.text


def test_a_person_s_card_leads_to_its_company(marketing: MarketingSetup, anna: Browser) -> None:
    company = CompanyFactory(name="Nordlys AS")
    person = PersonFactory(company=company)

    page = anna.get(card_url(person))

    assert "links are made with the company" in page.text
    assert page.has_link(card_url(company))


def test_an_action_that_cannot_be_used_says_why(marketing: MarketingSetup, anna: Browser) -> None:
    """N12, M03."""
    contact = CompanyFactory()
    customer = linked(contact, alone(CustomerFactory))
    marketing.vendor_relation = None
    marketing.save()

    page = anna.get(card_url(contact))

    assert f"Already Linked: {customer.title}" in page.text
    assert "first choose the business relation code for vendors in Marketing Setup." in page.text
    assert not page.has_link(reverse("links-choose-partner", args=[contact.pk, "vendor"]))
    assert page.has_link(reverse("links-choose-partner", args=[contact.pk, "bank_account"]))


def test_plain_relations_are_listed(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory()
    code = BusinessRelationFactory(code="LAWYER", description="Lawyer")
    relation = ContactBusinessRelation(contact=contact, business_relation=code)
    relation.save()

    page = anna.get(card_url(contact))

    assert "LAWYER — Lawyer" in page.text
    assert page.has_link(reverse("links-remove", args=[relation.pk]))


@pytest.mark.parametrize("side", ["contact", "customer"])
def test_a_card_costs_the_same_with_one_partner_and_with_three(
    marketing: MarketingSetup, anna: Browser, statements: Statements, side: str
) -> None:
    contact = CompanyFactory()
    customer = linked(contact, alone(CustomerFactory))
    url = card_url(contact if side == "contact" else customer)
    anna.get(url)
    with statements() as one:
        anna.get(url)
    linked(contact, alone(VendorFactory))
    for number in range(5):
        code = BusinessRelationFactory(code=f"R{number}")
        ContactBusinessRelation(contact=contact, business_relation=code).save()
    anna.get(url)

    with statements() as three:
        anna.get(url)

    assert len(three) <= len(one)


def test_an_accepted_difference_counts_as_in_sync_with_exception(marketing: MarketingSetup, anna: Browser) -> None:
    """F5.6: the chip leads to what was accepted, and the field says that it was."""
    nordlys = firm(city="Oslo")
    type(nordlys.customer)._base_manager.filter(pk=nordlys.customer.pk).update(city="Bergen")
    accept(nordlys.customer.link, ["city"], "Invoices go to Bergen.")

    page = anna.get(card_url(nordlys.contact))

    assert "Out of Sync" not in page.text
    assert "Accepted as different: City" in page.text
    assert page.source.count(f'href="{reverse("links-difference", args=[nordlys.customer.link.pk])}"') >= 2
    assert "holds another value, as accepted: Invoices go to Bergen." in page.source


def test_who_linked_them_and_when_is_said(marketing: MarketingSetup, anna: Browser, cleo: Browser) -> None:
    """P14: on both cards."""
    contact, customer = CompanyFactory(name="Blu"), alone(CustomerFactory, name="Blu")
    page = anna.open("links-decide", contact.pk, "customer", customer.pk)

    anna.send(page)

    assert re.search(r"Linked on \d\d/\d\d/\d{4} by anna", anna.get(card_url(contact)).text)
    assert "by anna" in cleo.get(card_url(customer)).text


def test_a_link_is_paused_once(marketing: MarketingSetup, anna: Browser) -> None:
    """N1: the second sending of a form does what the first did, also where somebody resumed it in between."""
    nordlys = firm()
    url = reverse("links-pause", args=[nordlys.customer.link.pk])
    token = anna.get(card_url(nordlys.contact)).form["token"]

    anna.client.post(url, {"token": token})
    linking.resume(nordlys.customer.link)
    again = anna.client.post(url, {"token": token})

    assert again.status_code == 302
    assert not ContactBusinessRelation.objects.get(pk=nordlys.customer.link.pk).paused
