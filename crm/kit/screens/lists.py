"""The list of records: search, filters, order, pages; its whole state is in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse

from crm.kit.addresses import card_url, page_url
from crm.kit.cards import bulk_actions_of, list_actions_of
from crm.kit.display import BY_NAME, caption, linked, text_of
from crm.kit.filters import PLACE, without
from crm.kit.masking import mask, masked_fields
from crm.kit.permissions import holds
from crm.kit.screens.declaration import Column
from crm.kit.screens.paging import SIZE, Order, Slice, order_from, page_of
from crm.kit.screens.views import ScreenView

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


class Cell(NamedTuple):
    """One value of a row. ``url`` is set on the one cell that leads to the card."""

    name: str
    label: str | Promise
    value: str | SafeString
    url: str
    is_number: bool


class Line(NamedTuple):
    """One row: its key, how a screen reader names it, and its values."""

    pk: Any
    title: str
    cells: list[Cell]


class Tab(NamedTuple):
    """A choice of the filter that stands above the list."""

    label: str
    url: str
    is_current: bool


class Bulk(NamedTuple):
    """What can be done with ticked rows, and the filters of the list that go along; ``export_url`` gives a file."""

    actions: list[tuple[str | Promise, str]]
    params: list[tuple[str, str]]
    export_url: str


class ListScreen(ScreenView):
    """Search, filters, order and page of a list. A constant number of queries, however many rows."""

    def get(self, request: HttpRequest) -> TemplateResponse:
        """One page of the list."""
        screens, params = self.screens, request.GET
        filters = screens.filter_class(params, queryset=screens.rows(), request=request)
        order = order_from(params, screens.sortable, screens.default_sort)
        page = page_of(filters.qs, order, params)
        headers = [self._header(column, order) for column in screens.columns]
        return self.render(
            "kit/list.html",
            crumbs=self.crumbs()[:-1],
            title=screens.title,
            filters=filters,
            chips=list(filters.chips(params)),
            headers=headers,
            lines=self._lines(page.rows, headers),
            page=page,
            new_links=self._new_links(),
            pages=_addresses(page, params),
            sort=params.get("sort", ""),
            reset_url=request.path,
            actions=self._actions(),
            tabs=self._tabs(filters),
            sums=screens.sums(filters.qs) if page.rows else [],
            bulk=self._bulk() if page.rows else None,
            size=SIZE,
        )

    def _new_links(self) -> list[tuple[str | Promise, str]]:
        if self.screens.is_kept:
            return []
        url = page_url(self.screens.model, "new")
        return [(label, f"{url}{query}") for label, query in self.screens.new_links()]

    def _actions(self) -> list[tuple[str | Promise, str]]:
        offered = (one for one in list_actions_of(self.screens.model) if holds(self.request.user, one.permission))
        return [(one.label, one.url(self.request.GET)) for one in offered]

    def _tabs(self, filters: ListFilters) -> list[Tab]:
        name, params = self.screens.tabs, self.request.GET
        if not name:
            return []
        chosen = params.get(name, "")
        choices = [(value, str(label)) for value, label in filters.form.fields[name].choices if value]
        everything = filters.filters[name].extra["empty_label"]
        others = [Tab(label, without(params, **{name: value}), value == chosen) for value, label in choices]
        return [Tab(str(everything), without(params, name), not chosen), *others]

    def _bulk(self) -> Bulk:
        model = self.screens.model
        offered = [one for one in bulk_actions_of(model) if holds(self.request.user, one.permission)]
        params = [(name, str(value)) for name, value in self.request.GET.items() if name not in PLACE and value]
        actions = [(one.label, page_url(model, one.page)) for one in offered]
        return Bulk(actions, params, page_url(model, "export"))

    def _header(self, column: str | Column, order: Order) -> Header:
        model = self.screens.model
        name = column.name if isinstance(column, Column) else column
        label = head_of(model, column)
        is_number = column.is_number if isinstance(column, Column) else _is_number(model._meta.get_field(name))
        if name not in self.screens.sortable:
            return Header(name, label, "", "", is_number)
        is_sorted = order.name == name
        word = f"-{name}" if is_sorted and not order.descending else name
        direction = ("descending" if order.descending else "ascending") if is_sorted else "none"
        return Header(name, label, without(self.request.GET, sort=word), direction, is_number)

    def _lines(self, rows: list[models.Model], headers: list[Header]) -> list[Line]:
        masked = masked_fields(self.request.user, self.screens.model)
        known = (one.name for one in headers if one.name in LEADING)
        leading = self.screens.leading or next(known, headers[0].name)
        lines = []
        for row in rows:
            cells = []
            for column, header in zip(self.screens.columns, headers, strict=True):
                value = cell_of(row, column, masked)
                url = card_url(row) if header.name == leading else ""
                cells.append(Cell(header.name, header.label, value, url, header.is_number))
            lines.append(Line(row.pk, str(row), cells))
        return lines


def head_of(model: type[models.Model], column: str | Column) -> str | Promise:
    """The heading of a column."""
    if isinstance(column, Column):
        return column.label or caption(model, column.name)
    return caption(model, column)


def cell_of(row: models.Model, column: str | Column, masked: frozenset[str]) -> str | SafeString:
    """What stands in a cell. No query, as far as the screens have read along what it shows."""
    if isinstance(column, Column):
        return column.cell(row)
    field: Any = row._meta.get_field(column)
    value = getattr(row, field.attname)
    if column in masked:
        return mask(str(value or ""))
    if field.is_relation and not hasattr(field.related_model, "code"):
        return linked(getattr(row, column))
    text = text_of(field, value, {}) if value else ""
    return BY_NAME[column](text) if column in BY_NAME and text else text


def _is_number(field: Any) -> bool:
    return isinstance(field, models.DecimalField | models.IntegerField)


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
