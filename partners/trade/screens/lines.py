"""The lines of a document on its card, with what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import pgettext_lazy

from crm.kit.amounts import exactly
from crm.kit.cards import Panel, Place
from crm.kit.refusal import Refused
from crm.kit.screens.inlines import WINDOW
from partners.trade import calculate
from partners.trade.totals import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from django.http import HttpRequest

    from partners.trade.models import Document, DocumentLine
    from partners.trade.totals import Totals


SHOWN = 200
"""Lines on one page of a card."""


class Row(NamedTuple):
    """One line as it is read."""

    line: DocumentLine
    quantity: str
    unit_price: str
    discount: str
    vat: str
    amount: str


class VatRow(NamedTuple):
    """One row of the VAT summary."""

    identifier: str
    percent: str
    base: str
    amount: str


def lines_of(document: Document, request: HttpRequest) -> dict[str, Any]:
    """A window of the lines of ``document``, and the sums of all. Two queries, one more for the rates."""
    lines = list(document.lines.select_related("item", "unit").order_by("line_no"))
    for line in lines:
        line.document = document
    asked = request.GET.get(WINDOW, "")
    last = max(1, -(-len(lines) // SHOWN))
    window = min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 6 else 1
    rows = [_row(line, document.decimals) for line in lines[(window - 1) * SHOWN : window * SHOWN]]
    return {"rows": rows, "pages": windows(len(lines), SHOWN, window)} | stored_sums(document, lines)


def windows(count: int, size: int, shown: int) -> list[tuple[int, int, str]]:
    """Each window of so many rows: its first and last place, and its address, blank for the one that is ``shown``.

    None where there is only one.
    """
    numbers = range(1, -(-count // size) + 1)
    found = [((n - 1) * size + 1, min(n * size, count), "" if n == shown else f"?{WINDOW}={n}") for n in numbers]
    return found if len(found) > 1 else []


def stored_sums(document: Document, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    """What ``lines`` of ``document`` come to, or why nobody can say."""
    try:
        return sums_of(document, calculate.calculated(document, lines))
    except Refused as refused:
        return {"document": document, "problem": refused.sentence}


def sums_of(document: Document, found: Totals) -> dict[str, Any]:
    """Sums and VAT specification as they are read."""
    decimals = document.decimals
    return {
        "document": document,
        "specification": [
            VatRow(
                one.vat.identifier, exactly(one.vat.percent), amount(one.base, decimals), amount(one.amount, decimals)
            )
            for one in found.specification
        ],
        "totals": {name: amount(getattr(found, name), decimals) for name in calculate.TOTALS},
        "has_discount": bool(found.invoice_discount),
    }


def amount(value: Decimal, decimals: int) -> str:
    """``value`` as it is printed in the language of the page."""
    return number_format(rounded(value, decimals), decimals, force_grouping=True)


def gross_of(document: Document) -> str:
    """What ``document`` comes to, with its currency; that must have been read."""
    return f"{amount(document.gross, document.decimals)} {document.currency_id or ''}".strip()


def _row(line: DocumentLine, decimals: int) -> Row:
    if not line.is_charged:
        return Row(line, "", "", "", "", "")
    discount = f"{exactly(line.discount_percent)} %" if line.discount_percent else ""
    vat = f"{exactly(line.vat_percent)} %" if line.vat_identifier else ""
    return Row(
        line, exactly(line.quantity), exactly(line.unit_price, decimals), discount, vat, amount(line.amount, decimals)
    )


LINES = Panel(pgettext_lazy("section", "Lines"), "trade/lines.html", lines_of, place=Place.MIDDLE, order=10)
