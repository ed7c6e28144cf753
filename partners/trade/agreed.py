"""What blanket orders agreed on is never exceeded (c.9): ordered and not canceled, whatever is done with the orders."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from crm.kit.amounts import exactly
from crm.kit.refusal import Refused
from partners.trade.kinds import Status
from partners.trade.models import Document, DocumentLine
from partners.trade.totals import ZERO


def ordered(lines: Iterable[DocumentLine]) -> dict[int, Decimal]:
    """What is ordered of each of these blanket lines and not canceled. One query."""
    rows = DocumentLine._base_manager.filter(blanket_line__in=[line.pk for line in lines])
    rows = rows.exclude(document__status=Status.CANCELED).order_by()
    sums: Any = rows.values_list("blanket_line").annotate(sum=Sum("quantity")).values_list("blanket_line", "sum")
    return dict(sums)


def refuse_too_much(lines: Iterable[DocumentLine], done: dict[int, Decimal]) -> None:
    """Raise Refused where what is to be ordered now and what is ``done`` exceed what was agreed."""
    for line in lines:
        _check(line, done.get(line.pk, ZERO), line.quantity_to_order)


def check_line(line: DocumentLine) -> None:
    """Raise Refused where a line of an order takes more of its blanket line than is left. Locks the blanket order."""
    blanket = line.blanket_line
    if blanket is None or line.document.status == Status.CANCELED:
        return
    _lock(blanket.document_id)
    before = line.stored.quantity if line.stored is not None else ZERO
    _check(blanket, ordered([blanket]).get(blanket.pk, ZERO) - before, line.quantity)


def check_agreed(line: DocumentLine) -> None:
    """Raise Refused where a blanket line would agree on less than is ordered of it. Its document must be locked."""
    if not line.document.nature.is_blanket:
        return
    done = ordered([line]).get(line.pk, ZERO)
    if line.quantity < done:
        sentence = _("%(line)s: %(ordered)s are ordered already, so no fewer can be agreed.")
        values = {"line": line.description, "ordered": exactly(done)}
        raise Refused(sentence % values, field="quantity", record=line.document)


def nothing_to_order(blanket: Document) -> Refused | None:
    """Why no order is made of ``blanket``: no line asks for any. One query."""
    if blanket.lines.filter(quantity_to_order__gt=0).exists():
        return None
    return Refused(_("There is nothing to order: enter a quantity to order on the lines."), record=blanket)


def stays(line: DocumentLine, done: Decimal) -> str:
    """Why a blanket line of which so much is ordered is not deleted; blank where nothing is."""
    sentence = _("%(line)s: %(ordered)s are ordered already, so the line stays.")
    return sentence % {"line": line.description, "ordered": exactly(done)} if done else ""


def check_revived(order: Document) -> None:
    """Raise Refused where a canceled order would take more than is left by now. Locks its blanket order."""
    lines: list[Any] = list(order.lines.exclude(blanket_line=None).select_related("blanket_line").order_by("line_no"))
    if not lines:
        return
    _lock(order.made_from_id)
    done = ordered(line.blanket_line for line in lines)
    for line in lines:
        _check(line.blanket_line, done.get(line.blanket_line_id, ZERO), line.quantity)


def _lock(blanket: Any) -> None:
    list(Document.stored_rows().filter(pk=blanket))


def _check(line: DocumentLine, done: Decimal, wanted: Decimal) -> None:
    if done + wanted > line.quantity:
        sentence = _("%(line)s: %(agreed)s were agreed and %(ordered)s are ordered; %(wanted)s more are too many.")
        numbers = {"agreed": line.quantity, "ordered": done, "wanted": wanted}
        shown = {name: exactly(number) for name, number in numbers.items()}
        raise Refused(sentence % {"line": line.description, **shown}, field="quantity", record=line.document)
