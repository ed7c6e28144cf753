"""From the contact to the order, as staff do it all day (F8)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from contacts.interactions.models import Interaction
from partners.trade.models import SalesOrder, SalesQuote
from setup.models import MarketingSetup
from tests.browser.faults import faults
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import record_everything
from tests.factories.trade import item
from tests.mail.conftest import WorkOff, post_office, work_off
from tests.mail.post_office import PostOffice

__all__ = ["post_office", "work_off"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]


def press_first(page: Page, name: str) -> None:
    """What the page proposes is that, and it is done."""
    button = page.locator("main .head a.button.first")
    assert button.inner_text() == name
    button.click()
    page.wait_for_load_state()


def test_a_prospect_is_offered_accepts_and_orders(
    page: Page, marketing: MarketingSetup, post_office: PostOffice, work_off: WorkOff
) -> None:
    """F8 whole: every step is the one that the page proposes; the customer is made on the way (T3)."""
    record_everything()
    ada = PersonFactory(name="Ada Rossi", company=CompanyFactory(name="Fjord AS"), email="ada@fjord.no")
    item("Desk", "489")
    page.goto(f"/contacts/{ada.pk}/")
    page.locator(".head").get_by_role("link", name="Create Sales Quote").last.click()
    page.wait_for_url("**/sales-quotes/new/**")

    page.keyboard.type("DESK")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.locator("[data-sums]").get_by_text("1,193.16").wait_for()
    page.keyboard.press("Control+s")
    page.wait_for_url(lambda url: "/sales-quotes/" in url and "/new/" not in url)
    press_first(page, "Send by Email")
    page.get_by_role("button", name="Send by Email").click()
    page.wait_for_load_state()
    work_off()
    page.reload()
    assert [letter["To"] for letter in post_office.letters] == ["ada@fjord.no"]
    assert "Sent" in page.inner_text("main .head h1")
    press_first(page, "Mark as Accepted")
    page.fill("[name=note]", "By phone")
    assert faults(page) == []
    page.get_by_role("button", name="Mark as Accepted").click()
    page.wait_for_load_state()
    press_first(page, "Convert to Order")
    page.get_by_role("button", name="Convert to Order").click()
    page.wait_for_url("**/trade/sales-orders/*/")

    order, quote = SalesOrder.objects.get(), SalesQuote.objects.get()
    assert (order.quote_no, order.gross, order.customer.name) == (quote.no, quote.gross, "Fjord AS")
    assert (quote.status, quote.acceptance_note) == ("ordered", "By phone")
    assert Interaction.objects.get().contact == ada
    page.goto(f"/contacts/{ada.pk}/")
    for no in (quote.no, order.no):
        assert no in page.inner_text("main")
    assert faults(page) == []
