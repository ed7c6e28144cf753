"""The totals of a document and of its lines, right again after each unit that changed either (c.5, T4)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.refusal import Refused
from crm.kit.unit import at_end
from partners.trade.totals import Amount, InvoiceDiscount, Totals, totals
from partners.trade.vat import rates_for, vat_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crm.kit.models import Record
    from partners.trade.models import Document
    from partners.trade.models.lines import DocumentLine

MOST = Decimal(10) ** 15
"""What no total reaches: the columns hold no more."""

TOTALS = ("subtotal", "invoice_discount", "net", "vat", "gross")
SHARES = ("invoice_discount", "net", "vat", "gross")


def later(document: Document) -> None:
    """Once, when the unit ends, however often it is asked for: ``document`` and its lines are calculated anew."""
    at_end(f"totals {document.pk}", lambda: refresh(document))


def refresh(document: Document) -> None:
    """Rows and ``document`` hold what the lines come to, if it is still there. Locks the document; see ``settle``."""
    model = type(document)
    rows = model._base_manager.select_for_update(no_key=True, of=("self",)).select_related("currency")
    standing = rows.filter(pk=document.pk).first()
    if standing is not None:
        settle(standing)
        for name in TOTALS:
            setattr(document, name, getattr(standing, name))


def settle(standing: Document) -> None:
    """The row, which must be locked, and its lines hold what the lines come to. One read, one for rates, one write."""
    lines: Sequence[DocumentLine] = list(standing.lines.select_related("vat_product_group").order_by("line_no", "pk"))
    for line in lines:
        line.document = standing
    found = calculated(standing, lines)
    write_rows([*_writes(standing, lines, found)])


def calculated(document: Document, lines: Sequence[DocumentLine]) -> Totals:
    """What ``lines`` of ``document`` come to; they know its header. Writes nothing.

    Raises Refused for rates that nobody set, and for more than can be stored.
    """
    rates = rates_for(document)
    amounts = [Amount(line.amount, vat_of(line, rates), line.is_discounted) for line in lines]
    discount = InvoiceDiscount(document.invoice_discount_percent, document.invoice_discount_given)
    found = totals(amounts, discount=discount, including_vat=document.prices_including_vat, decimals=document.decimals)
    if max(abs(found.subtotal), abs(found.gross)) >= MOST:
        raise Refused(_("The total of the document is too large."), field="lines")
    return found


def _writes(document: Document, lines: Sequence[DocumentLine], found: Totals) -> Iterable[Write]:
    rates = rates_for(document)
    for line, share in zip(lines, found.lines, strict=True):
        vat = vat_of(line, rates)
        values = {name: getattr(share, name) for name in SHARES}
        yield from _write(line, values | {"vat_identifier": vat.identifier, "vat_percent": vat.percent})
    yield from _write(document, {name: getattr(found, name) for name in TOTALS})


def _write(record: Record, values: dict[str, object]) -> Iterable[Write]:
    changes = (FieldChange(name, getattr(record, name), value) for name, value in values.items())
    changed = tuple(change for change in changes if change.old != change.new)
    if changed:
        yield Write(record, changed)
