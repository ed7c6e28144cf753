"""Rows from a spreadsheet, and items offered while one types (3.3)."""

from __future__ import annotations

import pytest
from django.test import Client

from partners.trade.models import BlanketSalesOrder, DocumentLine, SalesOrder, SalesQuote
from partners.trade.spreadsheet import cells_of, number
from setup.models import UnitOfMeasure
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.screens.pages import Page
from tests.trade.paper import called, languages

pytestmark = pytest.mark.usefixtures("trade")

QUOTES = "/trade/sales-quotes/"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("€ 1.234,50", "1234.50"), ("1,234.50 EUR", "1234.50"), ("-1.234.567,8", "-1234567.8"), ("10 %", "10"),
        ("1\u202f234,5", "1234,5"), ("1.234", "1.234"), ("twelve", "twelve"), ("", ""),
    ],
)  # fmt: skip
def test_what_stands_beside_a_number_is_left_out(typed: str, read: str) -> None:
    """And what can only be read in one way is; the rest is for the language of the page."""
    assert number(typed) == read


def test_cells_stand_where_the_paste_began_or_where_headings_say() -> None:
    """Blank rows are none, and a quoted cell may hold a line break."""
    assert cells_of("2\tPCS\n\n3\t", "quantity") == [{"quantity": "2", "unit": "PCS"}, {"quantity": "3", "unit": ""}]
    headings = {"no.": "item", "quantity": "quantity"}
    assert cells_of("Quantity\tNo.\n2\tDESK", captions=headings) == [{"quantity": "2", "item": "DESK"}]
    assert cells_of('DESK\t"oak\nand steel"')[0]["description"] == "oak\nand steel"


def test_comments_go_along_where_that_was_ticked(anna: Client, nordlys: Firm) -> None:
    """Copy Document asks where there is something to ask."""
    quote = document(SalesQuote, (item(), 1), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/"
    assert "Copy the comments too." not in Page(anna.get(f"{url}copy/")).text
    written = {"documentcomment-0-text": "Call first", "documentcomment-0-is_printed": "on"}
    anna.post(f"{url}edit/", Page(anna.get(f"{url}edit/")).with_typed(**written))
    assert "Call first" in Page(anna.get(url)).text and "Anna" in Page(anna.get(url)).text

    anna.post(f"{url}copy/", Page(anna.get(f"{url}copy/")).with_typed(comments="yes"))

    made = SalesQuote.objects.exclude(pk=quote.pk).get()
    assert [(one.text, one.is_printed) for one in made.comments.all()] == [("Call first", True)]


def test_a_page_opened_yesterday_makes_no_comment(anna: Client, nordlys: Firm) -> None:
    """The day stands in the blank row."""
    quote = document(SalesQuote, (item(), 1), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/edit/"

    anna.post(url, Page(anna.get(url)).with_typed(**{"documentcomment-0-date": "2020-01-01", "your_reference": "X"}))

    assert SalesQuote.objects.get().your_reference == "X" and not quote.comments.exists()


def test_a_released_blanket_order_still_says_what_is_ordered_now(anna: Client, nordlys: Firm) -> None:
    """c.9: the one cell that stays open is saved."""
    blanket = document(BlanketSalesOrder, (item("Desk", "100"), 10), customer=nordlys.customer)
    url = f"/trade/blanket-sales-orders/{blanket.pk}/"
    anna.post(f"{url}release/", Page(anna.get(f"{url}release/")).sends)

    typed = {"documentline-0-quantity_to_order": "2*2"}
    assert (
        "disabled"
        not in Page(anna.get(f"{url}edit/")).html.partition('name="documentline-0-quantity_to_order"')[2][:300]
    )
    anna.post(f"{url}edit/", Page(anna.get(f"{url}edit/")).with_typed(**typed))
    anna.post(f"{url}order-part/", Page(anna.get(f"{url}order-part/")).sends)

    assert SalesOrder.objects.get().net == 400


@pytest.mark.parametrize("language", ["en", "it"])
def test_rows_from_a_spreadsheet_are_read_as_people_write_them(anna: Client, nordlys: Firm, language: str) -> None:
    """1.234,50 can only be one number, whichever language the page is in."""
    item("Desk", "489")
    anna.cookies["django_language"] = language
    text = "DESK\t\t2\t\t1.234,50\nDESK\tTable\tmany\nLAMP\t\t1"
    url = f"{QUOTES}new/?customer={nordlys.customer.pk}"

    told = anna.post(f"{QUOTES}read-lines/", {"text": text, "customer": nordlys.customer.pk}).json()["rows"]

    assert [bool(row["reason"]) for row in told] == [False, True, True]
    written = {"en": "1,234.50", "it": "1.234,50"}[language]
    assert told[0]["cells"]["unit_price"] == written and told[1]["cells"]["quantity"] == "many"
    assert "LAMP" in told[2]["reason"]
    sent = Page(anna.get(url)).with_typed(**{f"documentline-0-{n}": v for n, v in told[0]["cells"].items()})
    anna.post(url, sent)
    assert DocumentLine.objects.get().amount == 2469


@pytest.mark.parametrize("typed", ["PCS", "pcs", "Piece", "Pezzo", "PIEZA"])
def test_units_are_understood_by_what_our_papers_call_them(anna: Client, nordlys: Firm, typed: str) -> None:
    """By code, description, and description in any language."""
    unit = UnitOfMeasure.objects.create(code="PCS", description="Piece")
    languages()
    called(unit, IT="Pezzo", ES="Pieza")
    item("Desk", "489")

    told = anna.post(f"{QUOTES}read-lines/", {"text": f"DESK\t\t2\t{typed}"}).json()["rows"]

    assert (told[0]["cells"]["unit"], told[0]["reason"]) == ("PCS", "")


def test_a_hundred_rows_fit_into_one_form(anna: Client, nordlys: Firm) -> None:
    """As many as the grid takes from one paste."""
    item("Desk", "10")
    url = f"{QUOTES}new/?customer={nordlys.customer.pk}"
    page = Page(anna.get(url))
    cells = (
        "item",
        "description",
        "quantity",
        "unit",
        "unit_price",
        "discount_percent",
        "amount",
        "kind",
        "ORDER",
        "id",
    )
    typed = {f"documentline-{n}-{name}": "" for n in range(100) for name in cells}
    typed |= {f"documentline-{n}-item": "DESK" for n in range(100)}
    typed |= {f"documentline-{n}-quantity": "2" for n in range(100)} | {"documentline-TOTAL_FORMS": "100"}

    anna.post(url, page.with_typed(**typed))

    assert SalesQuote.objects.get().net == 2000


def test_many_rows_are_shown_then_stored_at_once(anna: Client, nordlys: Firm) -> None:
    """Headings say what stands where; what cannot be read is left out; twice makes it once."""
    item("Desk", "489")
    quote = document(SalesQuote, (item("Lamp", "1"), 1), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/paste/"
    rows = "Quantity\tNo.\n" + "2\tDESK\n" * 3 + "x\tDESK\n"

    shown = Page(anna.post(url, Page(anna.get(url)).with_typed(text=rows)))
    assert "3 rows can be read" in shown.text and "Quantity: Enter a number" in shown.text
    assert quote.lines.count() == 1
    confirmed = shown.with_typed(text=rows, confirm="yes")
    for _ in range(2):
        page = Page(anna.post(url, confirmed, follow=True))

    quote = SalesQuote.objects.get(pk=quote.pk)
    assert "3 lines were added." in page.text or quote.lines.count() == 4
    assert (quote.lines.count(), quote.net) == (4, 1 + 6 * 489)


def test_items_that_fit_are_offered(anna: Client, cleo: Client) -> None:
    """By number or name; blocked ones say so."""
    item("Desk"), item("Desk lamp", blocked="sales")

    found = anna.get("/trade/catalogue/suggest/?q=desk&kind=sales_quote").json()["items"]

    assert found == [{"no": "DESK", "name": "Desk"}, {"no": "DESK LAMP", "name": "Desk lamp (Sales)"}]
    assert anna.get("/trade/catalogue/suggest/").json() == {"items": []}
    assert cleo.get("/trade/catalogue/suggest/?q=d").status_code == 403
