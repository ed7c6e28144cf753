"""Differences settled by keyboard alone, the numbers on the button following every choice (F5, 3.6)."""

from __future__ import annotations

import re

import pytest
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


@pytest.mark.parametrize(
    ("url", "label", "choice", "said"),
    [
        ("/links/differences/", "Kind", "vendor", "kind=vendor"),
        ("/history/", "Cause", "typed", "cause=typed"),
    ],
)
def test_a_filter_swaps_what_it_narrows_and_nothing_else(
    page: Page, nordlys: Firm, url: str, label: str, choice: str, said: str
) -> None:
    """N5, 3.1: at once, without a button; the address says it, the focus stays, and Back takes it away again."""
    raw(nordlys.vendor, city="Hamar")
    page.goto(url)
    page.evaluate("window.stayed = true")
    filter_of = page.get_by_role("search").get_by_label(label)

    filter_of.focus()
    filter_of.select_option(choice)

    page.wait_for_url(re.compile(f"{url}.*{said}"))
    expect(filter_of).to_have_value(choice)
    expect(filter_of).to_be_focused()
    expect(page.get_by_role("button", name="Apply")).to_have_count(0)
    assert page.evaluate("window.stayed")
    page.get_by_role("link", name="Reset Filters").first.click()
    expect(filter_of).to_have_value("")
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(filter_of).to_have_value(choice)
