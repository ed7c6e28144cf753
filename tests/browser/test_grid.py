"""Lines written with the keyboard alone, and the way from a contact to its order (3.3, F8)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from partners.trade.models import SalesOrder, SalesQuote
from tests.browser.faults import faults
from tests.factories.partners import Firm
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]

D = Decimal
SETTLED = "[data-sums]:not([aria-busy])"
QUOTES = "/trade/sales-quotes/"


def settled(page: Any) -> None:
    """The totals are those of what stands in the grid."""
    page.wait_for_timeout(200)
    page.wait_for_selector(SETTLED)


def items_in(page: Any) -> list[str]:
    """The numbers in the rows, from above."""
    found: list[str] = page.eval_on_selector_all(
        "[data-row]:not([hidden]) [data-cell=item] input", "cells => cells.map(cell => cell.value).filter(Boolean)"
    )
    return found


def gross(page: Any) -> str:
    """The total as it is read."""
    found: str = page.inner_text("dd.gross")
    return found


def write(page: Any, *lines: tuple[str, str]) -> None:
    """Lines typed one after the other: number, Tab, Tab, quantity, Enter."""
    page.wait_for_selector("[data-grid].alive")
    page.focus("[data-row] [data-cell=item] input")
    for number, (no, quantity) in enumerate(lines):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(no)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type(quantity)
    settled(page)


def test_lines_are_written_with_the_keyboard_alone(page: Any, nordlys: Firm) -> None:
    """Three typed, two of three pasted, one removed and brought back, and moved; what was shown is then stored."""
    for name, price in (("Desk", "489"), ("Chair", "120.50"), ("Lamp", "19.99"), ("Shelf", "75")):
        item(name, price)
    page.goto(f"{QUOTES}new/?customer={nordlys.customer.pk}")
    write(page, ("desk", "12*4"), ("CHAIR", "3"), ("LAMP", "10"))
    assert page.input_value("[data-row] [data-cell=quantity] input") == "48"

    page.keyboard.press("Control+Insert")
    page.evaluate("navigator.clipboard.writeText('SHELF\\t\\t2\\t\\t1.250,50\\nDESK\\tTable\\tmany\\nLAMP\\t\\t1')")
    page.keyboard.press("Control+v")
    page.wait_for_selector("dialog[open]")
    assert "Enter a number" in page.inner_text("dialog tr.wrong")
    page.keyboard.press("Enter")
    settled(page)
    assert items_in(page) == ["DESK", "CHAIR", "LAMP", "SHELF", "LAMP"]

    page.keyboard.press("Control+Delete")
    settled(page)
    assert items_in(page) == ["DESK", "CHAIR", "LAMP", "SHELF"]
    page.keyboard.press("F8")
    settled(page)
    assert items_in(page)[-1] == "LAMP"
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Shift+ArrowUp")
    settled(page)
    shown = gross(page)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/trade/sales-quotes/*/")

    quote = SalesQuote.objects.get()
    assert shown == gross(page) == f"{quote.gross:,.2f} EUR"
    stored = quote.lines.order_by("line_no").values_list("item__no", "quantity")
    assert [(no, int(quantity)) for no, quantity in stored] == [
        ("DESK", 48), ("CHAIR", 3), ("LAMP", 10), ("LAMP", 1), ("LAMP", 2),
    ]  # fmt: skip


def test_an_error_stands_at_its_cell_while_the_others_are_counted(page: Any, nordlys: Firm) -> None:
    """And saving keeps everything that was typed."""
    item("Desk", "100")
    page.goto(f"{QUOTES}new/?customer={nordlys.customer.pk}")
    write(page, ("DESK", "2"), ("NOTHING", "1"))

    cell = page.locator("[data-row] [data-cell=item] input").nth(1)
    if cell.get_attribute("aria-invalid") is None:  # it is in the second row that is seen
        cell = page.locator("[aria-invalid=true]").first
    assert "Nothing found" in page.inner_text(f"[id='{cell.get_attribute('aria-describedby')}']")
    assert "244.00" in gross(page)
    page.keyboard.press("Control+s")
    page.wait_for_selector(".bar.error")
    assert items_in(page) == ["DESK", "NOTHING"]
    settled(page)
    assert "244.00" in gross(page)


def test_from_the_contact_to_its_order(page: Any, nordlys: Firm) -> None:
    """F8 with the keyboard in the lines: quote, order, and both know each other."""
    item("Desk", "489")
    page.goto(f"/contacts/{nordlys.contact.pk}/")
    page.locator(".head").get_by_role("link", name="Create Sales Quote").last.click()
    write(page, ("DESK", "2"))
    page.keyboard.press("Control+s")
    page.wait_for_url("**/trade/sales-quotes/*/")
    page.get_by_text("Actions").first.click()
    page.get_by_role("link", name="Convert to Order").click()
    page.get_by_role("button", name="Convert to Order").click()
    page.wait_for_url("**/trade/sales-orders/*/")

    order = SalesOrder.objects.get()
    assert (order.customer, order.made_from_id) == (nordlys.customer, SalesQuote.objects.get().pk)
    assert "1,193.16" in gross(page)


def test_what_is_typed_before_the_script_arrives_is_kept(page: Any, nordlys: Firm) -> None:
    """H3: on a slow line somebody types into the plain form first."""
    item("Desk", "489")
    late: list[Any] = []
    page.route("**/trade/grid.js", lambda route: late.append(route))
    page.goto(f"{QUOTES}new/?customer={nordlys.customer.pk}", wait_until="commit")
    page.fill("[data-row] [data-cell=quantity] input", "2")
    page.type("[data-row] [data-cell=item] input", "DESK")
    late[0].continue_()
    page.wait_for_selector("[data-grid].alive")
    settled(page)
    assert "1,193.16" in gross(page)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/trade/sales-quotes/*/")
    assert SalesQuote.objects.get().lines.get().quantity == 2


def test_document_pages_have_no_fault_when_narrow(page: Any, nordlys: Firm) -> None:
    """Section 8, where the lines become cards: card, form, paste page and the preview."""
    quote = document(SalesQuote, (item("Desk"), 1), (item("Lamp"), 2), customer=nordlys.customer)
    page.set_viewport_size({"width": 320, "height": 768})
    for path in (f"{quote.pk}/", f"{quote.pk}/edit/", f"{quote.pk}/paste/", f"{quote.pk}/order/", "new/", ""):
        page.goto(QUOTES + path)
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


LATE = "const real = window.fetch; window.fetch = async (...asked) => { const answer = await real(...asked);"
LATE += " await new Promise((done) => setTimeout(done, %s)); return answer; };"
"""Every answer of the server takes its time."""


@pytest.mark.parametrize(("pace", "delay"), [(50, 40), (50, 90), (80, 90)])
def test_a_late_answer_overwrites_nothing_that_was_typed_since(page: Any, nordlys: Firm, pace: int, delay: int) -> None:
    """H3: at whatever pace somebody types, quantity, price and discount are what was typed."""
    page.add_init_script(LATE % delay)
    item("Desk", "489")
    page.goto(f"{QUOTES}new/?customer={nordlys.customer.pk}")
    page.focus("[data-row] [data-cell=item] input")
    for key in [*"DESK", "Tab", "Tab", "7", "Tab", "Tab", *"12.5", "Tab", *"10", "Tab"]:
        page.keyboard.press(key)
        page.wait_for_timeout(pace)
    page.wait_for_timeout(400)
    settled(page)

    page.keyboard.press("Control+s")
    page.wait_for_url("**/trade/sales-quotes/*/")

    line = SalesQuote.objects.get().lines.get()
    assert (line.quantity, line.unit_price, line.discount_percent, line.amount) == (7, D("12.5"), 10, D("78.75"))
