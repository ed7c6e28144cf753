"""The browser's Back button after something was saved (N1, N18)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from partners.trade.models import SalesQuote
from tests.factories.partners import Firm

CARD = re.compile(r"/trade/sales-quotes/\d+/$")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]


def test_going_back_and_saving_again_makes_no_second_quote(page: Page, nordlys: Firm) -> None:
    """Whether the browser kept the page or asks for it anew: what was made before is shown."""
    page.goto(f"/trade/sales-quotes/new/?customer={nordlys.customer.pk}")
    page.fill("[name=your_reference]", "X")
    page.keyboard.press("Control+s")
    page.wait_for_url(CARD)
    card = page.url

    page.go_back()
    page.wait_for_selector("form[data-watch]")
    page.keyboard.press("Control+s")
    page.wait_for_url(CARD)

    assert page.url == card and SalesQuote.objects.count() == 1
    assert "nothing was made a second time" in page.inner_text("main")


def test_a_form_that_is_opened_anew_makes_a_second_one(page: Page, nordlys: Firm) -> None:
    for _ in range(2):
        page.goto(f"/trade/sales-quotes/new/?customer={nordlys.customer.pk}")
        page.keyboard.press("Control+s")
        page.wait_for_url(CARD)

    assert SalesQuote.objects.count() == 2
