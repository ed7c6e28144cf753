"""What one line says: the item fills it, and quantity, price, discount and amount agree (c.5). Amounts are exact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from partners.trade import blocks
from partners.trade.ordering import STEP
from partners.trade.prices import PLACES, listed
from partners.trade.totals import ZERO, discount_amount, discount_percent, line_amount, rounded
from partners.trade.vat import rates_for, vat_of

if TYPE_CHECKING:
    from django.db.models import Manager

    from partners.trade.models.lines import DocumentLine

CHARGED = ("quantity", "unit_price", "discount_percent", "discount_amount", "amount")
MOST = Decimal(10) ** 13


def settle(line: DocumentLine) -> None:
    """The line agrees with itself and its item. Raises Refused for a blocked item, senseless amounts, unknown rates."""
    before = line.stored
    if line.item is not None and (before is None or before.item_id != line.item_id):
        _fill_from_item(line, before)
    if not line.kind and line.item is None and (line.quantity or line.unit_price or line.amount):
        raise Refused(_("Choose the type of this line, or an item."), field="kind")
    line.kind = line.kind or (line.item.kind if line.item is not None else "text")
    if line.is_charged:
        _settle_amount(line, before)
        vat_of(line, rates_for(line.document))
    else:
        _be_text(line)


def next_no(lines: Manager[Any]) -> int:
    """The number of a line after ``lines`` of a document; it stays free only while that is locked. One query."""
    last: int | None = lines.aggregate(last=Max("line_no"))["last"]
    return (last or 0) + STEP


def _fill_from_item(line: DocumentLine, before: DocumentLine | None) -> None:
    item, document = line.item, line.document
    assert item is not None
    blocks.check_item(item, document.nature)
    line.kind = item.kind
    name, further = item.words_in(document.language_id)
    was = before if before is not None else type(line)()
    if line.description == was.description:
        line.description, line.description_2 = name, further
    if line.unit_id == was.unit_id:
        line.unit_id = item.unit_id
    if line.vat_product_group_id == was.vat_product_group_id:
        line.vat_product_group_id = item.vat_product_group_id
    if line.unit_price == was.unit_price and "unit_price" not in line.typed:
        line.unit_price = listed(item, document, line.vat_product_group_id)
    line.allow_invoice_discount = item.allow_invoice_discount


def _settle_amount(line: DocumentLine, before: DocumentLine | None) -> None:
    decimals = line.document.decimals
    typed_amount = before is not None and line.amount != before.amount
    typed_amount = typed_amount or (before is None and line.amount != 0)
    typed_percent = line.discount_percent != (before.discount_percent if before is not None else 0)
    if typed_amount and not line.unit_price and line.quantity:
        line.unit_price = rounded(line.amount / line.quantity, PLACES)
    full = rounded(line.quantity * line.unit_price, decimals)
    if abs(full) >= MOST:
        raise Refused(_("The amount of this line is too large."), field="quantity")
    if typed_amount and not typed_percent:
        line.amount = rounded(Decimal(line.amount), decimals)
        line.discount_amount = full - line.amount
        if not ZERO <= line.discount_amount <= full:
            raise Refused(_("The line amount lies between 0 and quantity × price."), field="amount")
        line.discount_percent = discount_percent(line.quantity, line.unit_price, line.discount_amount, decimals)
    else:
        line.discount_amount = discount_amount(line.quantity, line.unit_price, line.discount_percent, decimals)
        line.amount = line_amount(line.quantity, line.unit_price, line.discount_amount, decimals)


def _be_text(line: DocumentLine) -> None:
    line.item = line.unit = line.vat_product_group = None
    for name in (*CHARGED, "quantity_to_order", "quantity_done"):
        setattr(line, name, ZERO)
