"""The lines of a document as a table, and what they come to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.kit.amounts import exactly
from partners.trade import calculate
from partners.trade.totals import rounded
from setup.models import UnitOfMeasure, VatPostingSetup

if TYPE_CHECKING:
    from partners.trade.models import Document, DocumentLine
    from partners.trade.printing.source import Source


def content(source: Source) -> dict[str, Any]:
    """Columns, rows, sums and what is said of VAT, under the names by which the layout knows them."""
    document, lines, priced = source.document, source.lines, source.is_priced
    found = calculate.calculated(document, lines)
    discounted = any(line.discount_percent for line in lines) and priced
    columns = [(_("No."), False), (_("Description"), False), (pgettext("field.document_line", "Quantity"), True)]
    columns += [(_("Unit"), False)]
    columns += [(_("Unit Price"), True)] if priced else []
    columns += [(_("Disc. %"), True)] if discounted else []
    columns += [(_("VAT %"), True), (_("Amount"), True)] if priced else []
    return {
        "columns": [[label, is_number] for label, is_number in columns],
        "rows": [_row(source, line, discounted) for line in lines],
        "sums": _sums(document, found) if priced else [],
        "vat": _vat(document, found) if priced and found.specification else None,
        "clauses": list(dict.fromkeys(source.said(VatPostingSetup, rate.pk) for rate in source.rates)),
    }


def _row(source: Source, line: DocumentLine, discounted: bool) -> dict[str, Any]:
    texts = [line.description, *([line.description_2] if line.description_2 else [])]
    if not line.is_charged:
        return {"texts": texts, "cells": None}
    document, priced = source.document, source.is_priced
    before = line.item.no if line.item is not None else ""
    after = [exactly(line.quantity), source.said(UnitOfMeasure, line.unit_id)]
    after += [exactly(line.unit_price, document.decimals)] if priced else []
    after += [exactly(line.discount_percent) if line.discount_percent else ""] if discounted else []
    after += [exactly(line.vat_percent), _amount(document, line.amount)] if priced else []
    return {"texts": texts, "cells": [before, *after]}


def _sums(document: Document, found: Any) -> list[list[Any]]:
    currency = f" {document.currency_id}" if document.currency_id else ""
    rows: list[list[Any]] = []
    if found.invoice_discount:
        rows += [
            [_("Subtotal"), _amount(document, found.subtotal), False],
            [_("Invoice Discount Amount"), f"−{_amount(document, found.invoice_discount)}", False],
        ]
    return [
        *rows,
        [_("Total Amount Excl. VAT"), _amount(document, found.net), False],
        [_("Total VAT"), _amount(document, found.vat), False],
        [_("Total Amount Incl. VAT"), f"{_amount(document, found.gross)}{currency}", True],
    ]


def _vat(document: Document, found: Any) -> dict[str, Any]:
    return {
        "title": _("VAT summary"),
        "columns": [_("VAT Identifier"), _("VAT %"), _("Base"), _("VAT Amount")],
        "rows": [
            [vat.identifier, exactly(vat.percent), _amount(document, base), _amount(document, tax)]
            for vat, base, tax in found.specification
        ],
    }


def _amount(document: Document, value: Decimal) -> str:
    return number_format(rounded(value, document.decimals), document.decimals, force_grouping=True)
