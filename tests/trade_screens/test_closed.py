"""Closed documents in the browser: what may still be noted is saved, the rest says why not (c.6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partners.trade import bulk_expiring, flow
from partners.trade.models import BlanketSalesOrder, SalesOrder, SalesQuote
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")

QUOTES = "/trade/sales-quotes/"


def test_what_is_free_is_saved_beside_lines_that_are_closed(sales: Client, nordlys: Firm) -> None:
    """c.6: a browser sends nothing of what is disabled, and the row is known all the same."""
    order = document(SalesOrder, (item("Desk"), 4), customer=nordlys.customer)
    flow.release(order)
    url = f"/trade/sales-orders/{order.pk}/edit/"
    page = Page(sales.get(url))
    assert "documentline-0-quantity" not in page.sends

    answer = sales.post(url, page.with_typed(external_no="PO 4711", **{"documentline-0-quantity_done": "3"}))

    order, line = SalesOrder.objects.get(), order.lines.get()
    assert answer.status_code == 302
    assert (order.external_no, line.quantity_done, line.outstanding) == ("PO 4711", 3, 1)


def test_an_expired_quote_is_given_a_later_date(sales: Client, nordlys: Firm) -> None:
    """What its own page asks for."""
    quote = document(SalesQuote, (item("Desk"), 1), customer=nordlys.customer)
    day = timezone.localdate()
    list(bulk_expiring.expire(SalesQuote.objects.all(), day + timedelta(days=400)))
    url = f"{QUOTES}{quote.pk}/edit/"

    answer = sales.post(url, Page(sales.get(url)).with_typed(valid_until=(day + timedelta(days=9)).isoformat()))

    assert (answer.status_code, SalesQuote.objects.get().status) == (302, "open")


def test_a_released_blanket_order_says_how_much_is_to_be_ordered(sales: Client, nordlys: Firm) -> None:
    """c.9."""
    blanket = document(BlanketSalesOrder, (item("Desk"), 10), customer=nordlys.customer)
    flow.release(blanket)
    url = f"/trade/blanket-sales-orders/{blanket.pk}/edit/"

    answer = sales.post(url, Page(sales.get(url)).with_typed(**{"documentline-0-quantity_to_order": "4"}))

    assert (answer.status_code, blanket.lines.get().quantity_to_order) == (302, 4)


def test_what_is_closed_says_so_and_keeps_its_lines(sales: Client, nordlys: Firm) -> None:
    """R6: an ordered quote is not changed, and the page says why."""
    quote = document(SalesQuote, (item("Desk"), 1), customer=nordlys.customer)
    flow.order(quote)
    url = f"{QUOTES}{quote.pk}/edit/"

    again = Page(sales.post(url, Page(sales.get(url)).with_typed(name="Somebody else")))

    assert "has the status Ordered and cannot be changed" in again.text
    assert "correct the rows" not in again.text and "DESK" in again.html


def test_nobody_types_what_would_be_refused(sales: Client, nordlys: Firm) -> None:
    """N12, N19: of a released order only what may still be noted can be typed; of an ordered quote, nothing."""
    order = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    flow.release(order)
    quote = document(SalesQuote, (item("Lamp"), 1), customer=nordlys.customer)

    opened = Page(sales.get(f"{QUOTES}{quote.pk}/edit/")).sends
    flow.order(quote)
    released = Page(sales.get(f"/trade/sales-orders/{order.pk}/edit/")).sends
    ordered = Page(sales.get(f"{QUOTES}{quote.pk}/edit/")).sends

    assert {"customer", "document_date", "your_reference"} <= opened.keys()
    assert {"customer", "document_date", "your_reference"} & released.keys() == {"your_reference"}
    assert not {"customer", "document_date", "your_reference"} & ordered.keys()
