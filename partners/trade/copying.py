"""Documents made from documents: an order from a quote or a blanket order, and a copy of anything (c.8, c.9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from crm.kit.bulk import create_rows
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from crm.kit.values import set_value, value_of
from partners.trade import agreed, guard, readiness, service_log
from partners.trade.models import MODELS, Document, DocumentComment, DocumentLine, ServiceItemLine
from partners.trade.totals import ZERO, discount_amount, line_amount, part_of

OWN = frozenset(
    {
        "kind", "no", "no_series", "status", "made_from", "quote_no", "description", "printed_count", "last_printed_at",
        "last_sent_at", "sent_to", "created_by", "valid_until", "due_date", "document_date", "modified_at",
        "accepted_on", "acceptance_note", "service_status", "order_time", "started_at", "finished_at",
    }
)  # fmt: skip
"""What a document does not take over from the one it is made from."""


def order_from_quote(quote: Document) -> Document:
    """A new open order with the parties, terms and lines of ``quote``, which it knows (c.8)."""
    order = _draft(quote, MODELS[_next(quote)])
    order.made_from, order.quote_no = quote, quote.no
    order.order_date = order.order_date or quote.document_date
    _insert(order, quote, quote.lines.order_by("line_no"), _as_it_is)
    _copy_comments(quote, order)
    return order


def order_from_blanket(blanket: Document) -> Document:
    """An order of what its lines say is to be ordered now; they ask for nothing more afterwards (c.9).

    Raises Refused where there is nothing to order, or more than was agreed.
    """
    with unit():
        standing = Document.stored_rows().get(pk=blanket.pk)
        if not standing.nature.is_blanket or not standing.is_alive:
            raise Refused(
                _("Nothing can be ordered from %(document)s.") % {"document": standing.title}, record=standing
            )
        readiness.check_parties(standing)
        if nothing := agreed.nothing_to_order(standing):
            raise nothing
        lines = list(standing.lines.order_by("line_no"))
        wanted = [line for line in lines if line.quantity_to_order > 0]
        ordered = agreed.ordered(lines)
        agreed.refuse_too_much(wanted, ordered)
        order = _draft(standing, MODELS[_next(standing)])
        order.made_from, order.order_date = standing, None
        order.invoice_discount_given = _discount_for(standing, lines, ordered)
        _insert(order, standing, [one for one in lines if one in wanted or not one.is_charged], _part_of)
        for line in wanted:
            line.quantity_to_order = ZERO
            line.save()
        return order


def copy(source: Document, *, header: bool = True, comments: bool = False) -> Document:
    """A new open document of the same kind with the lines of ``source``, its parties and terms where ``header``.

    Comments are taken along where ``comments`` says so. Dates and prices are those of ``source`` except for the
    document date, which is today. Raises Refused for parties and items that are blocked by now.
    """
    with unit():
        if header:
            readiness.check_parties(source)
        made = _draft(source, type(source)) if header else type(source)(contact=source.contact)
        _insert(made, source, source.lines.order_by("line_no"), _as_it_is)
        if comments:
            _copy_comments(source, made)
        return made


def _next(document: Document) -> str:
    becomes = document.nature.becomes
    assert becomes is not None
    return becomes


def _draft(source: Document, model: type[Document]) -> Document:
    made = model()
    for field in source.columns():
        if field.name not in OWN and field.name not in source.unrecorded:
            set_value(made, field, value_of(source, field))
    return made


def _insert(
    made: Document, source: Document, lines: Iterable[DocumentLine], shape: Callable[[DocumentLine, Document], None]
) -> None:
    """``made`` is saved with copies of ``lines``. Nothing is filled in anew: the parties are those of the source."""
    with guard.copying():
        made.save()
    copies = [_copied(line, made) for line in lines]
    for one in copies:
        shape(one, made)
    create_rows(copies)
    if source.nature.is_service:
        _insert_items(made, source)


def _insert_items(made: Document, source: Document) -> None:
    """The things that ``source`` is about, nothing done on them yet; with them an order has begun (T6)."""
    own = ("document", "modified_at", "repair_status")
    copies = []
    for item in source.service_items.order_by("line_no"):
        one = ServiceItemLine(document=made)
        for field in item.columns():
            if field.name not in own:
                set_value(one, field, value_of(item, field))
        copies.append(one)
    create_rows(copies)
    if copies:
        service_log.begun(made)


def _copied(line: DocumentLine, document: Document) -> DocumentLine:
    made = DocumentLine(document=document)
    for field in line.columns():
        if field.name not in ("document", "modified_at", "quantity_to_order", "quantity_done", "blanket_line"):
            set_value(made, field, value_of(line, field))
    made.copied_from = line
    return made


def _as_it_is(line: DocumentLine, document: Document) -> None:
    line.blanket_line = None


def _part_of(line: DocumentLine, document: Document) -> None:
    """As much of the blanket line as is to be ordered, at its price and discount."""
    source: Any = line.copied_from
    if not line.is_charged:
        return
    line.blanket_line, line.quantity = source, source.quantity_to_order
    values = line.quantity, line.unit_price, line.discount_percent, document.decimals
    line.discount_amount = discount_amount(*values)
    line.amount = line_amount(line.quantity, line.unit_price, line.discount_amount, document.decimals)


def _discount_for(blanket: Document, lines: Sequence[DocumentLine], ordered: dict[int, Decimal]) -> Decimal:
    """The share of the invoice discount that goes with what is ordered now, by value (c.9)."""
    given, decimals = Decimal(blanket.invoice_discount_given), blanket.decimals
    if not given:
        return ZERO
    counted = [line for line in lines if line.is_discounted and line.quantity]
    before = sum((line.amount * ordered.get(line.pk, ZERO) / line.quantity for line in counted), ZERO)
    now = sum((line.amount * line.quantity_to_order / line.quantity for line in counted), ZERO)
    return part_of(given, sum((line.amount for line in counted), ZERO), before, now, decimals)


def _copy_comments(source: Document, made: Document) -> None:
    values = ("date", "text", "is_printed", "by_id")
    rows = [{name: getattr(one, name) for name in values} for one in source.comments.all()]
    create_rows([DocumentComment(document=made, **row) for row in rows])
