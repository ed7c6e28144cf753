"""The list of records: search, filters, order, pages; its whole state is in the address."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict

from crm.kit.addresses import card_url, page_url
from crm.kit.arranging import OWN, Arrangement, arrangement_of
from crm.kit.cards import bulk_actions_of, list_actions_of
from crm.kit.filters import PLACE, without
from crm.kit.masking import masked_fields
from crm.kit.permissions import holds, may
from crm.kit.preferences import PageSize, preferences_of
from crm.kit.screens import partly
from crm.kit.screens.declaration import Column
from crm.kit.screens.listed import cell_of, columns_shown, head_of, is_number, name_of, rows_with
from crm.kit.screens.paging import Order, Slice, order_from, page_of
from crm.kit.screens.tabs import SIZE, differs, tabs_of
from crm.kit.screens.tabs import Tab as Tab
from crm.kit.screens.views import ScreenView
from crm.kit.shipped import VIEW, shipped_views

if TYPE_CHECKING:
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from crm.kit.filters import ListFilters

LEADING = frozenset({"no", "name", "code"})
"""Columns whose value leads to the card, and which keep the row recognizable when space is short."""


class Header(NamedTuple):
    """The heading of a column. ``url`` sorts by it, ``sorted`` is what ``aria-sort`` says."""

    name: str
    label: str | Promise
    url: str
    sorted: str
    is_number: bool
    width: int = 0


class Cell(NamedTuple):
    """One value of a row. ``url`` is set on the one cell that leads to the card."""

    name: str
    label: str | Promise
    value: str | SafeString
    url: str
    is_number: bool
    width: int = 0


class Line(NamedTuple):
    """One row: its key, its name for screen readers, its values, its preview, and what can be done with it."""

    pk: Any
    title: str
    cells: list[Cell]
    peek_url: str = ""
    deeds_url: str = ""
    edit_url: str = ""
    """Where the row is edited in place, and the form and the plan of deletion that stand behind it."""
    form_url: str = ""
    delete_url: str = ""


class Bulk(NamedTuple):
    """What can be done with ticked rows, and the filters of the list that go along; ``export_url`` gives a file."""

    actions: list[tuple[str | Promise, str]]
    params: list[tuple[str, str]]
    export_url: str


class ListScreen(ScreenView):
    """Search, filters, order and page of a list. A constant number of queries, however many rows and columns."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the list; only the part that changes where a script asks for that."""
        is_part = partly.asks_for(request, partly.LIST)
        template = "kit/partials/list_part.html" if is_part else "kit/list.html"
        return partly.varied(self.render(template, **self._context(request.GET)))

    def _context(self, params: QueryDict) -> dict[str, Any]:
        screens, filters = self.screens, self.filters
        order = order_from(params, screens.sortable, screens.default_sort)
        page = page_of(
            rows_with(screens, filters.qs, self.columns),
            order,
            params,
            self._size(),
            all_rows=rows_with(screens, screens.rows(), self.columns),
            is_sought=filters.is_sought,
            is_rare=filters.is_rare,
        )
        headers = [self._header(column, order) for column in self.columns]
        tabs = tabs_of(self._tabs_name, filters, self.arrangement, params)
        return self._state(params, filters) | {
            "crumbs": self.crumbs()[:-1],
            "title": screens.title,
            "model_label": screens.model._meta.label_lower,
            "filters": filters,
            "headers": headers,
            "lines": self._lines(page.rows, headers),
            "page": page,
            "sizes": self._sizes(page),
            "new_links": self._new_links(),
            "pages": _addresses(page, params),
            "reset_url": self.request.path,
            "new_row_url": self._new_row_url() if page.rows else "",
            "actions": self._actions(),
            "tabs": tabs,
            "sums": screens.sums(filters.qs) if page.rows else [],
            "bulk": self._bulk() if page.rows else None,
            "missing": None if page.rows or filters.is_narrowed else screens.missing(),
        }

    def _state(self, params: QueryDict, filters: ListFilters) -> dict[str, Any]:
        """In which state the list is, and what that is called."""
        kept = self.arrangement.view(params.get(OWN, ""))
        return {
            "chips": [one for one in filters.chips(params) if one.name != self._tabs_name],
            "view_chip": next((one for one in filters.chips(params) if one.name == self._tabs_name), None),
            "wrong": list(filters.wrong(params)),
            "kept": kept,
            "kept_differs": kept is not None and differs(kept, params),
            "has_own_views": any(view.is_own for view in self.arrangement.views),
            "is_savable": filters.is_narrowed or "sort" in params,
            "carried": [(name, value) for name, value in _pairs(params) if name not in (*PLACE, "q")],
            "query": params.urlencode(),
            "typed": params.get("q", ""),
        }

    @cached_property
    def arrangement(self) -> Arrangement:
        """The columns and the views of whoever looks."""
        return arrangement_of(self.request.user, self.screens.model)

    @cached_property
    def filters(self) -> ListFilters:
        """The search and the filters of the address."""
        return self.screens.filters_in(self.request)

    @cached_property
    def columns(self) -> tuple[str | Column, ...]:
        """Those of the view that the list stands in, else those that the reader chose, else the usual ones."""
        return columns_shown(self.screens, self.arrangement, self.request.GET)

    @cached_property
    def _tabs_name(self) -> str:
        return self.screens.tabs or (VIEW if shipped_views(self.screens.model) else "")

    def _size(self) -> int:
        asked = self.request.GET.get(SIZE, "")
        if asked.isdecimal() and len(asked) < 5 and int(asked) in PageSize.values:
            return int(asked)
        return preferences_of(self.request.user).page_size

    def _sizes(self, page: Slice) -> list[tuple[int, str, bool]]:
        """How many rows a page may have: number, address, and whether it has."""
        if page.total.number <= min(PageSize.values):
            return []
        sizes = sorted({*PageSize.values, page.size})
        return [(size, without(self.request.GET, **{SIZE: size}), size == page.size) for size in sizes]

    def _new_links(self) -> list[tuple[str | Promise, str]]:
        if self.screens.is_kept:
            return []
        url = page_url(self.screens.model, "new")
        return [(label, f"{url}{query}") for label, query in self.screens.new_links()]

    def _new_row_url(self) -> str:
        """Where a row is typed in place; blank where the columns do not hold all that a new one needs."""
        model = self.screens.model
        if not self.screens.is_grid or not may(self.request.user, "add", model):
            return ""
        shown = {name_of(column) for column in self.columns}
        fields = [one for one in model._meta.concrete_fields if one.editable]
        needed = {one.name for one in fields if not one.blank and not one.has_default()}
        return "" if needed - shown else page_url(model, "new-row") + self._state_of_columns()

    def _actions(self) -> list[tuple[str | Promise, str]]:
        offered = (one for one in list_actions_of(self.screens.model) if holds(self.request.user, one.permission))
        return [(one.label, one.url(self.request.GET)) for one in offered]

    def _bulk(self) -> Bulk:
        model = self.screens.model
        offered = [one for one in bulk_actions_of(model) if holds(self.request.user, one.permission)]
        params = [(name, value) for name, value in _pairs(self.request.GET) if name not in (*PLACE, OWN, SIZE)]
        actions = [(one.label, page_url(model, one.page)) for one in offered]
        return Bulk(actions, params, page_url(model, "export-choice"))

    def _header(self, column: str | Column, order: Order) -> Header:
        name, label = name_of(column), head_of(self.screens.model, column)
        number, width = is_number(self.screens.model, column), self.arrangement.widths.get(name, 0)
        if name not in self.screens.sortable:
            return Header(name, label, "", "", number, width)
        params, is_sorted = self.request.GET, order.name == name
        direction = ("descending" if order.descending else "ascending") if is_sorted else "none"
        if is_sorted and order.word != self.screens.default_sort and order.descending:
            return Header(name, label, without(params, "sort"), direction, number, width)
        word = f"-{name}" if is_sorted and not order.descending else name
        return Header(name, label, without(params, sort=word), direction, number, width)

    def _lines(self, rows: list[models.Model], headers: list[Header]) -> list[Line]:
        masked = masked_fields(self.request.user, self.screens.model)
        known = (one.name for one in headers if one.name in LEADING)
        named = {one.name for one in headers}
        leading = self.screens.leading if self.screens.leading in named else next(known, headers[0].name)
        lines = []
        for row in rows:
            cells = []
            for column, header in zip(self.columns, headers, strict=True):
                value = cell_of(row, column, masked)
                url = card_url(row) if header.name == leading else ""
                cells.append(Cell(header.name, header.label, value, url, header.is_number, header.width))
            near = (page_url(self.screens.model, page, row.pk) for page in ("preview", "deeds"))
            lines.append(Line(row.pk, str(row), cells, *near, *self._tools(row)))
        return lines

    def _tools(self, row: models.Model) -> tuple[str, ...]:
        """Where a row is edited in place, in a form, and deleted, by who may; nothing where rows are not edited."""
        if not self.screens.is_grid or not may(self.request.user, "change", self.screens.model):
            return ()
        edit, form, delete = (page_url(self.screens.model, page, row.pk) for page in ("row", "edit", "delete"))
        return edit + self._state_of_columns(), form, delete if may(self.request.user, "delete", type(row)) else ""

    def _state_of_columns(self) -> str:
        kept = self.request.GET.get(OWN, "")
        return f"?{urlencode({OWN: kept})}" if kept else ""


def _pairs(params: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in params.lists() for value in values if value]


def _addresses(page: Slice, params: QueryDict) -> dict[str, str]:
    if not page.rows:
        return {"first": without(params)}
    first, last = page.rows[0], page.rows[-1]
    return {
        "first": without(params),
        "previous": without(params, before=first.pk, at=page.previous_at),
        "next": without(params, after=last.pk, at=page.next_at),
        "last": without(params, last=1),
    }
