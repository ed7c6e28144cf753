"""What a list shows as a file: its page, the ticked rows or all that its filters let through; streamed."""

from __future__ import annotations

import html
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.html import strip_tags
from django.utils.translation import pgettext

from crm.kit.addresses import page_url
from crm.kit.amounts import shown_places
from crm.kit.arranging import arrangement_of
from crm.kit.columns import ExactField
from crm.kit.delimited import download
from crm.kit.file_kinds import FileKind, download_of, file_kinds
from crm.kit.filters import without
from crm.kit.masking import mask, masked_fields
from crm.kit.preferences import preferences_of
from crm.kit.screens import once, partly
from crm.kit.screens.declaration import Column
from crm.kit.screens.listed import cell_of, columns_named, columns_shown, head_of, rows_with
from crm.kit.screens.paging import Order, columns_of, order_from, page_of, total_of
from crm.kit.screens.picking import PICK, PickingView
from crm.kit.screens.tabs import SIZE
from crm.kit.unit import unit
from crm.kit.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db import models

AT_ONCE = 1000
"""Rows that are fetched at a time, however many there are."""

FORMAT, COLUMNS, SCOPE = "format", "columns", "scope"
XLSX, CSV, ALL, PAGE = "xlsx", "csv", "all", "page"
OWN_PARAMS = (FORMAT, COLUMNS, SCOPE)


MOST_AT_ONCE = 5000
"""Files of more rows are made in the background, where somebody does that."""

Later = Callable[["Exporting", QueryDict], str]

_later: list[Later] = []


def register_later(later: Later) -> None:
    """Files of many rows are made by ``later``, which says where one waits for them."""
    _later.append(later)


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

    @property
    def heads(self) -> list[str]:
        """The headings of the columns."""
        return [str(head_of(self.screens.model, column)) for column in self.columns]

    @cached_property
    def order(self) -> Order:
        """As in the list."""
        return order_from(self.request.GET, self.screens.sortable, self.screens.default_sort)

    @property
    def chosen(self) -> models.QuerySet[Any, Any]:
        """The rows with all that is exported of them, in order."""
        rows = rows_with(self.screens, self.picked.rows, self.columns).order_by(*columns_of(self.order))
        return rows if self.kind is None else rows.select_related(*self.screens.related, *self.kind.related)

    @property
    def kind(self) -> FileKind | None:
        """As which kind of file that is no table."""
        asked = self.request.GET.get(FORMAT)
        return next((one for one in file_kinds(self.screens.model) if one.ending == asked), None)

    @property
    def about(self) -> str:
        """By which filters the rows were chosen."""
        return " · ".join(self.picked.words)

    def lines(self, rows: Iterable[Any]) -> Iterator[list[object]]:
        """``rows`` as a table."""
        masked = masked_fields(self.request.user, self.screens.model)
        for row in rows:
            yield [plain(row, column, masked) for column in self.columns]


class ExportScreen(Exporting):
    """The file. A constant number of queries, by a cursor on the server; whoever may see the list may have it."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """As the list shows it, values as a spreadsheet reads them."""
        title = self.screens.title
        if request.GET.get(SCOPE) == PAGE and PICK not in request.GET:
            found: Any = self._page() if not self.picked.complaints else []
        else:
            found = self.chosen.iterator(chunk_size=AT_ONCE)
        if self.kind is not None:
            return download_of(self.kind, title, found)
        if request.GET.get(FORMAT) == XLSX:
            return workbook(title, self.heads, self.lines(found), self.about)
        return download(title, self.heads, self.lines(found))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The file; where it has many rows, the page that waits for it. Sent twice, it is made once (N1)."""
        params = request.POST.copy()
        token = str((params.pop("token", None) or [""])[-1])
        params.pop("csrfmiddlewaretoken", None)
        request.GET = params  # type: ignore[assignment]  # a link to the file says the same in its address
        if params.get(SCOPE) == PAGE or PICK in params or not _later or self.picked.complaints:
            return self.get(request)
        with unit():
            url = once.result_of(request, token) or _later[0](self, params)
            once.remember(request, token, url)
        return HttpResponseRedirect(url)

    def _page(self) -> list[Any]:
        return page_of(self.chosen, self.order, self.request.GET, self._size()).rows

    def _size(self) -> int:
        asked = self.request.GET.get(SIZE, "")
        is_number = asked.isdecimal() and 0 < len(asked) < 4
        return int(asked) if is_number and int(asked) else preferences_of(self.request.user).page_size


class ExportChoice(Exporting):
    """Which rows, which columns, which kind of file. Two queries at most."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The choices; the ticked rows stand first where there are any."""
        params, model = request.GET, self.screens.model
        title = pgettext("action", "Export")
        picked = len(params.getlist(PICK))
        total = total_of(self.picked.rows)
        carried = [(name, value) for name, values in params.lists() for value in values if name not in OWN_PARAMS]
        response = self.render(
            "kit/partials/export.html" if partly.is_part(request) else "kit/export.html",
            title=title,
            crumbs=self.crumbs(None, title),
            complaints=self.picked.complaints,
            words=self.picked.words,
            number_picked=picked,
            total=total,
            is_large=bool(_later) and not picked and total.number > MOST_AT_ONCE,
            token=once.new_token(),
            kinds=file_kinds(model),
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
