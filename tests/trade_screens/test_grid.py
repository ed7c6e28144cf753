"""The grid of lines: planned by the server while it is typed, moved, shown by windows, and pasted (3.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm.kit.unit import unit
from partners.trade import adding
from partners.trade.models import (
    Document,
    DocumentLine,
    Item,
    PurchaseOrder,
    SalesQuote,
)
from tests.conftest import Statements
from tests.factories.partners import Firm
from tests.factories.setup import CurrencyFactory
from tests.factories.trade import add, document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")

QUOTES = "/trade/sales-quotes/"


def asked(client: Client, url: str, **typed: str) -> Any:
    """The plan for the form at ``url`` after that was typed into its rows."""
    rows = {f"documentline-{name}": value for name, value in typed.items()}
    page = Page(client.get(url))
    plan = url.partition("?")[0].replace("/edit/", "/plan/").replace("/new/", "/plan/")
    _path, mark, params = url.partition("?")
    answer = client.post(plan + mark + params, page.with_typed(**rows))
    assert answer.status_code == 200
    return answer.json()


def long_quote(customer: Any, count: int) -> SalesQuote:
    """A quote with so many lines of one desk."""
    quote, desk = document(SalesQuote, customer=customer), item("Desk", "10")
    lines = [DocumentLine(document=quote, item=desk, quantity=Decimal(1)) for _ in range(count)]
    with unit():
        adding.add_lines(quote, lines)
    found: SalesQuote = SalesQuote.objects.get(pk=quote.pk)
    return found


def said(quote: Document) -> list[str]:
    """The descriptions in their order."""
    return list(quote.lines.order_by("line_no").values_list("description", flat=True))


def test_an_item_fills_its_row_and_the_totals_before_anything_is_saved(anna: Client, nordlys: Firm) -> None:
    """3.3: by the server, in the currency and with the VAT of the customer."""
    item("Desk", "489")

    plan = asked(anna, f"{QUOTES}new/?customer={nordlys.customer.pk}", **{"0-item": "desk", "0-quantity": "12*4"})

    cells = plan["rows"]["documentline-0"]["cells"]
    assert (cells["item"], cells["description"], cells["quantity"]) == ("DESK", "Desk", "48")
    assert (cells["unit_price"], cells["amount"], cells["vat_product_group"]) == ("489.00", "23472.00", "STANDARD")
    assert "28,635.84" in plan["totals"] and "28,635.84 EUR" in plan["said"]
    assert not Document.objects.exists()


def test_the_plan_is_what_saving_stores(anna: Client, nordlys: Firm) -> None:
    """Never wrong: discounts, other items, deleted and new rows included."""
    quote = document(SalesQuote, (item("Desk", "489"), 3), (item("Lamp", "19.99"), 2), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/edit/"
    typed = {"0-discount_percent": "7.5", "1-DELETE": "on", "2-item": "LAMP", "2-quantity": "3*7"}
    header = {"invoice_discount_percent": "3"}

    rows = {f"documentline-{name}": value for name, value in typed.items()} | header
    plan = anna.post(f"{QUOTES}{quote.pk}/plan/", Page(anna.get(url)).with_typed(**rows)).json()
    before = SalesQuote.objects.get(pk=quote.pk)
    page = Page(anna.post(url, Page(anna.get(url)).with_typed(**rows), follow=True))

    quote = SalesQuote.objects.get(pk=quote.pk)
    assert before.gross != quote.gross and before.lines.count() == 2
    for total in (quote.subtotal, quote.invoice_discount, quote.net, quote.vat, quote.gross):
        assert f"{total:,.2f}" in plan["totals"] and f"{total:,.2f}" in page.text


def test_other_terms_are_planned_with_the_prices_they_bring(anna: Client, nordlys: Firm) -> None:
    """c.3: cells and totals say before saving what saving makes of the lines; what was typed stays."""
    CurrencyFactory(code="USD", rate=Decimal("0.5"))
    quote = document(SalesQuote, (item("Desk", "100"), 1), (item("Lamp", "20"), 1), customer=nordlys.customer)
    url, typed = f"{QUOTES}{quote.pk}/edit/", {"currency": "USD", "documentline-1-unit_price": "50"}

    plan = anna.post(f"{QUOTES}{quote.pk}/plan/", Page(anna.get(url)).with_typed(**typed)).json()
    answer = anna.post(url, Page(anna.get(url)).with_typed(**typed))

    assert [row["cells"]["unit_price"] for row in plan["rows"].values()] == ["200.00", "50.00"]
    assert answer.status_code == 302
    lines = quote.lines.order_by("line_no")
    assert [(int(line.unit_price), int(line.amount)) for line in lines] == [(200, 200), (50, 50)]
    assert "305.00 USD" in plan["totals"] and SalesQuote.objects.get(pk=quote.pk).gross == 305


def test_what_is_wrong_is_said_at_its_cell_and_the_rest_is_planned(anna: Client, nordlys: Firm) -> None:
    """3.4."""
    item("Desk", "100"), item("Lamp", "100", blocked="all")
    url = f"{QUOTES}new/?customer={nordlys.customer.pk}"

    typed = {"0-item": "DESK", "0-quantity": "2", "1-item": "LAMP", "2-item": "DESK", "2-quantity": "x"}
    plan = asked(anna, url, **typed)

    assert plan["rows"]["documentline-0"]["errors"] == {}
    assert "blocked (for everything)" in plan["rows"]["documentline-1"]["errors"]["item"][0]
    assert "Enter a number" in plan["rows"]["documentline-2"]["errors"]["quantity"][0]
    assert "244.00" in plan["totals"] and "Lines with errors are not counted." in plan["totals"]


def test_a_plan_needs_the_right_to_write(bo: Client, purchasing: Client, sales: Client, nordlys: Firm) -> None:
    """H4: what may not be saved is not planned either; reading a paste needs no more than looking."""
    quote = document(SalesQuote, (item(), 1), customer=nordlys.customer)
    sent = Page(sales.get(f"{QUOTES}{quote.pk}/edit/")).sends
    for client, status in ((sales, 200), (purchasing, 403), (bo, 403)):
        assert client.post(f"{QUOTES}{quote.pk}/plan/", sent).status_code == status
        assert client.get(f"{QUOTES}{quote.pk}/paste/").status_code == status
    assert sales.get(f"{QUOTES}{quote.pk}/plan/").status_code == 405


def test_lines_are_moved_and_put_between(anna: Client, nordlys: Firm) -> None:
    """3.3: places say where."""
    quote = document(SalesQuote, *[(item(name), 1) for name in ("Desk", "Lamp", "Shelf")], customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/edit/"
    typed = {"documentline-2-ORDER": "1", "documentline-3-item": "DESK", "documentline-3-ORDER": "2"}

    anna.post(url, Page(anna.get(url)).with_typed(**typed))

    assert said(quote) == ["Shelf", "Desk", "Desk", "Lamp"]
    moved = {"documentline-0-ORDER": "9"}
    anna.post(url, Page(anna.get(url)).with_typed(**moved))
    assert said(quote)[-1] == "Shelf"


def test_where_no_numbers_are_left_the_lines_are_numbered_anew(anna: Client, nordlys: Firm) -> None:
    """Any number of lines goes between two."""
    quote = document(SalesQuote, (item("Desk"), 1), (item("Lamp"), 1), customer=nordlys.customer)
    first, last = quote.lines.order_by("line_no")
    last.line_no = first.line_no + 1
    last.save()
    url = f"{QUOTES}{quote.pk}/edit/"
    typed = {"documentline-2-description": "between", "documentline-2-ORDER": "2"}

    anna.post(url, Page(anna.get(url)).with_typed(**typed))

    assert said(quote) == ["Desk", "between", "Lamp"]


def test_a_long_document_is_written_by_windows(anna: Client, nordlys: Firm) -> None:
    """A change of line 60, and one line more at the end of that window, which is in the middle of the document."""
    quote = long_quote(nordlys.customer, 120)
    url = f"{QUOTES}{quote.pk}/edit/?rows=2"
    page = Page(anna.get(url))
    assert page.sends["documentline-0-ORDER"] == "51" and page.sends["documentline-INITIAL_FORMS"] == "50"
    assert "1,464.00" in page.text  # of all lines

    typed = {"documentline-9-quantity": "5", "documentline-50-description": "Here", "documentline-50-ORDER": "101"}
    plan = anna.post(f"{QUOTES}{quote.pk}/plan/?rows=2", page.with_typed(**typed)).json()
    anna.post(url, page.with_typed(**typed))

    assert "1,512.80" in plan["totals"]
    quote = SalesQuote.objects.get(pk=quote.pk)
    assert (quote.net, quote.lines.count(), said(quote)[100]) == (1240, 121, "Here")


def test_a_row_that_somebody_deleted_meanwhile_says_so(anna: Client, nordlys: Firm) -> None:
    """N3."""
    quote = document(SalesQuote, (item("Desk"), 1), (item("Lamp"), 1), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/edit/"
    page = Page(anna.get(url))
    quote.lines.get(description="Lamp").delete()

    answer = Page(anna.post(url, page.with_typed(**{"documentline-1-quantity": "4"})))

    assert "This row was deleted meanwhile." in answer.text
    assert answer.sends["documentline-1-quantity"] == "4"


def test_the_lines_of_a_released_document_cannot_be_typed_into(anna: Client, nordlys: Firm) -> None:
    """3.3: one line says why, with the way out; the cells are shown."""
    quote = document(SalesQuote, (item("Desk"), 1), customer=nordlys.customer)
    anna.post(f"{QUOTES}{quote.pk}/release/", Page(anna.get(f"{QUOTES}{quote.pk}/release/")).sends)

    for page in (Page(anna.get(f"{QUOTES}{quote.pk}/")), Page(anna.get(f"{QUOTES}{quote.pk}/edit/"))):
        assert "is released. Reopen it to change it." in page.text and "Released" in page.text
        assert f"{QUOTES}{quote.pk}/reopen/" in page.links
    assert 'name="documentline-0-quantity"' in page.html
    assert page.html.partition('name="documentline-0-quantity"')[2].partition(">")[0].count("disabled") == 1


def counted(client: Client, statements: Statements, quote: Document) -> dict[str, int]:
    """How many statements each page of the quote takes."""
    url = f"{QUOTES}{quote.pk}/edit/"
    page = Page(client.get(url))
    found = {}
    with statements() as made:
        client.get(f"{QUOTES}{quote.pk}/")
    found["card"] = len(made)
    with statements() as made:
        client.get(url)
    found["open"] = len(made)
    every = {f"documentline-{n}-discount_percent": "5" for n in range(int(page.sends["documentline-INITIAL_FORMS"]))}
    with statements() as made:
        client.post(f"{QUOTES}{quote.pk}/plan/", page.with_typed(**every))
    found["plan"] = len(made)
    with statements() as made:
        client.post(url, page.with_typed(your_reference="X-2"))
    found["header"] = len(made)
    with statements() as made:
        client.post(url, Page(client.get(url)).with_typed(**{"documentline-0-description": "Oak"}))
    found["line"] = len(made)
    return found


def test_pages_take_the_same_statements_for_3_and_for_300_lines(
    anna: Client, nordlys: Firm, statements: Statements
) -> None:
    """Opening, planning every line of a window, saving the header and saving one line."""
    few = long_quote(nordlys.customer, 3)
    many = document(SalesQuote, customer=nordlys.customer)
    desk = Item.objects.get()
    lines = [DocumentLine(document=many, item=desk, quantity=Decimal(1)) for _ in range(300)]
    adding.add_lines(many, lines)
    counted(anna, statements, document(SalesQuote, (desk, 1), customer=nordlys.customer))  # caches are warm

    small, large = counted(anna, statements, few), counted(anna, statements, many)

    assert small.pop("card") >= large.pop(
        "card"
    )  # it names whom the last changes were about, of a few lines the header's
    assert small == large
    limits = {"open": 20, "plan": 26, "header": 40, "line": 55}
    assert {name: count for name, count in large.items() if count > limits[name]} == {}


def test_every_kind_has_its_grid(anna: Client, nordlys: Firm) -> None:
    """Purchases too, at cost."""
    item("Desk", "100")
    url = f"/trade/purchase-orders/new/?vendor={nordlys.vendor.pk}"

    plan = asked(anna, url, **{"0-item": "DESK", "0-quantity": "2"})

    assert plan["rows"]["documentline-0"]["cells"]["unit_price"] == "50.00"
    assert add(document(PurchaseOrder, vendor=nordlys.vendor), item("Lamp", "9")).unit_price == Decimal("4.5")


def test_a_price_of_nothing_is_a_price(anna: Client, nordlys: Firm) -> None:
    """3.3: typed on a new line it is planned and saved; left blank it is the catalogue's."""
    item("Desk", "489")
    url = f"{QUOTES}new/?customer={nordlys.customer.pk}"
    typed = {"0-item": "desk", "0-quantity": "2", "0-unit_price": "0", "1-item": "desk", "1-quantity": "1"}

    plan = asked(anna, url, **typed)
    page = Page(anna.get(url))
    anna.post(url, page.with_typed(**{f"documentline-{name}": value for name, value in typed.items()}))

    assert [plan["rows"][f"documentline-{row}"]["cells"]["unit_price"] for row in (0, 1)] == ["0.00", "489.00"]
    assert [int(line.unit_price) for line in SalesQuote.objects.get().lines.order_by("line_no")] == [0, 489]
