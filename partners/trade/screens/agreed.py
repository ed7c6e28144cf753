"""What a blanket order agreed on, line by line: how much is ordered, how much is left, what is ordered next (c.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from crm.kit.amounts import exactly
from crm.kit.cards import Panel, Place
from crm.kit.screens.inlines import WINDOW
from partners.trade import agreed
from partners.trade.screens.lines import SHOWN, windows
from partners.trade.totals import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from django.http import HttpRequest

    from partners.trade.models import Document, DocumentLine


class Row(NamedTuple):
    """One line as it is read."""

    line: DocumentLine
    agreed: str
    ordered: str
    remaining: str
    to_order: str


def agreed_of(blanket: Document, request: HttpRequest) -> Mapping[str, Any] | None:
    """The window of its lines that the card shows, without texts. Two queries."""
    lines = list(blanket.lines.select_related("item", "unit").order_by("line_no"))
    asked = request.GET.get(WINDOW, "")
    windowed = [(first, last) for first, last, url in windows(len(lines), SHOWN, 0) if url == f"?{WINDOW}={asked}"]
    first, last = windowed[0] if windowed else (1, SHOWN)
    rows = _rows(lines[first - 1 : last])
    return {"rows": rows} if rows else None


def ordered_next(blanket: Document) -> Sequence[Row]:
    """The lines of which something is ordered with the next order. Two queries."""
    return _rows(blanket.lines.select_related("item", "unit").filter(quantity_to_order__gt=0).order_by("line_no"))


def _rows(lines: Iterable[DocumentLine]) -> list[Row]:
    charged = [line for line in lines if line.is_charged]
    done = agreed.ordered(charged)
    return [_row(line, done.get(line.pk, ZERO)) for line in charged]


def _row(line: DocumentLine, ordered: Any) -> Row:
    numbers = (line.quantity, ordered, line.quantity - ordered, line.quantity_to_order)
    return Row(line, *(exactly(number) for number in numbers))


AGREED = Panel(_("Agreed and ordered"), "trade/agreed_on_card.html", agreed_of, place=Place.MIDDLE, order=12)
