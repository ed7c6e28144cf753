"""Statement budgets: what is done with a document costs the same whether it has 5 lines or 50 (performance 9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from crm.kit.bulk import create_rows
from crm.kit.unit import unit
from partners.trade import calculate, copying, flow, outgoing
from partners.trade.models import Document, DocumentLine, SalesOrder, SalesQuote
from partners.trade.printing import pdf
from tests.conftest import Statements
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import record_everything
from tests.factories.partners import firm
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

SIZES = (5, 50)


def quote_with(lines: int) -> Document:
    """A quote for a person of a customer, with so many lines of one item."""
    nordlys = firm(name="Nordlys AS")
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    quote = document(SalesQuote, (item(f"Desk{lines}"), 1), customer=nordlys.customer, contact=ada)
    first = quote.lines.get()
    with unit():
        copies = []
        for number in range(2, lines + 1):
            copies.append(DocumentLine(document=quote, line_no=10_000 * number))
            for name in ("kind", "item", "description", "quantity", "unit_price", "amount", "vat_product_group"):
                setattr(copies[-1], name, getattr(first, name))
        create_rows(copies)
        calculate.refresh(quote)
    found: Document = SalesQuote.objects.get(pk=quote.pk)
    return found


def save_header(quote: Document) -> None:
    """A word of the header is changed."""
    quote.your_reference = "X-1"
    quote.save()


def edit_line(quote: Document) -> None:
    """The quantity of the first line is changed: sums of the document and shares of all lines follow."""
    line = quote.lines.order_by("line_no").first()
    assert line is not None
    line.document = quote
    line.quantity = 7
    line.save()


def add_line(quote: Document) -> None:
    """A line more at the end."""
    DocumentLine(document=quote, item=quote.lines.all()[0].item, quantity=1).save()


DEEDS: dict[str, tuple[Callable[[Any], object], int]] = {
    "save": (save_header, 11),
    "edit a line": (edit_line, 11),
    "add a line": (add_line, 11),
    "release": (flow.release, 11),
    "convert": (flow.order, 24),
    "copy": (copying.copy, 18),
    "preview": (pdf.rendered, 9),
    "print": (outgoing.printed, 23),
}
"""What is done, and the most statements that it may take, history included."""


@pytest.mark.parametrize("deed", DEEDS)
def test_ten_times_the_lines_cost_no_statement_more(deed: str, statements: Statements) -> None:
    """On SQLite a row that is written is a statement: there the budget grows with what follows an edit."""
    record_everything()
    act, most = DEEDS[deed]
    counts = []
    for lines in SIZES:
        quote = quote_with(lines)
        with statements() as asked:
            act(quote)
        counts.append(len(asked))

    small, large = counts
    if connection.vendor == "postgresql":
        assert small == large <= most, counts
    else:
        writes_each = deed in ("edit a line", "add a line")
        assert large - small <= (SIZES[1] - SIZES[0] if writes_each else 1), counts  # few rows fit into an INSERT
        assert small <= most, counts


def test_a_line_that_stays_what_it_was_writes_nothing(statements: Statements) -> None:
    """Performance 1c: it is read, and that is all."""
    quote = quote_with(5)
    line = quote.lines.all()[0]

    with statements() as asked:
        line.save()

    assert not [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "WITH"))], asked


def test_a_document_that_was_converted_is_the_same_with_all_its_lines() -> None:
    """The budget leaves nothing out."""
    quote = quote_with(50)

    order = flow.order(quote)

    assert isinstance(order, SalesOrder) and order.lines.count() == 50
    assert SalesOrder.objects.get().gross == quote.gross
