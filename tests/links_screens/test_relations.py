"""Remove, pause and resume links, and plain relations, in the browser (P14)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contacts.links import linking
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.kit.addresses import card_url
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, VendorFactory, alone, linked
from tests.factories.setup import BusinessRelationFactory
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(marketing: MarketingSetup) -> Customer:
    """A customer that is linked to a contact."""
    made: Customer = linked(CompanyFactory(city="Roma"), alone(CustomerFactory))
    return made


def test_removing_a_link_is_asked_and_keeps_the_values(customer: Customer, anna: Browser) -> None:
    """L3."""
    contact = customer.link.contact
    page = anna.open("links-remove", customer.link.pk)
    standing = ContactBusinessRelation.objects.exists()

    after = anna.send(page)

    assert standing
    assert "Both records keep the values they have now." in page.text
    assert "Credit" not in page.text
    assert after.url == card_url(contact)
    assert not ContactBusinessRelation.objects.exists()
    assert Customer.objects.get().city == Contact.objects.get().city == "Roma"


def test_one_comes_back_to_the_card_one_came_from(customer: Customer, anna: Browser) -> None:
    page = anna.open("links-remove", customer.link.pk, query="?side=partner")

    assert anna.send(page).url == card_url(customer)


def test_removing_twice_leads_to_the_same_card(customer: Customer, anna: Browser) -> None:
    """N1."""
    page = anna.open("links-remove", customer.link.pk)

    first, second = anna.send(page), anna.send(page)

    assert first.url == second.url


def test_a_link_that_is_gone_is_not_found(customer: Customer, anna: Browser) -> None:
    page = anna.open("links-remove", customer.link.pk)
    customer.link.delete()

    assert anna.send(page).status == 404


def test_a_paused_link_is_resumed_with_what_differs(customer: Customer, anna: Browser) -> None:
    """S5: resuming leads to the page that settles it."""
    card = anna.get(card_url(customer.link.contact))
    relation = customer.link.pk
    paused = anna.send(card, reverse("links-pause", args=[relation]))
    customer.city = "Milano"
    customer.save()

    resumed = anna.send(paused, reverse("links-resume", args=[relation]))

    assert "Paused" in paused.text
    assert "1 field differs and stays as it is: City." in resumed.text
    assert resumed.url == reverse("links-difference", args=[relation])
    assert (resumed.form["field-city"], "Milano" in resumed.text) == ("partner", True)
    assert Contact.objects.get().city == "Roma"


def test_pausing_needs_a_click(customer: Customer, anna: Browser) -> None:
    assert anna.open("links-pause", customer.link.pk).status == 405


@pytest.mark.parametrize("page", ["links-remove", "links-pause", "links-resume"])
@pytest.mark.parametrize("who", ["bo", "cleo"])
def test_only_who_may_write_both_may_end_a_link(
    marketing: MarketingSetup, request: pytest.FixtureRequest, page: str, who: str
) -> None:
    browser: Browser = request.getfixturevalue(who)
    vendor = linked(CompanyFactory(), alone(VendorFactory))

    response = browser.client.post(reverse(page, args=[vendor.link.pk]))

    assert response.status_code == 403
    assert not ContactBusinessRelation.objects.get().paused


def test_a_plain_relation_is_added_and_removed(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory()
    BusinessRelationFactory(code="LAWYER", description="Lawyer")
    page = anna.open("links-add-relation", contact.pk)

    added, _again = anna.send(page, code="LAWYER"), anna.send(page, code="LAWYER")
    relation = ContactBusinessRelation.objects.get()
    removed = anna.send(anna.open("links-remove", relation.pk))

    assert "The business relation LAWYER was added." in added.text
    assert "The business relation LAWYER was removed." in removed.text
    assert not ContactBusinessRelation.objects.exists()


def test_a_relation_that_stands_is_not_offered(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory()
    linked(contact, alone(CustomerFactory))

    page = anna.open("links-add-relation", contact.pk)
    after = anna.send(page, code="CUST")

    assert 'value="CUST"' not in page.source
    assert "There is no business relation CUST, or the contact has it already." in after.text
    assert ContactBusinessRelation.objects.count() == 1


def test_a_plain_relation_cannot_be_paused(marketing: MarketingSetup, anna: Browser) -> None:
    relation = ContactBusinessRelation(contact=CompanyFactory(), business_relation=BusinessRelationFactory())
    relation.save()

    assert anna.client.post(reverse("links-pause", args=[relation.pk])).status_code == 404


def test_sales_adds_relations_and_a_reader_does_not(marketing: MarketingSetup, cleo: Browser, bo: Browser) -> None:
    contact = CompanyFactory()

    assert cleo.open("links-add-relation", contact.pk).status == 200
    assert bo.open("links-add-relation", contact.pk).status == 403


def test_a_primary_contact_stays_when_a_link_ends(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory()
    customer = alone(CustomerFactory)
    relation = linking.link(contact, customer).relation

    anna.send(anna.open("links-remove", relation.pk))

    assert Customer.objects.get().name == contact.name
