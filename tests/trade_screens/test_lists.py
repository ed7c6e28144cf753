"""Lists of documents: views, sums, what is soon and what is late, and a constant number of queries (P33, P35, P43)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from crm.kit.unit import unit
from partners.trade import flow
from partners.trade.models import MODELS, Document, PurchaseOrder, SalesQuote
from partners.trade.views import views_of
from setup.models import Currency, Salesperson
from tests.conftest import Statements
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")

QUOTES, ORDERS = "/trade/sales-quotes/", "/trade/sales-orders/"


def day(days: int) -> Any:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def listed(client: Client, url: str, *documents: Document) -> list[bool]:
    """Which of ``documents`` the list at ``url`` shows."""
    text = Page(client.get(url)).text
    return [one.no in text for one in documents]


def test_the_views_of_quotes_say_what_is_to_be_done(anna: Client, nordlys: Firm) -> None:
    """P33: open, expiring this week, to send, expired, ordered, canceled."""
    desk = item()
    fresh, soon, over, sent, ordered, gone = (
        document(SalesQuote, (desk, 1), customer=nordlys.customer, document_date=day(-40), valid_until=day(until))
        for until in (30, 3, -1, 30, 30, 30)
    )
    sent.printed_count = 1
    sent.save()
    flow.order(ordered)
    flow.cancel(gone)
    expected = {
        "open": [True, True, False, True, False, False],
        "expiring": [False, True, False, False, False, False],
        "to_send": [True, True, False, False, False, False],
        "late": [False, False, True, False, False, False],
        "converted": [False, False, False, False, True, False],
        "canceled": [False, False, False, False, False, True],
    }
    for view, shown in expected.items():
        assert listed(anna, f"{QUOTES}?view={view}", fresh, soon, over, sent, ordered, gone) == shown, view


def test_the_views_of_orders_know_what_is_late(anna: Client, nordlys: Firm) -> None:
    """P35, P46."""
    late, soon, later = (
        document(
            PurchaseOrder, (item(f"Desk{at}"), 1), vendor=nordlys.vendor, document_date=day(-30), requested_date=day(at)
        )
        for at in (-1, 7, 8)
    )

    url = "/trade/purchase-orders/"
    assert listed(anna, f"{url}?view=late", late, soon, later) == [True, False, False]
    assert listed(anna, f"{url}?view=upcoming", late, soon, later) == [False, True, False]
    assert listed(anna, f"{url}?view=open", late, soon, later) == [True, True, True]
    text = Page(anna.get(url)).text
    assert "· late" in text and "· soon" in text


def test_mine_are_those_i_wrote_or_look_after(anna: Client, bo: Client, nordlys: Firm) -> None:
    """The salesperson with my mailbox is me."""
    Salesperson(code="BO", email="bo@example.com").save()
    url = f"{QUOTES}new/?customer={nordlys.customer.pk}"
    anna.post(url, Page(anna.get(url)).sends)
    written = SalesQuote.objects.get()
    kept = document(SalesQuote, customer=nordlys.customer, salesperson_id="BO")

    assert written.created_by == User.objects.get(username="anna")
    assert listed(anna, f"{QUOTES}?view=mine", written, kept) == [True, False]
    assert listed(bo, f"{QUOTES}?view=mine", written, kept) == [False, True]


@pytest.mark.parametrize("model", MODELS.values())
def test_every_view_of_every_kind_opens_with_its_chip(anna: Client, model: type[Document]) -> None:
    """Tabs lead there, and the chip takes the view away."""
    url = f"/trade/{model._meta.verbose_name_plural}/".lower().replace(" ", "-")
    tabs = [link for link in Page(anna.get(url)).links if link.startswith("?view=")]

    assert [tab.removeprefix("?view=") for tab in tabs] == list(views_of(model.made_as))
    for tab in tabs:
        page = Page(anna.get(f"{url}{tab}"))
        assert page.status == 200 and 'aria-current="true"' in page.html
    assert "Select a valid choice" not in page.text


def test_a_view_goes_along_with_search_and_an_unknown_one_changes_nothing(anna: Client, nordlys: Firm) -> None:
    """The whole state of a list is in its address."""
    quote = document(SalesQuote, customer=nordlys.customer)

    page = Page(anna.get(f"{QUOTES}?view=open"))
    assert 'name="view" value="open"' in page.html
    assert listed(anna, f"{QUOTES}?view=nonsense", quote) == [True]


def test_below_the_list_stands_what_all_of_it_comes_to_by_currency(anna: Client, nordlys: Firm) -> None:
    """P33: of the filtered set, not of the page."""
    yen = Currency(code="JPY", decimals=0, rate=1)
    yen.save()
    for _turn in range(2):
        document(SalesQuote, (item(f"Desk{_turn}", "1000"), 1), customer=nordlys.customer)
    document(SalesQuote, (item("Tea", "7000"), 1), customer=nordlys.customer, currency=yen)
    document(SalesQuote, (item("Rug", "1"), 1), customer=nordlys.customer, document_date=day(-90), valid_until=day(-60))

    text = Page(anna.get(f"{QUOTES}?view=open")).text

    assert "EUR 2,000.00 excl. VAT · 2,440.00 incl. VAT" in text
    assert "JPY 7,000 excl. VAT · 8,540 incl. VAT" in text


def test_what_ends_soon_and_what_is_over_have_a_word(anna: Client, nordlys: Firm) -> None:
    """Colour is never all there is."""
    for until in (5, -5):
        document(SalesQuote, customer=nordlys.customer, document_date=day(-30), valid_until=day(until))

    text = Page(anna.get(QUOTES)).text

    assert "· soon" in text and "· over" in text and "Expired" in text


def test_the_newest_stand_first_and_an_order_leads_to_its_quote(anna: Client, nordlys: Firm) -> None:
    """P33, P36."""
    old, new = (document(SalesQuote, (item(no), 1), customer=nordlys.customer) for no in "AB")
    order = flow.order(new)
    text = Page(anna.get(QUOTES)).text

    assert text.index(new.no) < text.index(old.no)
    page = Page(anna.get(ORDERS))
    assert order.no in page.text and f"{QUOTES}{new.pk}/" in page.links


def filled(count: int, firm: Firm) -> None:
    """So many quotes, in one unit."""
    with unit():
        for number in range(count):
            SalesQuote(customer=firm.customer, no=f"Q{number:03}", gross=Decimal(number)).save()


@pytest.mark.parametrize("url", [QUOTES, f"{QUOTES}?view=open", f"{QUOTES}?view=mine&status=open"])
def test_a_hundred_rows_ask_no_more_than_twenty_five(
    anna: Client, nordlys: Firm, statements: Statements, url: str
) -> None:
    """Performance goal 7b."""
    counts = []
    filled(25, nordlys)
    for more in (0, 75):
        with unit():
            for number in range(more):
                SalesQuote(customer=nordlys.customer, no=f"R{number:03}").save()
        anna.get(url)
        with statements() as asked:
            anna.get(url)
        counts.append(len(asked))

    assert counts[1] - counts[0] <= 1, counts  # the count of all, which one page does not need
    assert counts[1] <= 11


def test_amounts_have_the_decimal_places_of_their_currency(anna: Client, nordlys: Firm) -> None:
    """Yen have none; the file holds the number as it is stored."""
    Currency.objects.create(code="JPY", decimals=0, rate=Decimal("0.006"))
    document(SalesQuote, (item("Desk", "278810"), 1), customer=nordlys.customer, currency_id="JPY")
    document(SalesQuote, (item("Lamp", "15480"), 1), customer=nordlys.customer, currency_id="EUR")

    page = Page(anna.get(QUOTES))

    assert "15,480.00 EUR" in page.text and " JPY" in page.text
    assert ".00 JPY" not in page.text and 'class="net amount"' in page.html


@pytest.mark.parametrize(
    ("language", "url", "tabs"),
    [
        (
            "it",
            QUOTES,
            "Tutte Le mie Aperte In scadenza questa settimana Da inviare Inviate Accettate Scadute Ordinate",
        ),
        ("it", ORDERS, "Tutti I miei Aperti Da inviare In scadenza questa settimana In ritardo Completati Annullati"),
        ("it", "/interactions/", "Tutte Le mie Ultimi 7 giorni"),
        ("es", QUOTES, "Todas Mías Abiertas Caducan esta semana Por enviar Enviadas Aceptadas Caducadas"),
        ("es", ORDERS, "Todos Míos Abiertos Por enviar Para esta semana Con retraso Completados Anulados"),
        ("es", "/interactions/", "Todas Mías Últimos 7 días"),
    ],
)
def test_the_views_agree_with_what_is_listed(anna: Client, language: str, url: str, tabs: str) -> None:
    """Section 7: gender and number; quotes and interactions are feminine, orders are not."""
    anna.cookies["django_language"] = language

    text = Page(anna.get(url)).text
    assert tabs in text
