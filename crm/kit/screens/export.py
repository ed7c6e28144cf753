"""What a list shows as a file: its page, the ticked rows or all that its filters let through; streamed."""

from __future__ import annotations

import html
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.html import strip_tags
from django.utils.translation import pgettext

from crm.kit.addresses import page_url
from crm.kit.amounts import shown_places
from crm.kit.arranging import arrangement_of
from crm.kit.columns import ExactField
from crm.kit.delimited import download
from crm.kit.filters import without
from crm.kit.masking import mask, masked_fields
from crm.kit.preferences import preferences_of
from crm.kit.screens import partly
from crm.kit.screens.declaration import Column
from crm.kit.screens.listed import cell_of, columns_named, columns_shown, head_of, rows_with
from crm.kit.screens.paging import columns_of, order_from, page_of, total_of
from crm.kit.screens.picking import PICK, PickingView
from crm.kit.screens.tabs import SIZE
from crm.kit.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db import models

AT_ONCE = 1000
"""Rows that are fetched at a time, however many there are."""

FORMAT, COLUMNS, SCOPE = "format", "columns", "scope"
XLSX, CSV, ALL, PAGE = "xlsx", "csv", "all", "page"
OWN_PARAMS = (FORMAT, COLUMNS, SCOPE)


class Exporting(PickingView):
    """What is exported of a list."""

    def rows(self) -> models.QuerySet[Any, Any]:
        """Those of the list, with what it shows of others."""
        return self.screens.rows()

    @cached_property
    def columns(self) -> tuple[str | Column, ...]:
        """Those that the list shows, or all that it can show."""
        if self.request.GET.get(COLUMNS) == ALL:
            return columns_named(self.screens, self.screens.available)
        arrangement = arrangement_of(self.request.user, self.screens.model)
        return columns_shown(self.screens, arrangement, self.request.GET)


class ExportScreen(Exporting):
    """The file. A constant number of queries, by a cursor on the server; whoever may see the list may have it."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """As the list shows it, values as a spreadsheet reads them."""
        model, screens = self.screens.model, self.screens
        order = order_from(request.GET, screens.sortable, screens.default_sort)
        heads = [str(head_of(model, column)) for column in self.columns]
        rows = rows_with(screens, self.picked.rows, self.columns)
        if request.GET.get(SCOPE) == PAGE and PICK not in request.GET:
            found: Any = page_of(rows, order, request.GET, self._size()).rows if not self.picked.complaints else []
        else:
            found = rows.order_by(*columns_of(order)).iterator(chunk_size=AT_ONCE)
        lines = self._lines(found, masked_fields(request.user, model))
        if request.GET.get(FORMAT) == XLSX:
            return workbook(screens.title, heads, lines, " · ".join(self.picked.words))
        return download(screens.title, heads, lines)

    def _size(self) -> int:
        asked = self.request.GET.get(SIZE, "")
        is_number = asked.isdecimal() and 0 < len(asked) < 4
        return int(asked) if is_number and int(asked) else preferences_of(self.request.user).page_size

    def _lines(self, rows: Any, masked: frozenset[str]) -> Iterator[list[object]]:
        for row in rows:
            yield [plain(row, column, masked) for column in self.columns]


class ExportChoice(Exporting):
    """Which rows, which columns, which kind of file. Two queries at most."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The choices; the ticked rows stand first where there are any."""
        params, model = request.GET, self.screens.model
        title = pgettext("action", "Export")
        picked = len(params.getlist(PICK))
        carried = [(name, value) for name, values in params.lists() for value in values if name not in OWN_PARAMS]
        response = self.render(
            "kit/partials/export.html" if partly.is_part(request) else "kit/export.html",
            title=title,
            crumbs=self.crumbs(None, title),
            complaints=self.picked.complaints,
            words=self.picked.words,
            number_picked=picked,
            total=total_of(self.picked.rows),
            number_shown=len(self.columns),
            number_available=len(self.screens.available),
            carried=carried,
            export_url=page_url(model, "export"),
            cancel_url=f"{page_url(model, 'list')}{without(params, PICK, *OWN_PARAMS)}",
        )
        return partly.varied(response)


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
