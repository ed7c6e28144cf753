"""Linked, created from, and created in bulk: by keyboard alone, and the focus is always seen (F1–F3, R5)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from partners.models import Customer
from setup.models import MarketingSetup
from tests.browser.faults import faults
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, alone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

FURTHEST = 90
"""Presses of Tab after which somebody gives up."""

RING = """one => {
  const look = getComputedStyle(one);
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
}"""


def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """The focus is on ``target``, by keyboard alone, and one sees that it is."""
    expect(target).to_be_visible()
    for _ in range(FURTHEST):
        if target.evaluate("one => one === document.activeElement"):
            assert target.evaluate(RING), f"the focus is not seen on {target}"
            return
        page.keyboard.press(key)
    raise AssertionError(f"not within {FURTHEST} presses: {target}")


def press(page: Page, target: Locator, leads_to: str | re.Pattern[str]) -> None:
    """``target`` is reached and pressed, and the next page is there."""
    reach(page, target)
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)
    page.wait_for_load_state()


def test_a_contact_is_linked_with_an_existing_customer(page: Page, marketing: MarketingSetup) -> None:
    """F1 whole: found, compared, decided field by field, linked."""
    contact = CompanyFactory(name="Gardena Legno", phone_no="+390471000001", city="Ortisei")
    customer = alone(CustomerFactory, name="Gardena Legno Srl", phone_no="+390471000002", city="Ortisei")
    page.goto(f"/contacts/{contact.pk}/")

    press(page, page.get_by_role("link", name="Link with existing customer").first, "**/links/contact/*/customer/")
    reach(page, page.locator("main input[type=search]"))
    page.keyboard.type("gardena srl")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=gardena+srl")
    assert faults(page) == []
    press(page, page.get_by_role("link", name=f"Choose {customer.title}"), f"**/customer/{customer.pk}/")
    reach(page, page.locator("input[name=field-phone_no][value=contact]"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=field-phone_no][value=partner]")).to_be_checked()
    expect(page.locator(".save button.first")).to_contain_text("Link and update 3 values")
    press(page, page.locator(".save button.first"), f"**/contacts/{contact.pk}/")

    expect(page.locator("main")).to_contain_text(customer.no)
    linked = ContactBusinessRelation.objects.get(contact=contact, customer=customer)
    assert (linked.contact.phone_no, linked.contact.name) == ("+390471000002", "Gardena Legno")
    assert Customer.objects.get(pk=customer.pk).name == "Gardena Legno"


def test_a_customer_is_created_from_a_contact(page: Page, marketing: MarketingSetup) -> None:
    """F2 whole; the new customer is at hand at once."""
    contact = CompanyFactory(name="Fjord Legno", city="Trento")
    page.goto(f"/contacts/{contact.pk}/")

    press(page, page.get_by_role("link", name="Create as Customer").first, "**/customer/new/")
    expect(page.locator("main")).to_contain_text("Fjord Legno")
    assert faults(page) == []
    press(page, page.locator(".save button.first"), "**/partners/customers/**")

    made = Customer.objects.get()
    assert (made.name, made.city, made.link.contact) == ("Fjord Legno", "Trento", contact)
    expect(page.get_by_role("main")).to_contain_text("Fjord Legno")


def test_contacts_are_created_from_customers(page: Page, marketing: MarketingSetup) -> None:
    """F3 whole: a likely duplicate is linked, the others get contacts."""
    twin = CompanyFactory(name="Hotel Aurora")
    double = alone(CustomerFactory, name="Hotel Aurora")
    for name in ("Abaco", "Borgo Antico", "Castello"):
        alone(CustomerFactory, name=name)
    page.goto("/partners/customers/")

    offer = page.get_by_role("link", name="Create Contacts from Customers")
    if not offer.is_visible():
        reach(page, page.locator(".head summary", has=page.locator("xpath=..").get_by_role("link")).last)
        page.keyboard.press("Enter")
    press(page, offer, "**/links/contacts-from/customer/**")
    assert faults(page) == []
    reach(page, page.locator(f"select[name=row-{double.pk}]"))
    page.keyboard.type("Link")
    press(page, page.locator(".save button.first"), "**/links/contacts-from/customer/*-*/")

    expect(page.locator(".tile", has_text="Created")).to_contain_text("3")
    expect(page.locator(".tile", has_text="Linked")).to_contain_text("1")
    assert double.link.contact == twin
    assert Contact.objects.count() == ContactBusinessRelation.objects.count() == 4
    press(page, page.get_by_role("link", name=re.compile("Abaco$")), "**/contacts/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Abaco")
