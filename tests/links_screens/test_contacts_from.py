"""Create contacts from a list of partners, in the browser (F3, C5)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.addresses import page_url
from partners.models import Customer
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeriesLine
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, alone, linked
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db

NAMES = ("Abaco", "Borgo Antico", "Castello", "Dolomiti", "Elettra")


def customers(count: int = 3, **values: str) -> list[Customer]:
    """So many customers without contact that nobody takes for one another."""
    return [alone(CustomerFactory, name=name, **values) for name in NAMES[:count]]


def test_the_list_leads_there_with_its_filters(marketing: MarketingSetup, anna: Browser) -> None:
    customers()

    page = anna.get(page_url(Customer, "list") + "?city=Roma")

    assert page.has_link(reverse("links-contacts-from", args=["customer"]) + "?city=Roma")


def test_first_it_counts(marketing: MarketingSetup, anna: Browser) -> None:
    customers()
    linked(CompanyFactory(name="Fiume"), alone(CustomerFactory, name="Fiume"))
    CompanyFactory(name="Gardena Legno")
    alone(CustomerFactory, name="Gardena Legno")

    page = anna.open("links-contacts-from", "customer")

    assert "Contacts to create 3" in page.text
    assert "Likely duplicates 1" in page.text
    assert "Have a contact already 1" in page.text
    assert ContactBusinessRelation.objects.count() == 1


def test_only_the_filtered_ones_get_contacts(marketing: MarketingSetup, anna: Browser) -> None:
    customers(2, city="Roma")
    alone(CustomerFactory, name="Elsewhere", city="Milano")
    url = reverse("links-contacts-from", args=["customer"]) + "?city=Roma"

    page = anna.send(anna.get(url), url)

    assert sorted(Contact.objects.values_list("name", flat=True)) == ["Abaco", "Borgo Antico"]
    assert "Created 2" in page.text
    assert "Abaco" in page.text


def test_a_filter_that_means_nothing_is_told_and_proposes_nothing(marketing: MarketingSetup, anna: Browser) -> None:
    customers()
    open_page = anna.open("links-contacts-from", "customer")

    page = anna.open("links-contacts-from", "customer", query="?country=ZZ&city=Roma")

    assert "Country/Region Code: There is no Country/Region ZZ." in page.text
    assert "Contacts to create 0" in page.text
    assert page.has_link(page_url(Customer, "list") + "?country=ZZ&city=Roma")
    assert not page.form.get("duplicates")

    anna.send(open_page, reverse("links-contacts-from", args=["customer"]) + "?country=ZZ")
    assert not Contact.objects.exists()


@pytest.mark.parametrize(("rule", "contacts", "links"), [("skip", 1, 0), ("link", 1, 1), ("create", 2, 1)])
def test_likely_duplicates_follow_the_rule(
    marketing: MarketingSetup, anna: Browser, rule: str, contacts: int, links: int
) -> None:
    CompanyFactory(name="Gardena Legno")
    alone(CustomerFactory, name="Gardena Legno")

    anna.send(anna.open("links-contacts-from", "customer"), rule=rule)

    assert Contact.objects.count() == contacts
    assert ContactBusinessRelation.objects.count() == links


def test_one_duplicate_may_be_decided_otherwise(marketing: MarketingSetup, anna: Browser) -> None:
    pairs = {}
    for name in ("Gardena Legno", "Hotel Aurora"):
        pairs[name] = (CompanyFactory(name=name), alone(CustomerFactory, name=name))
    contact, chosen = pairs["Hotel Aurora"]

    page = anna.send(anna.open("links-contacts-from", "customer"), **{f"row-{chosen.pk}": "link"})

    assert ContactBusinessRelation.objects.get().contact == contact
    assert "Linked 1" in page.text
    assert "Left out 1" in page.text


def test_a_customer_with_a_primary_contact_is_proposed_its_company(marketing: MarketingSetup, anna: Browser) -> None:
    company = CompanyFactory(name="Unlike")
    customer = alone(CustomerFactory, name="Abaco", primary_contact=company)

    page = anna.open("links-contacts-from", "customer")

    assert "its primary contact" in page.text
    assert page.has_link(reverse("links-decide", args=[company.pk, "customer", customer.pk]))


def test_sending_twice_makes_nothing_twice(marketing: MarketingSetup, anna: Browser) -> None:
    customers()
    page = anna.open("links-contacts-from", "customer")

    first, second = anna.send(page), anna.send(page)

    assert first.url == second.url
    assert Contact.objects.count() == 3


def test_all_of_it_is_one_change_set(marketing: MarketingSetup, anna: Browser) -> None:
    customers()

    anna.send(anna.open("links-contacts-from", "customer"))

    created = Change.objects.filter(model="contacts.contact", action="create")
    assert created.count() == 3
    assert created.values("change_set").distinct().count() == 1
    assert {change.actor_name for change in created} == {"anna"}


def test_a_series_that_ends_refuses_the_rest(marketing: MarketingSetup, anna: Browser) -> None:
    customers()
    NumberSeriesLine._base_manager.filter(series="CT").update(ending_no="CT00002")
    preview = anna.open("links-contacts-from", "customer")
    assert "The number series of contacts has only 2 numbers left." in preview.text

    page = anna.send(preview)

    assert "Created 2" in page.text
    assert "Refused 1" in page.text
    assert "Number series CT" in page.text


def test_the_setup_that_is_missing_is_named(closed: MarketingSetup, anna: Browser) -> None:
    customers()

    page = anna.open("links-contacts-from", "customer")

    assert "numbers left" not in page.text
    assert "first choose the business relation code for customers in Marketing Setup." in page.text
    assert "token" not in page.form


def test_nothing_to_do_is_said(marketing: MarketingSetup, anna: Browser) -> None:
    linked(CompanyFactory(), alone(CustomerFactory))

    assert "Every one of these has a contact." in anna.open("links-contacts-from", "customer").text


def test_a_reader_may_not(marketing: MarketingSetup, bo: Browser, anna: Browser) -> None:
    customers()
    shown = anna.open("links-contacts-from", "customer")

    assert bo.open("links-contacts-from", "customer").status == 403
    assert bo.send(shown).status == 403
    assert not Contact.objects.exists()


def test_the_result_is_shown_to_who_made_it(marketing: MarketingSetup, bo: Browser, anna: Browser) -> None:
    customers()
    made = anna.send(anna.open("links-contacts-from", "customer"))

    assert "Abaco" in anna.get(made.url).text
    assert "Abaco" not in bo.get(made.url).text


def test_a_batch_costs_the_same_for_two_and_for_twenty(
    marketing: MarketingSetup, anna: Browser, statements: Statements
) -> None:
    customers(2)
    page = anna.open("links-contacts-from", "customer")
    with statements() as two:
        anna.send(page)
    for number in range(20):
        alone(CustomerFactory, name=f"{'abcdefghijklmnopqrst'[number] * 8} {number * 7919}")
    page = anna.open("links-contacts-from", "customer")

    with statements() as twenty:
        anna.send(page)

    assert Contact.objects.count() == 22
    assert len(twenty) <= len(two) + 22


def test_a_double_that_was_linked_meanwhile_is_refused_by_name(marketing: MarketingSetup, anna: Browser) -> None:
    contact, customer = CompanyFactory(name="Gardena Legno"), alone(CustomerFactory, name="Gardena Legno")
    page = anna.open("links-contacts-from", "customer")
    linked(contact, alone(CustomerFactory, name="Another"))

    after = anna.send(page, rule="link")

    assert "Refused 1" in after.text
    assert customer.title in after.text


def test_proposals_that_we_did_not_make_are_not_carried_out(marketing: MarketingSetup, anna: Browser) -> None:
    customers()

    after = anna.send(anna.open("links-contacts-from", "customer"), duplicates="nonsense")

    assert "Contacts to create 3" in after.text
    assert not Contact.objects.exists()
