"""The answer to a quote on its page, and what is offered as the next thing to do (F8-3, R8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from partners.trade import flow
from partners.trade.models import SalesOrder, SalesQuote
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")


@pytest.fixture
def quote(nordlys: Firm) -> SalesQuote:
    """A quote for one desk."""
    return document(SalesQuote, (item(), 1), customer=nordlys.customer)


def card(quote: SalesQuote) -> str:
    return f"/trade/sales-quotes/{quote.pk}/"


def first_button(client: Client, url: str) -> str:
    """What the page proposes."""
    html = client.get(url).content.decode()
    return html.split('<a class="button first"')[1].split(">")[1].split("<")[0]


def test_a_quote_is_accepted_with_its_day_and_a_note(sales: Client, quote: SalesQuote) -> None:
    """F8-3."""
    page = Page(sales.get(f"{card(quote)}accept/"))
    assert page.sends["on"] == date_format(timezone.localdate(), "SHORT_DATE_FORMAT")

    done = Page(sales.post(f"{card(quote)}accept/", page.with_typed(note="By phone"), follow=True))

    assert "The quote was accepted." in done.text and "By phone" in done.text
    assert "was accepted. Reopen it to change it." in done.text
    assert f"{card(quote)}reopen/" in done.links


def test_a_day_to_come_is_refused_at_its_field(sales: Client, quote: SalesQuote) -> None:
    """R6: what was typed stays."""
    page = Page(sales.get(f"{card(quote)}accept/"))
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    again = Page(sales.post(f"{card(quote)}accept/", page.with_typed(on=tomorrow, note="By phone")))

    assert again.status == 409 and "That day has not yet come." in again.text
    assert (again.sends["on"], again.sends["note"]) == (tomorrow, "By phone")
    assert SalesQuote.objects.get().status == "open"


def test_what_is_no_day_is_refused(sales: Client, quote: SalesQuote) -> None:
    page = Page(sales.get(f"{card(quote)}accept/"))

    again = Page(sales.post(f"{card(quote)}accept/", page.with_typed(on="soon")))

    assert "Enter a valid date." in again.text and SalesQuote.objects.get().status == "open"


def test_the_page_proposes_what_is_usually_done_next(sales: Client, quote: SalesQuote) -> None:
    """P34, P36: send, accept, order; release, send."""
    proposed = [first_button(sales, card(quote))]
    quote.printed_count = 1
    quote.save()
    proposed.append(first_button(sales, card(quote)))
    flow.accept(quote)
    proposed.append(first_button(sales, card(quote)))
    order = flow.order(quote)
    assert isinstance(order, SalesOrder)
    url = f"/trade/sales-orders/{order.pk}/"
    proposed.append(first_button(sales, url))
    flow.release(order)
    proposed.append(first_button(sales, url))

    assert proposed == ["Send by Email", "Mark as Accepted", "Convert to Order", "Release", "Send by Email"]


def test_the_list_tells_stages_apart(sales: Client, quote: SalesQuote) -> None:
    """P33."""
    flow.accept(quote)

    page = Page(sales.get("/trade/sales-quotes/?view=accepted"))

    assert quote.no in page.text and "Accepted, not ordered" in page.text
    assert quote.no not in Page(sales.get("/trade/sales-quotes/?view=to_send")).text
