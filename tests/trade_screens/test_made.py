"""What was made of a quote or a blanket order, on its pages: linked both ways (T3, F8-4, M14, M15, c.9)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from partners.trade import copying, flow
from partners.trade.models import BlanketSalesOrder, Document, SalesOrder, SalesQuote
from tests.conftest import Statements
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")

D = Decimal
QUOTES, ORDERS, BLANKETS = "/trade/sales-quotes/", "/trade/sales-orders/", "/trade/blanket-sales-orders/"

FIRST = 'class="button first"'
"""The page's first button; those of dialogs are not meant."""


@pytest.fixture
def quote(nordlys: Firm) -> SalesQuote:
    """A quote for one desk."""
    return document(SalesQuote, (item(), 1), customer=nordlys.customer)


@pytest.fixture
def blanket(nordlys: Firm) -> BlanketSalesOrder:
    """Ten desks and four chairs are agreed."""
    return document(BlanketSalesOrder, (item(), 10), (item("Chair", "50"), 4), customer=nordlys.customer)


def part(blanket: BlanketSalesOrder, quantity: int) -> Document:
    """An order of so many desks."""
    wanted(blanket, quantity)
    return copying.order_from_blanket(blanket)


def wanted(blanket: BlanketSalesOrder, quantity: int) -> None:
    """So many desks are to be ordered now."""
    line = blanket.lines.order_by("line_no")[0]
    line.quantity_to_order = D(quantity)
    line.save()


def test_an_ordered_quote_says_what_it_became_and_leads_there(sales: Client, quote: SalesQuote) -> None:
    """T3, M14: number, status and amount; the order leads back."""
    order = flow.order(quote)

    page = Page(sales.get(f"{QUOTES}{quote.pk}/"))

    assert f"Quote {quote.no} became order {order.no} ." in page.text
    assert page.links.count(f"{ORDERS}{order.pk}/") == 2
    assert "Orders made of it" in page.text and f"{order.no} {_day(order)} Open 122.00 EUR" in page.text
    assert f"{QUOTES}{quote.pk}/reopen/" not in page.html.split('class="bar info"')[1].split("</div></div>")[0]
    assert f"{QUOTES}{quote.pk}/" in Page(sales.get(f"{ORDERS}{order.pk}/")).links


def _day(order: Document) -> str:
    return f"{order.document_date:%d/%m/%Y}"


def test_a_quote_whose_order_was_canceled_says_how_it_goes_on(sales: Client, quote: SalesQuote) -> None:
    """T3, R6: the order is shown as canceled, and the quote may be reopened."""
    order = flow.order(quote)
    flow.cancel(order)

    page = Page(sales.get(f"{QUOTES}{quote.pk}/"))

    assert "Reopen the quote to order it once more." in page.text
    assert f"{ORDERS}{order.pk}/" in page.links and "Canceled" in page.text
    assert f"{QUOTES}{quote.pk}/reopen/" in page.links


def test_ordering_again_leads_to_the_order_instead_of_the_button(sales: Client, quote: SalesQuote) -> None:
    """M15, F8-4: on the page, and for whoever sends its form all the same."""
    url = f"{QUOTES}{quote.pk}/order/"
    sent = Page(sales.get(url)).sends
    order = flow.order(quote)

    pages = [Page(sales.get(url)), Page(sales.post(url, sent))]

    for page in pages:
        assert f"Quote {quote.no} was already converted to order {order.no}." in page.text
        assert f"{ORDERS}{order.pk}/" in page.links and FIRST not in page.html.partition("<dialog")[0]
    assert [page.status for page in pages] == [200, 409]
    assert SalesOrder.objects.count() == 1


def test_a_blanket_order_leads_to_its_orders(sales: Client, blanket: BlanketSalesOrder) -> None:
    """c.9: all of them, the canceled ones too."""
    orders = [part(blanket, 2), part(blanket, 3)]
    flow.cancel(orders[0])

    page = Page(sales.get(f"{BLANKETS}{blanket.pk}/"))

    assert all(f"{ORDERS}{order.pk}/" in page.links for order in orders)
    assert "Canceled" in page.text and "366.00 EUR" in page.text


def test_the_card_costs_the_same_for_one_order_or_for_seven(
    sales: Client, blanket: BlanketSalesOrder, statements: Statements
) -> None:
    """A constant number of queries."""
    counts = []
    for orders in (1, 6):
        for _turn in range(orders):
            part(blanket, 1)
        sales.get(f"{BLANKETS}{blanket.pk}/")
        with statements() as asked:
            sales.get(f"{BLANKETS}{blanket.pk}/")
        counts.append(len(asked))

    assert counts[0] == counts[1], counts


def test_a_blanket_order_says_what_is_left(sales: Client, blanket: BlanketSalesOrder) -> None:
    """c.9: agreed, ordered and not canceled, remaining, and what the next order takes."""
    flow.cancel(part(blanket, 2))
    part(blanket, 3)
    wanted(blanket, 4)

    page = Page(sales.get(f"{BLANKETS}{blanket.pk}/"))

    assert "Agreed Ordered Remaining Qty. to Order DESK Desk 10 3 7 4 CHAIR Chair 4 0 4 0" in page.text


def test_the_page_shows_what_will_be_ordered(sales: Client, blanket: BlanketSalesOrder) -> None:
    """c.9, R5: before the button; without anything to order there is none."""
    url = f"{BLANKETS}{blanket.pk}/order-part/"
    empty = Page(sales.get(url))
    part(blanket, 2)
    wanted(blanket, 5)

    page = Page(sales.get(url))

    assert "There is nothing to order" in empty.text and FIRST not in empty.html.partition("<dialog")[0]
    assert "Remaining Qty. to Order DESK Desk 10 2 8 5" in page.text and "Chair" not in page.text
    assert FIRST in page.html.partition("<dialog")[0]


def test_no_fewer_are_agreed_than_are_ordered(sales: Client, blanket: BlanketSalesOrder) -> None:
    """c.9: said at the quantity, with the number."""
    part(blanket, 6)
    url = f"{BLANKETS}{blanket.pk}/edit/"

    page = Page(sales.post(url, Page(sales.get(url)).with_typed(**{"documentline-0-quantity": "5"})))

    assert "Desk: 6 are ordered already, so no fewer can be agreed." in page.text
    assert page.sends["documentline-0-quantity"] == "5"
    assert blanket.lines.order_by("line_no")[0].quantity == 10
    sales.post(url, Page(sales.get(url)).with_typed(**{"documentline-0-quantity": "6"}))
    assert blanket.lines.order_by("line_no")[0].quantity == 6


def test_a_line_that_was_ordered_is_not_deleted(sales: Client, blanket: BlanketSalesOrder) -> None:
    """c.9, D4: neither by itself nor with its blanket order; once the order is canceled it goes."""
    order = part(blanket, 6)
    url = f"{BLANKETS}{blanket.pk}/edit/"

    page = Page(sales.post(url, Page(sales.get(url)).with_typed(**{"documentline-0-DELETE": "on"})))

    assert "Desk: 6 are ordered already, so the line stays." in page.text
    assert "so the line stays" in Page(sales.get(f"{BLANKETS}{blanket.pk}/delete/")).text
    assert blanket.lines.count() == 2
    flow.cancel(order)
    blanket.lines.order_by("line_no")[0].delete()
    assert blanket.lines.count() == 1
