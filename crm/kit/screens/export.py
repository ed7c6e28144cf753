"""What a list shows as a CSV file: its filters or the ticked rows, its columns in their order; streamed."""

from __future__ import annotations

import html
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.html import strip_tags

from crm.kit.amounts import shown_places
from crm.kit.columns import ExactField
from crm.kit.delimited import download
from crm.kit.masking import mask, masked_fields
from crm.kit.screens.declaration import Column
from crm.kit.screens.lists import cell_of, head_of
from crm.kit.screens.paging import columns_of, order_from
from crm.kit.screens.picking import PickingView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db import models

AT_ONCE = 1000
"""Rows that are fetched at a time, however many there are."""


class ExportScreen(PickingView):
    """The file. One query, by a cursor on the server; whoever may see the list may have it."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """As the list shows it, values as a spreadsheet reads them."""
        model, order = self.screens.model, order_from(request.GET, self.screens.sortable, self.screens.default_sort)
        rows = self.picked.rows.order_by(*columns_of(order))
        heads = [str(head_of(model, column)) for column in self.screens.columns]
        return download(self.screens.title, heads, self._lines(rows, masked_fields(request.user, model)))

    def rows(self) -> models.QuerySet[Any, Any]:
        """Those of the list, with what it shows of others."""
        return self.screens.rows()

    def _lines(self, rows: models.QuerySet[Any, Any], masked: frozenset[str]) -> Iterator[list[object]]:
        for row in rows.iterator(chunk_size=AT_ONCE):
            yield [plain(row, column, masked) for column in self.screens.columns]


def plain(row: models.Model, column: str | Column, masked: frozenset[str]) -> object:
    """What a file holds where the list shows a cell: numbers and days as such, everything else as the words of it."""
    if isinstance(column, Column):
        return column.plain(row) if column.plain is not None else _words(column.cell(row))
    field: Any = row._meta.get_field(column)
    value = getattr(row, field.attname)
    if column in masked:
        return mask(str(value or ""))
    if field.is_relation or field.flatchoices or isinstance(value, list):
        return _words(cell_of(row, column, masked))
    if isinstance(value, Decimal) and isinstance(field, ExactField):
        return round(value, shown_places(value, field.least))
    return value


def _words(cell: str) -> str:
    """The text of a cell, without what makes it a link or a colour."""
    return html.unescape(strip_tags(cell)) if hasattr(cell, "__html__") else str(cell)
