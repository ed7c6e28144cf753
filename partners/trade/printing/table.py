"""The lines of a document as a table, and what they come to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partners.trade import calculate
from partners.trade.printing.numbers import Numbers, numbers
from setup.models import UnitOfMeasure, VatPostingSetup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partners.trade.models import Document, DocumentLine
    from partners.trade.printing.source import Source
    from partners.trade.totals import Totals


def content(source: Source) -> dict[str, Any]:
    """Columns, rows, sums and what is said of VAT, under the names by which the layout knows them.

    ``carried`` of a row is what the lines down to it come to; blank where nobody sees prices.
    """
    document, lines, priced = source.document, source.lines, source.is_priced
    written, found = numbers(document.decimals), calculate.calculated(document, lines)
    discounted = priced and any(line.discount_percent for line in lines)
    rows = [_row(source, line, written, discounted) for line in lines]
    return {
        "columns": [[label, is_number] for label, is_number in _columns(document, priced, discounted)],
        "rows": [row | {"carried": said} for row, said in zip(rows, _carried(source, written), strict=True)],
        "carry": {"over": _("Carried forward"), "from": _("Brought forward")},
        "sums": _sums(document, found, written) if priced else [],
        "vat": _vat(found, written) if priced and found.specification else None,
        "clauses": list(dict.fromkeys(source.said(VatPostingSetup, rate.pk) for rate in source.rates)),
    }


def _columns(document: Document, priced: bool, discounted: bool) -> Iterator[tuple[str, bool]]:
    """Headings, and whether numbers stand below them."""
    taxed = document.prices_including_vat
    yield _("No."), False
    yield _("Description"), False
    yield pgettext("field.document_line", "Quantity"), True
    yield _("Unit"), False
    if priced:
        yield _("Unit Price Incl. VAT") if taxed else _("Unit Price"), True
    if discounted:
        yield _("Disc. %"), True
    if priced:
        yield _("VAT %"), True
        yield _("Amount Including VAT") if taxed else _("Amount"), True


def _row(source: Source, line: DocumentLine, written: Numbers, discounted: bool) -> dict[str, Any]:
    texts = [line.description, *([line.description_2] if line.description_2 else [])]
    if not line.is_charged:
        return {"texts": texts, "cells": None}
    cells = [line.item.no if line.item is not None else ""]
    cells += [written.exactly(line.quantity), source.said(UnitOfMeasure, line.unit_id)]
    if source.is_priced:
        cells += [written.exactly(line.unit_price, written.decimals)]
        cells += [written.exactly(line.discount_percent) if line.discount_percent else ""] if discounted else []
        cells += [written.exactly(line.vat_percent), written.amount(line.amount)]
    return {"texts": texts, "cells": cells}


def _carried(source: Source, written: Numbers) -> Iterator[str]:
    """What the lines down to each come to, to the cent of those that are printed."""
    running = Decimal(0)
    for line in source.lines:
        running += line.amount if line.is_charged else 0
        yield written.amount(running) if source.is_priced else ""


def _sums(document: Document, found: Totals, written: Numbers) -> list[list[Any]]:
    """Label, amount, and whether it is what is to be paid."""
    currency = f" {document.currency_id}" if document.currency_id else ""
    rows: list[list[Any]] = []
    if found.invoice_discount:
        rows += [
            [_("Subtotal"), written.amount(found.subtotal), False],
            [_("Invoice Discount Amount"), f"−{written.amount(found.invoice_discount)}", False],
        ]
    return [
        *rows,
        [_("Total Amount Excl. VAT"), written.amount(found.net), False],
        [_("Total VAT"), written.amount(found.vat), False],
        [_("Total Amount Incl. VAT"), f"{written.amount(found.gross)}{currency}", True],
    ]


def _vat(found: Totals, written: Numbers) -> dict[str, Any]:
    return {
        "title": _("VAT summary"),
        "columns": [_("VAT Identifier"), _("VAT %"), _("Base"), _("VAT Amount")],
        "rows": [
            [vat.identifier, written.exactly(vat.percent), written.amount(base), written.amount(tax)]
            for vat, base, tax in found.specification
        ],
    }
