"""A document page on paper: nothing that can only be clicked, every section open, black on white (section 12)."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from partners.trade.models import SalesOrder
from tests.browser.faults import faults
from tests.factories.partners import Firm
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]


def words_of(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_a_document_is_printed_from_the_screen(page: Page, nordlys: Firm) -> None:
    """Folded sections are open, buttons and navigation are gone; who printed it and when stands at the end."""
    order = document(SalesOrder, (item("Desk", "489"), 2), customer=nordlys.customer, description="Two desks")
    page.emulate_media(color_scheme="dark")
    page.goto(f"/trade/sales-orders/{order.pk}/")
    page.emulate_media(media="print", color_scheme="dark")

    for gone in ("header.top", "nav[aria-label=Main]", ".crumbs", ".head .end", ".menu", ".button"):
        assert all(one.is_hidden() for one in page.locator(gone).all()), gone
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert faults(page) == []

    *_others, last = pages = words_of(page.pdf(format="A4"))
    whole = " ".join(" ".join(pages).split())
    assert "Invoice Details" in whole and "Two desks" in whole and "1,193.16" in whole
    assert "Actions" not in whole and "Search Everywhere" not in whole
    assert f"Sales Order {order.title} · printed by Anna ·" in " ".join(last.split())
    assert "1 / " in pages[0]


def test_a_long_table_has_its_head_on_every_page(page: Page, nordlys: Firm) -> None:
    """And no row is cut in two."""
    desk = item("Desk", "489")
    order = document(SalesOrder, *[(desk, 1)] * 70, customer=nordlys.customer)
    page.goto(f"/trade/sales-orders/{order.pk}/")
    pages = words_of(page.pdf(format="A4"))

    with_lines = [text for text in pages if text.count("DESK") > 3]
    assert len(with_lines) >= 2 and all("Unit Price" in text for text in with_lines)
    assert page.evaluate("getComputedStyle(document.querySelector('.lines tbody tr')).breakInside") == "auto"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.lines tbody tr')).breakInside") == "avoid"
