"""Charts on home (section 6), with the keyboard, on the demo company."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from crm.demo import company

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_bars_are_reached_with_the_keyboard_and_lead_to_their_list(page: Page) -> None:
    """2.1.1: Tab comes to a bar, Enter opens what it counted."""
    company.load()
    page.goto("/")
    bar = page.locator(".chart svg a").last
    said = bar.get_attribute("aria-label")
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/interactions/?**")

    assert said is not None
    assert page.locator("h1 .number").inner_text() == f"({said.rsplit(' ', 1)[1]})"
