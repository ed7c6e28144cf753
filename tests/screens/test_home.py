"""Home: cues that lead to what they count, charts that are sentences and tables too, by role (section 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from contacts.interactions.models import Interaction
from crm.kit import overview
from crm.kit.charts import Chart, Series
from crm.kit.unit import unit
from partners.trade import flow
from partners.trade.models import PurchaseOrder, PurchaseQuote, SalesOrder, SalesQuote
from setup.models import CompanyInformation
from tests.conftest import Statements
from tests.factories.interactions import template
from tests.factories.partners import Firm
from tests.factories.trade import document, item, open_for_trade
from tests.screens.conftest import browser, member, settle
from tests.screens.pages import Page

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def trade(nordlys: Firm) -> CompanyInformation:
    """Nordlys buys from us and sells to us; nothing is left to set up."""
    settle()
    return open_for_trade()


@pytest.fixture
def november() -> Iterator[None]:
    """It is ``TODAY``, also for who signs in: a session that began weeks earlier would be over."""
    with time_machine.travel(TODAY):
        yield


def day(days: int) -> Any:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def cues(client: Client) -> dict[str, tuple[str, str]]:
    """By label, what each cue says and where it leads."""
    groups = client.get("/").context["groups"]
    return {cue.label: (str(cue.number), cue.url) for group in groups for cue in group.cues}


def charts(client: Client) -> list[str]:
    """The names of the charts."""
    return [chart.name for chart in client.get("/").context["charts"]]


def busy(firm: Firm) -> None:
    """Some of everything that is counted."""
    desk = item()
    for until in (30, 7, 0, -1):
        document(SalesQuote, (desk, 1), customer=firm.customer, document_date=day(-30), valid_until=day(until))
    for wanted in (-2, 3, 30):
        document(SalesOrder, (desk, 1), customer=firm.customer, document_date=day(-60), requested_date=day(wanted))
        document(PurchaseOrder, (desk, 1), vendor=firm.vendor, document_date=day(-60), requested_date=day(wanted))
    document(PurchaseQuote, (desk, 1), vendor=firm.vendor)


def test_each_cue_leads_to_the_list_that_shows_as_many(anna: Client, nordlys: Firm) -> None:
    """The number and the list are counted by the same condition; the filter is a chip there."""
    busy(nordlys)
    found = cues(anna)
    expected = {
        "Open quotes": "3", "Quotes expiring in 7 days": "2", "Open orders": "3", "Late orders": "1",
        "Quotes waiting for an answer": "1", "Orders to send": "3", "Receipts due this week": "1", "Late receipts": "1",
    }  # fmt: skip

    assert {label: number for label, (number, _url) in found.items() if label in expected} == expected
    for label, number in expected.items():
        page = anna.get(found[label][1])
        assert str(page.context["page"].total) == number, label
        assert page.context["view_chip"] is not None


def test_how_late_late_orders_are_leads_to_them(anna: Client, nordlys: Firm) -> None:
    """Whole days on average, of what is late only."""
    for wanted in (-2, -3, -9, 30):
        document(SalesOrder, (item(f"D{wanted}"), 1), customer=nordlys.customer, document_date=day(-60),
                 requested_date=day(wanted))  # fmt: skip
    assert cues(anna)["Average days late"] == ("5", "/trade/sales-orders/?view=late")


def test_a_cue_of_nothing_stays_in_its_place_in_grey(anna: Client) -> None:
    """Positions never move, and nothing asks for attention."""
    html = Page(anna.get("/")).html

    assert '<a class="tile nothing" href="/trade/sales-orders/?view=late">' in html
    assert "attention" not in html.split("Late orders")[0].rsplit("<a ", 1)[1]


def test_a_cue_that_needs_somebody_says_so_in_words(anna: Client, nordlys: Firm) -> None:
    """Not by colour alone."""
    document(SalesOrder, (item(), 1), customer=nordlys.customer, document_date=day(-9), requested_date=day(-1))

    html = Page(anna.get("/")).html

    assert "to look at" in html.split("Late orders")[1].split("</a>")[0]


def test_who_may_see_nothing_is_shown_nothing(cleo: Client) -> None:
    """H4: no number, no chart, no entry."""
    page = cleo.get("/")

    assert page.context["groups"] == [] and page.context["charts"] == [] and page.context["panels"] == []


def test_charts_come_by_what_one_works_on(bo: Client, anna: Client) -> None:
    """Section 6: presets by role; three at most."""
    sales, purchasing = (browser(member(name, name)) for name in ("Sales", "Purchasing"))

    assert charts(sales) == ["sales_order", "sales_quote", "ages"]
    assert charts(purchasing) == ["receipts", "purchase_order", "purchase_quote"]
    assert charts(anna) == ["sales_order", "sales_quote", "interactions"]
    assert len(charts(bo)) == 3


@pytest.mark.usefixtures("november")
def test_orders_of_this_year_stand_beside_those_of_the_last(anna: Client, nordlys: Firm) -> None:
    """Canceled ones do not count; the sentence and the table say the same."""
    for when in (date(2026, 11, 2), date(2026, 11, 3), date(2025, 11, 20), date(2026, 1, 5), date(2024, 11, 1)):
        document(SalesOrder, (item(f"D{when}"), 1), customer=nordlys.customer, document_date=when)
    flow.cancel(document(SalesOrder, customer=nordlys.customer, document_date=date(2026, 11, 4)))

    (chart, *_others) = anna.get("/").context["charts"]

    assert chart.title == "Sales orders: 2 this month so far, 1 in the same month last year."
    assert [one.name for one in chart.series] == ["2025", "2026"]
    assert chart.series[1].values == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0)
    assert [row for row in chart.table if row.label == "Nov"][0].plain == [1, 2]


@pytest.mark.usefixtures("november")
def test_what_became_of_quotes_adds_up(anna: Client, nordlys: Firm) -> None:
    """Every quote of a month is in one part of its pile."""
    quotes = [
        document(SalesQuote, (item(f"D{n}"), 1), customer=nordlys.customer, document_date=date(2026, 10, 30 - n))
        for n in range(4)
    ]
    flow.order(quotes[0])
    flow.cancel(quotes[1])
    quotes[2].valid_until = date(2026, 11, 1)
    quotes[2].save()

    chart = anna.get("/").context["charts"][1]

    october = chart.labels.index("Oct")
    assert [(one.name, one.values[october]) for one in chart.series] == [
        ("Ordered", 1), ("Accepted, not ordered", 0), ("Open", 1), ("Expired", 1), ("Canceled", 1),
    ]  # fmt: skip
    assert chart.notes[october] == "25 %" and "25 %" in chart.title


def test_every_chart_is_an_image_with_a_name_and_a_table(anna: Client, nordlys: Firm) -> None:
    """1.1.1: and it needs neither script nor style."""
    busy(nordlys)
    template()
    Interaction(contact=nordlys.contact, template_id="SALES", description="Called").save()

    html = Page(anna.get("/")).html

    assert html.count('<svg role="group" aria-labelledby="chart-') == html.count("Show as table") == 3
    assert html.count('<figcaption id="chart-') == 3
    assert "style=" not in html and "<style" not in html
    assert "Called" in html.split("Interactions of the last days")[1]


@pytest.mark.parametrize("language", ["en", "it", "es"])
def test_drawings_have_points_in_every_language(anna: Client, nordlys: Firm, language: str) -> None:
    """A comma in a coordinate draws nothing."""
    busy(nordlys)
    anna.cookies["django_language"] = language

    html = Page(anna.get("/")).html

    drawn = [part.split('"')[0] for part in html.split('height="')[1:]]
    assert drawn and all(part.replace(".", "", 1).isdigit() for part in drawn)
    assert f'<html lang="{language}" ' in html


def test_bars_are_as_high_as_their_numbers() -> None:
    """The highest fills the sheet; piles add up."""
    beside = Chart("x", "X", "L", ("a", "b"), (Series("one", (1, 4)), Series("two", (2, 0))))
    piled = Chart("y", "Y", "L", ("a",), (Series("one", (1,)), Series("two", (3,))), piled=True)

    heights = [float(bar.height) for bar in beside.bars]
    assert heights[2] == 4 * heights[0] == 2 * heights[1] and heights[3] == 0
    assert [bar.text for bar in beside.bars] == ["1", "2", "4", ""]
    lower, upper = piled.bars
    assert float(upper.y) + float(upper.height) == pytest.approx(float(lower.y), abs=0.2)
    assert Chart("z", "Z", "L", ("a",), (Series("one", (0,)),)).is_empty


def test_nothing_is_offered_twice() -> None:
    """A name is one chart."""
    offer = overview.ChartOffer("sales-orders", "", "", lambda: Chart("x", "X", "L", (), ()))

    with pytest.raises(ValueError, match="already"):
        overview.register_chart(offer)


def test_home_asks_no_more_for_more(anna: Client, nordlys: Firm, statements: Statements) -> None:
    """Performance: a constant number of queries at two sizes."""
    busy(nordlys)
    template()
    counts = []
    for more in (1, 40):
        with unit():
            for number in range(more):
                SalesQuote(customer=nordlys.customer, no=f"Q{more}-{number}").save()
                Interaction(contact=nordlys.contact, template_id="SALES", description="Called").save()
        anna.get("/")
        with statements() as asked:
            anna.get("/")
        counts.append(len(asked))

    assert counts[1] <= counts[0] <= 34, counts


@pytest.mark.parametrize("url", ["/", "/setup/"])
def test_who_has_no_role_is_told_who_gives_one(cleo: Client, anna: Client, url: str) -> None:
    """R6, N7: no blank page; and nobody else is told so."""
    assert "Your user has no role that shows records." in Page(cleo.get(url)).text
    assert "Your user has no role" not in Page(anna.get(url)).text
