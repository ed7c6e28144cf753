"""Many documents at once, made of one that was written as people do: set-based, so that they cost no time."""

from __future__ import annotations

import copy

from partners.trade.models import Document, DocumentLine, SalesOrder
from tests.factories.trade import document, item


def orders(count: int, *, lines: int = 6, **values: object) -> list[int]:
    """The keys of ``count`` sales orders with so many lines each, the first of them written by hand."""
    desk = item(f"Bench {count}-{lines}", "489.50")
    first = document(SalesOrder, (desk, 1), **values)
    model = DocumentLine.objects.get(document=first)
    DocumentLine._base_manager.bulk_create([_line(model, first, number) for number in range(2, lines + 1)])
    made = [_copied(first, f"{first.no}-{number:05}") for number in range(2, count + 1)]
    for some in (made[at : at + 500] for at in range(0, len(made), 500)):
        written = Document._base_manager.bulk_create(some)
        rows = (_line(model, one, number) for one in written for number in range(1, lines + 1))
        DocumentLine._base_manager.bulk_create(rows, batch_size=500)
    return [first.pk, *(one.pk for one in made)]


def _copied(first: Document, no: str) -> Document:
    made = copy.copy(first)
    made.pk, made.no, made._state = None, no, type(first._state)()
    return made


def _line(model: DocumentLine, document: Document, number: int) -> DocumentLine:
    made = copy.copy(model)
    made.pk, made._state = None, type(model._state)()
    made.document, made.line_no, made.description = document, number * 10_000, f"{model.description}, row {number}"
    return made
