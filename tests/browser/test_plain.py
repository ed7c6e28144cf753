"""Without a script (point 13): what is read and edited in a browser that runs none; and the switch of language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from contacts.models import Contact
from partners.trade.models import SalesQuote
from tests.factories.partners import Firm
from tests.factories.trade import item

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]


@pytest.fixture
def plain(chromium: Browser, live_server: LiveServer, anna: Client) -> Iterator[Page]:
    """Anna's browser, which runs no script."""
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url, locale="en-GB")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": anna.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_a_contact_is_found_read_corrected_and_deleted(plain: Page, nordlys: Firm) -> None:
    """List, card, form with its preview, history and deletion plan are pages of their own."""
    plain.goto("/")
    plain.get_by_role("link", name="Search Everywhere").click()
    plain.locator("main [name=q]").fill("nordl")
    plain.keyboard.press("Enter")
    plain.locator("main").get_by_role("link", name=f"{nordlys.contact.no} Nordlys AS").click()
    plain.locator("main").get_by_role("link", name="Edit", exact=True).first.click()
    plain.locator("[name=city]").fill("Bergen")
    plain.get_by_role("button", name="Preview what follows").click()
    expect(plain.locator("main")).to_contain_text("Will also update")
    plain.go_back()
    plain.locator("[name=city]").fill("Bergen")
    plain.get_by_role("button", name="Save", exact=False).first.click()
    expect(plain.locator("main")).to_contain_text("3 linked records were updated too.")
    assert nordlys.reload().customer.city == "Bergen"

    plain.goto(f"/contacts/{nordlys.contact.pk}/history/")
    expect(plain.locator("main")).to_contain_text("City")
    plain.goto(f"/contacts/{nordlys.contact.pk}/delete/")
    plain.get_by_role("button", name="Delete").last.click()
    assert not Contact.objects.filter(pk=nordlys.contact.pk).exists()


def test_a_quote_is_written_line_by_line(plain: Page, nordlys: Firm) -> None:
    """The grid is a form with a few blank rows."""
    item("Desk", "489")
    plain.goto(f"/trade/sales-quotes/new/?customer={nordlys.customer.pk}")
    plain.locator("[data-row] [data-cell=item] input").first.fill("DESK")
    plain.locator("[data-row] [data-cell=quantity] input").first.fill("2")
    plain.locator("[data-key=save]").click()
    plain.wait_for_url("**/trade/sales-quotes/*/")

    assert SalesQuote.objects.get().lines.get().quantity == 2


def test_the_language_is_changed_and_stays(page: Page) -> None:
    """The user menu leads to the settings; from the save on every page, its dates and its attribute are Italian."""
    page.goto("/")
    page.locator(".top details summary").press("Enter")
    page.get_by_role("link", name="My Settings").press("Enter")
    page.locator("#id_language").select_option("it")
    page.keyboard.press("Control+s")
    expect(page.locator("main")).to_contain_text("Impostazioni personali")
    page.goto("/contacts/")

    assert page.locator("html").get_attribute("lang") == "it"
    expect(page.locator("h1")).to_contain_text("Contatti")
