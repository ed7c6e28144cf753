"""Two people and the same lines: nobody's edit is lost (H3, F12)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from partners.trade.models import SalesQuote
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")


@pytest.fixture
def quote(nordlys: Firm) -> SalesQuote:
    """A quote of two lines."""
    return document(SalesQuote, (item("Desk", "100"), 1), (item("Lamp", "20"), 2), customer=nordlys.customer)


@pytest.fixture
def met(anna: Client, sales: Client, quote: SalesQuote) -> Page:
    """Sara saved 3 desks; Anna, who had opened the quote before, typed 5 desks and 7 lamps."""
    opened = Page(anna.get(url(quote)))
    sales.post(url(quote), typed(Page(sales.get(url(quote))), {"0-quantity": "3"}))
    return Page(anna.post(url(quote), typed(opened, {"0-quantity": "5", "1-quantity": "7"})))


def url(quote: SalesQuote) -> str:
    return f"/trade/sales-quotes/{quote.pk}/edit/"


def typed(page: Page, cells: dict[str, str]) -> dict[str, str]:
    """What the form sends after ``cells`` were typed, called by their row, the first being 0."""
    return page.with_typed(**{f"documentline-{name}": value for name, value in cells.items()})


def offered(page: Page, choice: str) -> str:
    """The value of the radio button that keeps mine or theirs."""
    return f"{choice}:" + page.html.split(f'value="{choice}:')[1].split('"')[0]


def held(quote: SalesQuote) -> list[tuple[str, Decimal, Decimal]]:
    """Description, quantity and amount of each line."""
    return list(quote.lines.order_by("line_no").values_list("description", "quantity", "amount"))


def test_the_same_cell_typed_twice_shows_both_and_saves_nothing(met: Page, quote: SalesQuote) -> None:
    """M10: named by its line, with the original, theirs and mine; what else was typed is still there."""
    assert met.status == 409
    assert "Sara changed this record at" in met.text
    assert "Line 1 · Quantity Before: 1 Line 1 · Quantity, Your value: 5 Line 1 · Quantity, Saved by Sara" in met.text
    assert met.sends["documentline-1-quantity"] == "7"
    assert held(quote) == [("Desk", Decimal(3), Decimal(300)), ("Lamp", Decimal(2), Decimal(40))]


@pytest.mark.parametrize(("choice", "quantity"), [("mine", 5), ("theirs", 3)])
def test_the_cell_that_was_chosen_is_saved(
    anna: Client, met: Page, quote: SalesQuote, choice: str, quantity: int
) -> None:
    """F12: the amount follows the quantity that is kept; what else was typed is saved with it."""
    answer = anna.post(url(quote), met.sends | {"documentline-0-keep-quantity": offered(met, choice)})

    assert answer.status_code == 302
    assert held(quote) == [("Desk", quantity, 100 * quantity), ("Lamp", Decimal(7), Decimal(140))]


def test_other_cells_of_one_line_merge_by_themselves(anna: Client, sales: Client, quote: SalesQuote) -> None:
    """H3: a quantity and a price typed by two people are both there, and the amount is right."""
    opened = Page(anna.get(url(quote)))
    sales.post(url(quote), typed(Page(sales.get(url(quote))), {"0-quantity": "3"}))

    answer = anna.post(url(quote), typed(opened, {"0-unit_price": "90"}))

    assert answer.status_code == 302
    assert held(quote)[0] == ("Desk", Decimal(3), Decimal(270))


def test_a_line_that_somebody_changed_is_not_deleted_unseen(anna: Client, sales: Client, quote: SalesQuote) -> None:
    """H3: who deletes it sees what is new on it, and decides."""
    opened = Page(anna.get(url(quote)))
    sales.post(url(quote), typed(Page(sales.get(url(quote))), {"0-quantity": "3"}))

    page = Page(anna.post(url(quote), typed(opened, {"0-DELETE": "on"})))

    assert page.status == 409
    assert "Line 1 · Delete" in page.text and "Quantity: 3" in page.text
    assert len(held(quote)) == 2


@pytest.mark.parametrize(("choice", "left"), [("mine", ["Lamp"]), ("theirs", ["Desk", "Lamp"])])
def test_who_deletes_a_changed_line_decides(
    anna: Client, sales: Client, quote: SalesQuote, choice: str, left: list[str]
) -> None:
    opened = Page(anna.get(url(quote)))
    sales.post(url(quote), typed(Page(sales.get(url(quote))), {"0-quantity": "3"}))
    page = Page(anna.post(url(quote), typed(opened, {"0-DELETE": "on"})))

    answer = anna.post(url(quote), page.sends | {"documentline-0-keep-DELETE": offered(page, choice)})

    assert answer.status_code == 302
    assert [description for description, _quantity, _amount in held(quote)] == left


@pytest.fixture
def bereft(anna: Client, sales: Client, quote: SalesQuote) -> Page:
    """Sara deleted the desk, for which Anna typed 5; she typed 7 lamps too."""
    opened = Page(anna.get(url(quote)))
    sales.post(url(quote), typed(Page(sales.get(url(quote))), {"0-DELETE": "on"}))
    return Page(anna.post(url(quote), typed(opened, {"0-quantity": "5", "1-quantity": "7"})))


def test_a_line_deleted_meanwhile_is_said_at_its_row(bereft: Page, quote: SalesQuote) -> None:
    """H3: nothing is saved, what was typed stays, and there are two ways on."""
    assert bereft.status == 409
    assert "This row was deleted meanwhile." in bereft.text and "Sara deleted 10000 Desk on" in bereft.text
    assert "Line 1 Before: Quantity: 1 Line 1, Your value: Keep it as a new row: Quantity: 5" in bereft.text
    assert "Saved by somebody else: Let the row go" in bereft.text
    assert bereft.sends["documentline-0-quantity"] == "5"
    assert held(quote) == [("Lamp", Decimal(2), Decimal(40))]


@pytest.mark.parametrize(
    ("choice", "desks"),
    [("mine", [("Desk", Decimal(5), Decimal(500))]), ("theirs", []), ("", [])],
    ids=["kept as a new line", "let go by choice", "let go by its cross"],
)
def test_a_line_deleted_meanwhile_is_kept_or_let_go(
    anna: Client, bereft: Page, quote: SalesQuote, choice: str, desks: list[object]
) -> None:
    """F12: the next save succeeds whatever is chosen, and what else was typed is saved with it."""
    chosen = {"documentline-0-keep-row": offered(bereft, choice)} if choice else {"documentline-0-DELETE": "on"}

    answer = anna.post(url(quote), bereft.sends | chosen)

    assert answer.status_code == 302
    assert held(quote) == [*desks, ("Lamp", Decimal(7), Decimal(140))]


def test_a_line_deleted_meanwhile_that_nobody_typed_into_is_no_trouble(
    anna: Client, sales: Client, quote: SalesQuote
) -> None:
    """H3: edits of different lines merge by themselves, and so does a deletion."""
    opened = Page(anna.get(url(quote)))
    sales.post(url(quote), typed(Page(sales.get(url(quote))), {"0-DELETE": "on"}))

    answer = anna.post(url(quote), typed(opened, {"1-quantity": "7"}))

    assert answer.status_code == 302
    assert held(quote) == [("Lamp", Decimal(7), Decimal(140))]


def test_a_line_kept_as_a_new_one_stands_beside_a_new_header(anna: Client, bereft: Page, quote: SalesQuote) -> None:
    """F12: also where the header changes what the lines hold."""
    chosen = {"documentline-0-keep-row": offered(bereft, "mine"), "prices_including_vat": "on"}

    answer = anna.post(url(quote), bereft.sends | chosen)

    assert answer.status_code == 302
    assert [line[0] for line in held(quote)] == ["Desk", "Lamp"]


def test_a_row_of_comments_deleted_meanwhile_is_kept_as_a_new_one(anna: Client, quote: SalesQuote) -> None:
    """H3: rows of every kind."""
    quote.comments.create(date="2026-03-01", text="Call first")
    opened = Page(anna.get(url(quote)))
    quote.comments.get().delete()
    page = Page(anna.post(url(quote), opened.with_typed(**{"documentcomment-0-text": "Call twice"})))

    answer = anna.post(url(quote), page.sends | {"documentcomment-0-keep-row": offered(page, "mine")})

    assert answer.status_code == 302
    assert quote.comments.get().text == "Call twice"
