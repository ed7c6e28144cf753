"""Link with existing, second page: compare, choose, link (F1)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from contacts.links import linking
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.addresses import card_url
from partners.models import Customer
from setup.models import Direction, FieldPolicy, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, VendorFactory, alone, linked
from tests.links_screens.pages import Browser, Page

pytestmark = pytest.mark.django_db


def decide(browser: Browser, contact: Contact, partner: Any, kind: str = "customer", query: str = "") -> Page:
    """The page that compares both."""
    return browser.open("links-decide", contact.pk, kind, partner.pk, query=query)


def test_both_are_linked_as_chosen_field_by_field(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(name="Rossi", city="Roma", phone_no="")
    customer = alone(CustomerFactory, name="Rossi Srl", city="Milano", phone_no="02 123")
    page = decide(anna, contact, customer)

    after = anna.send(page, **{"field-city": "partner"})

    contact.refresh_from_db()
    customer.refresh_from_db()
    assert (contact.name, contact.city, contact.phone_no) == ("Rossi", "Milano", "02 123")
    assert (customer.name, customer.city, customer.phone_no) == ("Rossi", "Milano", "02 123")
    assert after.url == card_url(contact)
    assert after.text.count("Linked.") == 1
    assert page.form["field-phone_no"] == "partner"


def test_the_page_counts_what_will_be_written(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(name="Rossi", city="Roma", search_name="X", phone_no="")
    vendor = linked(contact, alone(VendorFactory, name="Rossi", city="Roma", search_name="X"))
    customer = alone(CustomerFactory, name="Rossi", city="Milano", search_name="X", phone_no="02 123")
    PersonFactory(name="Ada", company=contact, phone_no="")

    page = decide(anna, contact, customer)

    assert f"1 value will be written to Contact {contact.no}." in page.text
    assert f"1 value will be written to Customer {customer.no}." in page.text
    assert f"Will also update: Vendor {vendor.title}" in page.text
    assert "Link and update" in page.text


def test_another_choice_is_previewed_with_the_records_it_reaches(marketing: MarketingSetup, anna: Browser) -> None:
    """M26: the records that are written are named before the button, for the choices as they are now."""
    contact = CompanyFactory(name="Rossi", city="Roma")
    vendor = linked(contact, alone(VendorFactory, name="Rossi", city="Roma"))
    customer = alone(CustomerFactory, name="Rossi", city="Milano")
    page = decide(anna, contact, customer)

    again = anna.send(page, field__city="partner", preview="yes")

    assert "Will also update" not in page.text
    assert f"Will also update: Vendor {vendor.title}" in again.text
    assert again.status == 200
    assert again.form["field-city"] == "partner"
    assert not contact.relations.filter(customer=customer).exists()
    assert "Linked. 1 more record was updated" in anna.send(again).text


def test_a_preview_names_what_changed_meanwhile(marketing: MarketingSetup, anna: Browser) -> None:
    contact, customer = CompanyFactory(city="Roma"), alone(CustomerFactory, city="Milano")
    page = decide(anna, contact, customer)
    customer.city = "Torino"
    customer.save()

    again = anna.send(page, preview="yes")

    assert again.status == 409
    assert "was: Milano" in again.text


@pytest.mark.parametrize(
    ("chosen", "side"),
    [
        ({}, "contact"),
        ({"city": "partner"}, ""),
        ({"city": "partner", "county": "partner"}, "partner"),
        ({"city": "partner", "county": "partner", "phone_no": "contact"}, ""),
    ],
)
def test_the_side_that_is_kept_is_marked_and_a_mixture_marks_none(
    marketing: MarketingSetup, anna: Browser, chosen: dict[str, str], side: str
) -> None:
    """The customer's phone number stands against a blank, which neither side's values win by."""
    contact = CompanyFactory(name="Rossi", city="Roma", county="RM", phone_no="")
    customer = alone(CustomerFactory, name="Rossi", city="Milano", county="MI", phone_no="02 123")
    page = decide(anna, contact, customer)

    again = anna.send(page, preview="yes", **{f"field-{name}": value for name, value in chosen.items()})

    assert re.findall(r'class="button chosen" href="\?keep=(\w+)"', again.source) == ([side] if side else [])


def test_the_side_one_came_from_is_kept(marketing: MarketingSetup, anna: Browser) -> None:
    contact, customer = CompanyFactory(city="Roma"), alone(CustomerFactory, city="Milano")
    page = decide(anna, contact, customer, query="?keep=partner")

    after = anna.send(page)

    assert Contact.objects.get(pk=contact.pk).city == "Milano"
    assert after.url == card_url(customer)


def test_nothing_to_decide_is_said(marketing: MarketingSetup, anna: Browser) -> None:
    contact, customer = CompanyFactory(name="Same"), alone(CustomerFactory, name="Same")

    page = decide(anna, contact, customer)

    assert "There is nothing to decide." in page.text
    assert "Linked." in anna.send(page).text


def test_what_is_not_written_says_why(marketing: MarketingSetup, anna: Browser) -> None:
    """S5: pins and policies are lines of the plan."""
    FieldPolicy(kind="customer", field="city", direction=Direction.NEVER).save()
    contact = CompanyFactory(city="Roma", phone_no="1")
    customer = alone(CustomerFactory, city="Milano", phone_no="2")
    linking.pin(customer, "phone_no")

    page = decide(anna, contact, customer)

    assert "The field policy does not let it travel this way." in page.text
    assert "The value is pinned here." in page.text
    assert "field-city" not in page.form


def test_a_change_meanwhile_shows_the_page_again(marketing: MarketingSetup, anna: Browser) -> None:
    """N3: nothing is saved that was not seen."""
    contact, customer = CompanyFactory(city="Roma"), alone(CustomerFactory, city="Milano", name="Rossi")
    page = decide(anna, contact, customer)
    customer.city = "Torino"
    customer.save()

    again = anna.send(page)

    assert again.status == 409
    assert "changed meanwhile" in again.text
    assert "was: Milano" in again.text
    assert not ContactBusinessRelation.objects.exists()
    assert "Linked." in anna.send(again).text


def test_a_snapshot_that_was_tampered_with_counts_as_changed(marketing: MarketingSetup, anna: Browser) -> None:
    contact, customer = CompanyFactory(), alone(CustomerFactory)

    again = anna.send(decide(anna, contact, customer), shown="nonsense")

    assert again.status == 409
    assert not ContactBusinessRelation.objects.exists()


def test_sending_twice_links_once_and_leads_to_the_same_card(marketing: MarketingSetup, anna: Browser) -> None:
    """N1."""
    contact, customer = CompanyFactory(), alone(CustomerFactory)
    page = decide(anna, contact, customer)

    first, second = anna.send(page), anna.send(page)

    assert first.url == second.url == card_url(contact)
    assert ContactBusinessRelation.objects.count() == 1


def test_a_link_made_meanwhile_refuses_with_the_way_out(marketing: MarketingSetup, anna: Browser) -> None:
    """M05."""
    contact, customer, other = CompanyFactory(), alone(CustomerFactory), CompanyFactory()
    page = decide(anna, contact, customer)
    linking.link(other, customer)

    after = anna.send(page)

    assert f"Customer {customer.title} is already linked to contact {other.title}." in after.text
    assert after.has_link(card_url(other))
    assert not contact.relations.exists()


def test_a_privacy_blocked_contact_is_refused(marketing: MarketingSetup, anna: Browser) -> None:
    """M06, H5."""
    contact, customer = CompanyFactory(privacy_blocked=True), alone(CustomerFactory)

    page = decide(anna, contact, customer)

    assert f"Contact {contact.title} is blocked for privacy and cannot be used." in page.text
    assert "token" not in page.form


def test_the_history_of_both_names_the_link(marketing: MarketingSetup, anna: Browser) -> None:
    contact, customer = CompanyFactory(city="Roma", phone_no=""), alone(CustomerFactory, city="Milano", phone_no="1")

    anna.send(decide(anna, contact, customer))

    changes = Change.objects.filter(cause="linked")
    assert {change.model for change in changes} >= {"contacts.contact", "partners.customer"}
    assert {change.actor_name for change in changes} == {"anna"}
    assert changes.values("change_set").distinct().count() == 1


@pytest.mark.parametrize("who", ["bo", "cleo"])
def test_only_who_may_write_both_may_link(
    marketing: MarketingSetup, request: pytest.FixtureRequest, anna: Browser, who: str
) -> None:
    browser: Browser = request.getfixturevalue(who)
    contact, vendor = CompanyFactory(), alone(VendorFactory)
    shown = decide(anna, contact, vendor, "vendor")

    pages = [
        browser.open("links-choose-partner", contact.pk, "vendor"),
        browser.open("links-choose-contact", "vendor", vendor.pk),
        decide(browser, contact, vendor, "vendor"),
        browser.send(shown),
    ]

    assert [page.status for page in pages] == [403] * 4
    assert "You do not have permission to change these records" in pages[0].text
    assert not contact.relations.exists()


def test_unknown_kinds_and_records_are_not_found(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory()

    pages = [
        anna.open("links-choose-partner", contact.pk, "employee"),
        anna.open("links-choose-partner", 99999, "customer"),
        anna.open("links-decide", contact.pk, "customer", 99999),
    ]

    assert [page.status for page in pages] == [404] * 3


def test_comparing_costs_the_same_however_much_differs_and_hangs_on_the_contact(
    marketing: MarketingSetup, anna: Browser, statements: Statements
) -> None:
    contact, customer = CompanyFactory(city="A"), alone(CustomerFactory, city="B")
    linked(contact, alone(VendorFactory))
    PersonFactory(company=contact)
    decide(anna, contact, customer)
    with statements() as few:
        decide(anna, contact, customer)
    Customer._base_manager.filter(pk=customer.pk).update(name="C", phone_no="1", email="a@b.example", county="X")
    for _number in range(8):
        PersonFactory(company=contact)

    with statements() as many:
        decide(anna, contact, customer)

    assert len(many) <= len(few)


def test_both_are_named_as_they_are_called_now(marketing: MarketingSetup, anna: Browser) -> None:
    contact, customer = CompanyFactory(name="Rossi"), alone(CustomerFactory, name="Verdi")

    after = anna.send(decide(anna, contact, customer))

    customer.refresh_from_db()
    assert f"Customer {customer.title}" in after.text
    assert "Verdi" not in after.text


def test_phones_are_compared_as_cards_show_them(marketing: MarketingSetup, anna: Browser) -> None:
    contact = CompanyFactory(phone_no="+390212345678", mobile_phone_no="+393331234567")
    customer = alone(CustomerFactory, phone_no="+390687654321", mobile_phone_no="")

    page = decide(anna, contact, customer)

    assert "+39 02 1234 5678" in page.text
    assert "+39 06 8765 4321" in page.text
    assert "+39 333 123 4567" in page.text
    assert "+3902" not in page.text
