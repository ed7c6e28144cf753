"""Prices of lines: the catalogue's in the terms of a document, and what becomes of them under new terms (c.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.values import column, value_of
from partners.trade.totals import HUNDRED, ZERO, discount_amount, line_amount, rounded
from partners.trade.vat import rates_for

if TYPE_CHECKING:
    from partners.trade.models import Document, DocumentLine, Item

PLACES = 5
"""Decimal places of a price."""

DECISIVE = frozenset({"currency", "currency_factor", "prices_including_vat", "vat_business_posting_group", "language"})
"""Columns of a document on which prices and words of its lines depend."""

FOLLOWING = ("description", "description_2", "unit_price", "discount_amount", "amount", "vat_identifier")
"""Columns of a line that follow them."""


def listed(item: Item, document: Document, vat_group: str | None) -> Decimal:
    """The catalogue's price or cost in the document's currency, VAT added where the document's prices include it."""
    price = Decimal(item.unit_price if document.nature.is_sold else item.unit_cost)
    factor = document.currency_factor or 1
    if factor == 1 and not document.prices_including_vat:
        return price
    return rounded(price * _with_vat(document, vat_group) / factor, document.decimals)


def differ(before: Document, after: Document) -> bool:
    """Lines of one would have other prices or words as lines of the other. No query."""
    return any(
        value_of(before, column(type(before), name)) != value_of(after, column(type(after), name)) for name in DECISIVE
    )


def follow(document: Document) -> None:
    """The stored lines of ``document``, just saved, have their prices in its terms.

    Two reads and one write where these are new, else nothing.
    """
    before = document.stored
    if before is None or DECISIVE.isdisjoint(document.diff):
        return
    writes = []
    for line in document.lines.prefetch_related("item__translations").order_by("line_no"):
        was = {name: getattr(line, name) for name in FOLLOWING}
        carry_over(line, before, document)
        news = ((name, was[name], getattr(line, name)) for name in FOLLOWING)
        changes = tuple(FieldChange(name, old, new) for name, old, new in news if old != new)
        if changes:
            writes.append(Write(line, changes))
    write_rows(writes)


def carry_over(line: DocumentLine, before: Document, after: Document) -> None:
    """``line`` says the same in the terms of ``after`` as it did in those of ``before``.

    The catalogue's price and words are the catalogue's again; a price typed by hand keeps its worth without VAT, and
    stays what was agreed where only the rate is another one.
    """
    item, group = line.item, line.vat_product_group_id
    if item is not None and (line.description, line.description_2) == item.words_in(before.language_id):
        line.description, line.description_2 = item.words_in(after.language_id)
    if not line.is_charged:
        return
    if before.vat_business_posting_group_id != after.vat_business_posting_group_id:
        line.vat_identifier = ""  # it is taxed anew, also on a document that is closed
    if item is not None and line.unit_price == listed(item, before, group):
        line.unit_price = listed(item, after, group)
    else:
        line.unit_price = _converted(line.unit_price, group, before, after)
    values = line.quantity, line.unit_price, line.discount_percent, after.decimals
    line.discount_amount = discount_amount(*values)
    line.amount = line_amount(line.quantity, line.unit_price, line.discount_amount, after.decimals)


def exchanged(amount: Decimal, before: Document, after: Document) -> Decimal:
    """An amount in the currency of ``before`` in that of ``after``, not rounded."""
    if before.currency_id == after.currency_id:
        return amount
    return amount * (before.currency_factor or 1) / (after.currency_factor or 1)


def _converted(price: Decimal, group: str | None, before: Document, after: Document) -> Decimal:
    had, has = _with_vat(before, group), _with_vat(after, group)
    if had == has and before.currency_id == after.currency_id:
        return price
    is_fine = price != rounded(price, before.decimals)
    return rounded(exchanged(price, before, after) * has / had, PLACES if is_fine else after.decimals)


def _with_vat(document: Document, group: str | None) -> Decimal:
    """What a net price is multiplied with to be one of ``document``."""
    rate = rates_for(document).get(group) if document.prices_including_vat else None
    return 1 + (rate.percent if rate is not None else ZERO) / HUNDRED
