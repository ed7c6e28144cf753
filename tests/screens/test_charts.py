"""Charts lead to what they counted: each number, and the list behind it, say the same (section 6, R6)."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from contacts.interactions.models import Interaction
from crm.kit.charts import Chart
from partners.trade import flow
from partners.trade.models import Document, PurchaseOrder, PurchaseQuote, SalesOrder, SalesQuote
from setup.models import CompanyInformation
from setup.models.assisted import AssistedSetup
from tests.factories.interactions import template
from tests.factories.partners import Firm
from tests.factories.trade import document, item, open_for_trade
from tests.screens.conftest import browser, member
from tests.screens.pages import Page

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def trade(nordlys: Firm) -> CompanyInformation:
    """Nordlys buys from us and sells to us; the first day is over, so home has charts for administrators too."""
    first_day = AssistedSetup.current()
    first_day.hidden = True
    first_day.save()
    return open_for_trade()


def day(days: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=days)


def sold_and_bought(firm: Firm) -> None:
    """Documents of both sides, young and old, early and late, with every fate."""
    desk = item()
    for model, party in ((SalesQuote, "customer"), (PurchaseQuote, "vendor")):
        for ago in (-1, 0, 7, 8, 30, 31, 60, 61, 100):
            for until in (40, -1 - ago):
                _made(model, party, firm, desk, day(-ago), valid_until=day(max(until, -ago)))
        flow.order(_made(model, party, firm, desk, day(-20), valid_until=day(5)))
        flow.cancel(_made(model, party, firm, desk, day(-20), valid_until=day(5)))
        flow.accept(_made(model, party, firm, desk, day(-20), valid_until=day(-5)), on=day(-9))
    for order, party in ((SalesOrder, "customer"), (PurchaseOrder, "vendor")):
        for ago in (0, 20, 200, 365, 400):
            for wanted in (-1, 0, 3, 5, 6, 12, 40):
                _made(order, party, firm, desk, day(-ago), requested_date=day(max(wanted, -ago)))
        flow.cancel(_made(order, party, firm, desk, day(-20), requested_date=day(-5)))


def talked(firm: Firm) -> None:
    """Entries of five groups over the last weeks, one of them canceled, one dated ahead."""
    for number, code in enumerate(("CALL", "VISIT", "LETTER", "FAIR", "MAIL")):
        template(code)
        for ago in (0, 2, 6, 9, 30, 55, 56)[: 7 - number]:
            Interaction(contact=firm.contact, template_id=code, date=day(-ago)).save()
    Interaction(contact=firm.contact, template_id="CALL", date=day(-1), canceled=True).save()
    Interaction(contact=firm.contact, template_id="CALL", date=day(1)).save()


def _made(model: type[Document], party: str, firm: Firm, thing: Any, on: date, **values: Any) -> Document:
    return document(model, (thing, 1), **{party: getattr(firm, party)}, document_date=on, **values)


def charts_of(client: Client) -> list[Chart]:
    """What stands on the home page."""
    found: list[Chart] = client.get("/").context["charts"]
    return found


def counted(client: Client, url: str) -> int:
    """How many rows the list at ``url`` has."""
    found: int = client.get(url).context["page"].total.number
    return found


@time_machine.travel(TODAY)
@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("Sales", ["sales_order", "sales_quote", "ages"]),
        ("Purchasing", ["receipts", "purchase_order", "purchase_quote"]),
        ("Administrator", ["sales_order", "sales_quote", "interactions"]),
    ],
)
def test_each_number_is_the_count_of_the_list_behind_it(nordlys: Firm, role: str, names: list[str]) -> None:
    """The promise of every chart; where there is nothing, nothing leads anywhere."""
    sold_and_bought(nordlys)
    talked(nordlys)
    client = browser(member("Eva", role))

    charts = charts_of(client)

    assert [chart.name for chart in charts] == names
    for chart in charts:
        wrong = {
            f"{series.name} {label}": (value, counted(client, url))
            for series in chart.series
            for label, value, url in zip(chart.labels, series.values, series.urls, strict=True)
            if counted(client, url) != value
        }
        assert wrong == {}, chart.name
        assert {bool(bar.url) for bar in chart.bars if float(bar.height)} == {True}, chart.name
        assert {bar.url for bar in chart.bars if not float(bar.height)} <= {""}, chart.name


@time_machine.travel(TODAY)
def test_the_list_behind_a_bar_says_in_chips_what_it_shows(anna: Client, nordlys: Firm) -> None:
    """R4: the whole state is in the address, and each part of it can be taken away."""
    sold_and_bought(nordlys)
    orders = charts_of(anna)[0]

    page = Page(anna.get(orders.series[1].urls[9]))

    assert 'aria-current="true">Not canceled' in page.html
    assert "Dated from: 01/10/2026" in page.text and "Dated until: 31/10/2026" in page.text
    assert "?view=standing&until=2026-10-31" in page.links


@time_machine.travel(TODAY)
def test_what_else_was_said_names_the_groups_left_out(anna: Client, nordlys: Firm) -> None:
    """The last pile is of all other groups, and its list says so."""
    talked(nordlys)
    *_largest, others = charts_of(anna)[2].series

    page = Page(anna.get(others.urls[-1]))

    assert others.name == "Others"
    assert "All groups but: G-CALL|G-LETTER|G-VISIT" in page.text and "Canceled: No" in page.text


@time_machine.travel(TODAY)
def test_bars_are_links_with_names_and_the_table_has_the_same(anna: Client, nordlys: Firm) -> None:
    """2.1.1, 2.5.3: the name says month, year and the number that is seen."""
    sold_and_bought(nordlys)

    html = anna.get("/").content.decode()

    drawn, table = html.split('id="chart-sales_order"')[1].split("</figure>")[0].split("<details")
    (bar,) = [part for part in drawn.split("<a ")[1:] if 'aria-label="Oct, 2026: ' in part]
    url = bar.split('href="')[1].split('"')[0]
    number = bar.split('aria-label="Oct, 2026: ')[1].split('"')[0]
    assert f"<title>Oct, 2026: {number}</title>" in bar and f">{number}</text>" in bar
    assert f'<a href="{url}">{number}</a>' in table


@time_machine.travel(TODAY)
@pytest.mark.parametrize(("language", "separator", "head"), [("en", ",", "Month"), ("it", ";", "Mese")])
def test_the_table_of_a_chart_is_a_file_too(
    anna: Client, nordlys: Firm, language: str, separator: str, head: str
) -> None:
    """Section 6: export; in the format of the reader."""
    sold_and_bought(nordlys)
    anna.cookies["django_language"] = language

    answer = anna.get("/charts/sales-orders/")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    assert rows[0] == [head, "2025", "2026"] and len(rows) == 13
    assert [int(row[2]) for row in rows[1:]] == list(charts_of(anna)[0].series[1].values)


def test_a_chart_of_what_one_may_not_see_is_no_file(bo: Client, cleo: Client) -> None:
    """H4."""
    assert [client.get("/charts/sales-orders/").status_code for client in (bo, cleo)] == [200, 404]
    assert bo.get("/charts/nonsense/").status_code == 404


@time_machine.travel(TODAY)
def test_every_quote_of_the_last_months_has_one_fate(anna: Client, nordlys: Firm) -> None:
    """No quote is left out of the piles or stands in two of them, accepted ones included."""
    sold_and_bought(nordlys)
    piles = charts_of(anna)[1]

    quotes = SalesQuote.objects.filter(document_date__gte=date(2026, 6, 1), document_date__lte=TODAY)

    assert sum(sum(series.values) for series in piles.series) == quotes.count()
    assert {series.name: sum(series.values) for series in piles.series}["Accepted, not ordered"] == 1
