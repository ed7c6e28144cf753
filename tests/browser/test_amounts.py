"""Amounts in forms: grouped while nobody types, bare while somebody does; what is sent is what was typed (3.4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from partners.trade import flow
from partners.trade.models import Item, SalesQuote
from tests.browser.test_grid import settled
from tests.factories.partners import Firm
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]

PRICE = "[name=unit_price]"
KEYPAD = "Shift+NumpadDecimal"
SENT = """() => {
  const data = [...new FormData(document.querySelector("form[data-watch]"))];
  return Object.fromEntries(data.filter(([, value]) => typeof value === "string"));
}"""


def sent_by(page: Page) -> dict[str, str]:
    """What the form would send now."""
    found: dict[str, str] = page.evaluate(SENT)
    return found


@pytest.mark.parametrize(
    ("language", "grouped", "bare", "typed", "after"),
    [
        ("en", "1,234,567.50", "1234567.50", "98765.4", "98,765.40"),
        ("it", "1.234.567,50", "1234567,50", "98765,4", "98.765,40"),
    ],
)
def test_an_amount_is_grouped_until_somebody_types(
    page: Page,
    nordlys: Firm,
    speak: Callable[[str], None],
    language: str,
    grouped: str,
    bare: str,
    typed: str,
    after: str,
) -> None:
    """On focus raw, on leaving grouped; a look changes nothing; the number is stored."""
    speak(language)
    desk = item("Desk", "1234567.5")
    page.goto(f"/trade/catalogue/{desk.pk}/edit/")
    before = sent_by(page)
    assert page.input_value(PRICE) == grouped and before["unit_price"] == bare

    page.focus(PRICE)
    assert page.input_value(PRICE) == bare
    page.keyboard.press("Tab")
    assert page.input_value(PRICE) == grouped and sent_by(page) == before
    assert page.locator("[data-changed]").is_hidden()

    page.focus(PRICE)
    page.keyboard.type(typed)
    page.keyboard.press("Tab")
    assert page.input_value(PRICE) == after and sent_by(page)["unit_price"] == typed
    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/trade/catalogue/{desk.pk}/")

    assert Item.objects.get().unit_price == Decimal("98765.4")


@pytest.mark.parametrize(("language", "shown"), [("en", "12.5"), ("it", "12,5"), ("es", "12,5")])
def test_the_point_of_the_keypad_is_the_decimal_sign(
    page: Page, nordlys: Firm, speak: Callable[[str], None], language: str, shown: str
) -> None:
    """Whoever types numbers with one hand need not know the language of the office."""
    speak(language)
    desk = item("Desk")
    page.goto(f"/trade/catalogue/{desk.pk}/edit/")

    page.focus(PRICE)
    page.keyboard.press("Control+a")
    page.keyboard.type("12")
    page.keyboard.press(KEYPAD)
    page.keyboard.type("5")

    assert page.input_value(PRICE) == shown


@pytest.mark.parametrize("language", ["en", "it"])
def test_cells_of_the_grid_are_grouped_and_send_what_was_served(
    page: Page, nordlys: Firm, speak: Callable[[str], None], language: str
) -> None:
    """A line that nobody touched is no news; one that was typed is stored as it was meant."""
    speak(language)
    quote = document(SalesQuote, (item("Tower", "1234567.5"), 1), (item("Desk", "489"), 1), customer=nordlys.customer)
    page.goto(f"/trade/sales-quotes/{quote.pk}/edit/")
    prices = page.locator("[data-row] [data-cell=unit_price] input")
    grouped = {"en": "1,234,567.50", "it": "1.234.567,50"}[language]
    served = prices.nth(0).evaluate("input => input.defaultValue")
    assert prices.nth(0).input_value() == grouped
    assert sent_by(page)["documentline-0-unit_price"] == served

    prices.nth(1).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type({"en": "2500.5", "it": "2500,5"}[language])
    page.keyboard.press("Tab")
    settled(page)
    assert prices.nth(1).input_value() == {"en": "2,500.50", "it": "2.500,50"}[language]
    assert prices.nth(0).input_value() == grouped
    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/trade/sales-quotes/{quote.pk}/")

    stored = quote.lines.order_by("line_no").values_list("unit_price", flat=True)
    assert list(stored) == [Decimal("1234567.5"), Decimal("2500.5")]


@pytest.mark.parametrize("language", ["en", "it", "es"])
def test_no_number_and_no_code_of_the_grid_is_cut_off(
    page: Page, nordlys: Firm, speak: Callable[[str], None], language: str
) -> None:
    """At 1366 pixels, and codes stand alone with what they mean as their title."""
    speak(language)
    quote = document(SalesQuote, (item("Tower", "1363418.83"), 1), customer=nordlys.customer)
    page.goto(f"/trade/sales-quotes/{quote.pk}/edit/")

    cut = page.evaluate(CUT)

    assert cut == []
    assert page.evaluate("document.querySelector('.grid .scroll').scrollWidth <= innerWidth")


CUT = """() => [...document.querySelectorAll("[data-cell]:not(.description) :is(input, select)")].filter((one) => {
  if (!one.value || !one.offsetParent) return false;
  if (!one.options) return one.scrollWidth > one.clientWidth;
  const alone = one.cloneNode(false);
  alone.style.cssText = "position: absolute; width: auto !important; min-width: 0 !important";
  alone.append(one.selectedOptions[0].cloneNode(true));
  one.after(alone);
  const needed = alone.offsetWidth;
  alone.remove();
  return needed > one.offsetWidth + 0.5;
}).map((one) => one.name)"""


def test_amounts_that_are_only_looked_at_are_grouped(page: Page, nordlys: Firm) -> None:
    """The lines of a released document."""
    quote = document(SalesQuote, (item("Tower", "15480"), 1), customer=nordlys.customer)
    flow.release(quote)
    page.goto(f"/trade/sales-quotes/{quote.pk}/edit/")

    assert page.input_value("[name=documentline-0-amount]") == "15,480.00"
