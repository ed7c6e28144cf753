"""Differences settled by keyboard alone, the numbers on the button following every choice (F5, 3.6)."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from contacts.links.drift import count_drift
from tests.factories.partners import Firm
from tests.links.drifting import cities, raw, relation_of


def test_one_pair_by_keyboard(page: Page, nordlys: Firm) -> None:
    raw(nordlys.customer, city="Hamar", fax_no="7")
    page.goto("/links/differences/")
    button, only = page.locator(".save button.first"), page.locator("[data-only]")

    page.get_by_role("link", name=re.compile("^Resolve Differences")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/links/differences/*/")
    page.locator("input[name=field-fax_no]:checked").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.locator("th [data-keep=contact]").focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text(re.compile(r"Update \d+ values"))
    expect(page.locator("input[name=field-city]:checked")).to_have_value("contact")
    expect(page.locator("input[name=field-fax_no]:checked")).to_have_value("partner")
    only.focus()
    page.keyboard.press("Space")
    expect(page.locator("tr.same").first).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text("There is nothing to decide.")
    assert (count_drift(), cities(nordlys)[1], nordlys.contact.fax_no) == (0, cities(nordlys)[0], "7")


def test_ticked_pairs_by_rule(page: Page, nordlys: Firm) -> None:
    raw(nordlys.vendor, city="Hamar")
    page.goto("/links/differences/")

    page.locator("input[name=pick]").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Preview ticked rows").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Write 1 value").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Differences settled")
    assert (count_drift(), relation_of(nordlys.vendor).accepted) == (0, None)
