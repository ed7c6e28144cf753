"""The lines of a document on its card, with what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import pgettext_lazy

from crm.kit.amounts import exactly
from crm.kit.cards import Panel, Place
from partners.trade import calculate
from partners.trade.totals import rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import HttpRequest

    from partners.trade.models import Document, DocumentLine


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
    """The lines and sums of ``document``. Two queries, one more for the rates."""
    lines = list(document.lines.select_related("item", "unit").order_by("line_no"))
    for line in lines:
        line.document = document
    found = calculate.calculated(document, lines)
    decimals = document.decimals
    return {
        "rows": [_row(line, decimals) for line in lines],
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


def _row(line: DocumentLine, decimals: int) -> Row:
    if not line.is_charged:
        return Row(line, "", "", "", "", "")
    discount = f"{exactly(line.discount_percent)} %" if line.discount_percent else ""
    vat = f"{exactly(line.vat_percent)} %" if line.vat_identifier else ""
    return Row(
        line, exactly(line.quantity), exactly(line.unit_price, decimals), discount, vat, amount(line.amount, decimals)
    )


LINES = Panel(pgettext_lazy("section", "Lines"), "trade/lines.html", lines_of, place=Place.MAIN, order=10)
