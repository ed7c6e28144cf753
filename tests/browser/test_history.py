"""Saved, seen where it went, taken back; and the origin of a value, by keyboard alone (F4, H1, H2, 3.8)."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from contacts.models import Contact
from tests.factories.partners import Firm
from tests.screens.conftest import browser, member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_save_says_where_it_went_and_is_taken_back_from_its_notice(page: Page, nordlys: Firm) -> None:
    """F4.4: the notice leads to the page of the change; one click undoes it."""
    page.goto(f"/partners/customers/{nordlys.customer.pk}/edit/")
    page.fill("[name=city]", "Bergen")
    page.keyboard.press("Control+s")
    toast = page.locator("[data-notice]")
    expect(toast).to_contain_text("3 linked records were updated too.")
    assert toast.evaluate("toast => getComputedStyle(toast.parentElement).position") == "fixed"

    toast.get_by_role("button", name="Undo").click()

    expect(toast).to_contain_text("Undone: 4 records.")
    assert Contact.objects.get(pk=nordlys.contact.pk).city == "Oslo"
    toast.get_by_role("link", name="View Changes").click()
    expect(page).to_have_url(re.compile(r"/history/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Where this change went")


def test_the_timeline_is_filtered_and_the_origin_shown_without_leaving_the_card(page: Page, nordlys: Firm) -> None:
    """N5, by keyboard; Escape leads back to where one was."""
    nordlys.customer.city = "Bergen"
    nordlys.customer.save()
    card = f"/contacts/{nordlys.contact.pk}/"
    page.goto(card)

    page.get_by_role("link", name="Origin of City").focus()
    page.keyboard.press("Enter")
    told = page.get_by_role("dialog", name="Origin of City")
    expect(told).to_contain_text("Synchronized · Updated from Customer")
    expect(told.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(page.get_by_role("link", name="Origin of City")).to_be_focused()

    page.locator(".timeline").get_by_role("link", name="Interactions").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".timeline [aria-current]")).to_have_text("Interactions")
    expect(page.locator(".timeline")).to_contain_text("Nothing recorded here.")
    assert page.url.endswith(card)


def test_notices_are_kept_in_the_bell_with_their_undo(page: Page, nordlys: Firm) -> None:
    """3.8: for the session; whoever let one go by finds it there."""
    page.goto(f"/partners/customers/{nordlys.customer.pk}/edit/")
    page.fill("[name=city]", "Bergen")
    page.keyboard.press("Control+s")
    page.locator("[data-notice] [data-close]").click()
    page.goto("/contacts/")

    page.locator(".bell").press("Enter")
    kept = page.get_by_role("dialog").locator(".kept li")
    expect(kept).to_contain_text("3 linked records were updated too.")
    kept.get_by_role("button", name="Undo").press("Enter")

    expect(page.locator("[data-notice]")).to_contain_text("Undone: 4 records.")
    assert nordlys.reload().customer.city == "Oslo"
    page.locator(".bell").press("Enter")
    expect(kept.first).to_contain_text("Undone: 4 records.")


def test_notices_are_in_the_bell_of_each_tab_and_not_for_the_next_person(
    page: Page, nordlys: Firm, live_server: LiveServer
) -> None:
    """3.8, N19: another tab of Anna has them at once; Bo, who signs in after her in this browser, has none."""
    other = page.context.new_page()
    other.goto("/contacts/")
    other.locator(".bell").press("Enter")
    kept = other.get_by_role("dialog").locator(".kept li")
    expect(other.get_by_role("dialog")).to_be_visible()
    page.goto(f"/partners/customers/{nordlys.customer.pk}/edit/")
    page.fill("[name=city]", "Bergen")
    page.keyboard.press("Control+s")
    expect(kept).to_contain_text("3 linked records were updated too.")

    cookie = browser(member("Bo", "Sales")).cookies[settings.SESSION_COOKIE_NAME]
    other.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    other.goto("/contacts/")
    other.locator(".bell").press("Enter")

    expect(other.get_by_role("dialog")).to_be_visible()
    expect(kept).to_have_count(0)
    assert "crm:notices" not in other.evaluate("() => Object.keys(localStorage).join()")
