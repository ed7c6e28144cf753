"""The first day by keyboard alone, from an empty house to nothing left to do (F10)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from setup.models import BusinessRelation, Country, MarketingSetup
from tests.factories.partners import CustomerFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

FAR = 150


def reach(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called ``name``."""
    for _step in range(FAR):
        found = page.evaluate(
            "() => { const one = document.activeElement; const label = one.labels?.[0] ?? one;"
            " return (label.textContent || one.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').trim(); }"
        )
        if found.startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


def choose(page: Page, name: str, code: str) -> None:
    """Go to the list called ``name`` by Tab, type the code and go on."""
    reach(page, name)
    page.keyboard.type(code)
    page.keyboard.press("Tab")


def press(page: Page, name: str) -> None:
    """Go to what is called ``name`` by Tab and press Enter there; the next page has come."""
    reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def save(page: Page) -> None:
    """Ctrl+S; the next page has come."""
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def test_the_first_day_is_done_by_keyboard_alone(page: Page) -> None:
    """What will follow is said before it is saved, in numbers; what is left out can be taken up later."""
    Country(code="IT", description="Italy").save()
    for no in ("C1", "C2"):
        CustomerFactory(no=no, name=f"Firm {no}")
    page.goto("/")

    press(page, "Set Up Now – Company information")
    page.wait_for_url("**/setup/company/**")
    for label, typed in (("Name", "Ours S.r.l."), ("Address", "Via Roma 1"), ("City", "Milano")):
        reach(page, label)
        page.keyboard.type(typed)
    choose(page, "Country", "IT")
    reach(page, "VAT")
    page.keyboard.type("01234567897")
    save(page)
    press(page, "Back to Assisted Setup")
    expect(page.locator("ol.checklist > li").first).to_contain_text("Done")

    press(page, "Set Up Now – Number series")
    press(page, "Create what is ticked")
    page.wait_for_url("**/setup/assisted/")
    press(page, "Set Up Now – Business relation codes")
    press(page, "Create what is ticked")
    page.wait_for_url("**/setup/assisted/")
    code = BusinessRelation.objects.get(code="CUST")

    press(page, "Set Up Now – Linking with customers")
    page.wait_for_url("**/setup/marketing/**")
    choose(page, "Bus. Rel. Code for Customers", "CUST")
    save(page)
    warning = page.get_by_role("alert")
    expect(warning).to_contain_text("From now on every new customer also creates a contact.")
    expect(warning).to_contain_text(re.compile(r"\b2 (customers|contacts)"))
    assert MarketingSetup.objects.get().customer_relation_id is None
    press(page, "Save anyway")
    press(page, "Back to Assisted Setup")
    assert MarketingSetup.objects.get().customer_relation_id == code.pk

    skip = page.get_by_role("button", name=re.compile("^Skip –"))
    while left := skip.count():
        press(page, "Skip –")
        expect(skip).to_have_count(left - 1)
    expect(page.get_by_role("status").filter(has_text="Nothing is left to do.")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text("Set Up Now")).to_have_count(0)
