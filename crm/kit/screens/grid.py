"""Rows of a list that are edited in place: a row turns into fields and back (3.1). Without a script, forms do it.

They are the forms of the record with the columns of the list only, so that all their rules hold: nothing is sent twice,
and nothing of others is overwritten.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from crm.kit.addresses import page_url
from crm.kit.screens import partly
from crm.kit.screens.edit import EditScreen, FormScreen, NewScreen
from crm.kit.screens.listed import head_of, is_number, name_of, rows_with
from crm.kit.screens.lists import Line, ListScreen
from crm.kit.screens.paging import order_from

if TYPE_CHECKING:
    from django import forms
    from django.utils.functional import Promise

    from crm.kit.forms import RecordForm
    from crm.kit.models import Record
    from crm.kit.screens.inlines import InlineSet


SHOWN = "shown"
"""The parameter that asks for a row as it is read."""


class Place(NamedTuple):
    """A cell of a row that is edited: a field, or the value that stays."""

    name: str
    label: str | Promise
    value: Any
    field: forms.BoundField | None
    is_number: bool


class GridScreen(FormScreen, ListScreen):
    """What editing a row and typing a new one have in common: fields in the columns of the list."""

    def form(self, record: Record, data: Any = None, files: Any = None) -> RecordForm:
        """The fields of the columns; all fields where no script asks."""
        form = super().form(record, data, files)
        return self._narrowed(form) if partly.is_part(self.request) else form

    def inlines(self, record: Record, data: Any = None) -> list[InlineSet]:
        """None in a row."""
        return [] if partly.is_part(self.request) else super().inlines(record, data)

    def _next(self, record: Record) -> str:
        return _read_url(self.request, record) if partly.is_part(self.request) else super()._next(record)

    def _row(self, form: RecordForm, token: str = "") -> HttpResponse:
        """The row as fields."""
        record, model = form.instance, self.screens.model
        for key, typed in form.fields.items():
            typed.widget.attrs |= {"form": form_id(record), "data-column": key}
        values = {} if form.is_new else {cell.name: cell.value for cell in self._line(record).cells}
        places = []
        for column in self.columns:
            name = name_of(column)
            field: Any = form[name] if name in form.fields else None
            places.append(Place(name, head_of(model, column), values.get(name, ""), field, is_number(model, column)))
        response = self.render(
            "kit/partials/row_form.html",
            form=form,
            form_id=form_id(record),
            record=None if form.is_new else record,
            places=places,
            token=token,
            sets=[str(one.model._meta.model_name) for one in self.screens.inlines],
            here=self.request.get_full_path(),
            form_url=page_url(model, "new") if form.is_new else page_url(model, "edit", record.pk),
            read_url="" if form.is_new else _read_url(self.request, record),
        )
        return partly.varied(response)

    def _read(self, record: Record) -> HttpResponse:
        """The row as it is read, with the notice of what was done."""
        came_from = self.request.headers.get("HX-Current-URL", "")
        return partly.varied(
            self.render("kit/partials/row_read.html", line=self._line(record), bulk=True, came_from=came_from)
        )

    def _line(self, record: Record) -> Line:
        """The row as the list shows it. A query or two."""
        order = order_from(QueryDict(), self.screens.sortable, self.screens.default_sort)
        rows = list(rows_with(self.screens, self.screens.rows(), self.columns).filter(pk=record.pk))
        return self._lines(rows, [self._header(column, order) for column in self.columns])[0]

    def _narrowed(self, form: RecordForm) -> RecordForm:
        """``form`` with the fields that the list has columns for, named apart from those of other rows."""
        shown = {name_of(column) for column in self.columns}
        for name in form.fields.keys() - shown:
            del form.fields[name]
        form.auto_id = f"{form_id(form.instance)}-%s"
        return form


class RowScreen(GridScreen, EditScreen):
    """A row of the list as fields; saved, it is a row to read again."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:  # type: ignore[override]  # a list has no key
        """The row as fields, or as it is read; the form on a page of its own where no script asks."""
        record = self.record_of(key)
        if not partly.is_part(request):
            return HttpResponseRedirect(page_url(type(record), "edit", record.pk))
        return self._read(record) if SHOWN in request.GET else self._row(self.form(record))

    def _page(self, form: RecordForm, inlines: list[InlineSet]) -> HttpResponse:
        return self._row(form) if partly.is_part(self.request) else super()._page(form, inlines)

    def _gone(self, key: str) -> HttpResponse:
        answer = super()._gone(key)
        if not partly.is_part(self.request):
            return answer
        messages.warning(self.request, str(answer.context_data["sentence"]))  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})


class NewRowScreen(GridScreen, NewScreen):
    """A blank row above the list; saved, it is one of its rows. The form carries a token: sent twice it makes one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The blank row; the form on a page of its own where no script asks."""
        if not partly.is_part(request):
            return HttpResponseRedirect(page_url(self.screens.model, "new"))
        return super().get(request)

    def _page(self, form: RecordForm, inlines: list[InlineSet], token: str) -> HttpResponse:
        return self._row(form, token) if partly.is_part(self.request) else super()._page(form, inlines, token)


def form_id(record: Record) -> str:
    """What the form of a row is called on its page, whatever its key is made of."""
    key = "" if record._state.adding else str(record.pk)
    return f"row-{hashlib.sha256(key.encode()).hexdigest()[:12]}" if key else "row-new"


def _read_url(request: HttpRequest, record: Record) -> str:
    params = request.GET.copy()
    params[SHOWN] = "yes"
    return f"{page_url(type(record), 'row', record.pk)}?{params.urlencode()}"
