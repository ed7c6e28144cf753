"""What a form would come to, asked while it is typed: totals, cells that follow from others, and what is wrong."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from crm.kit.cards import Page
from crm.kit.screens.edit import EditScreen, FormScreen, NewScreen
from partners.trade import planning
from partners.trade.models import Document, DocumentLine
from partners.trade.screens import for_whom
from partners.trade.screens.line_sets import LineSet
from partners.trade.screens.lines import sums_of

if TYPE_CHECKING:
    from crm.kit.forms import RecordForm
    from partners.trade.forms import LineForm


class PlanScreen(FormScreen):
    """The answer. Nothing is saved, and no row locked."""

    def answer(self, form: RecordForm, lines: LineSet) -> JsonResponse:
        """Totals and cells. A few queries, however many lines."""
        document, before = form.instance, {row.pk: copy.copy(row) for row in lines.get_queryset()}
        assert isinstance(document, Document)
        form.is_valid()
        lines.is_valid()
        rows = lines.sent()
        fine = [row for row in rows if not row.errors]
        typed: list[DocumentLine] = [row.instance for row in fine]  # type: ignore[misc]
        for number, line in enumerate(typed, 1):
            line.line_no = line.line_no or number
        was = [None if line._state.adding else before.get(line.pk) for line in typed]
        plan = planning.planned(document, typed, was, self._others(document, lines))
        for place, refused in plan.refused.items():
            fine[place].refuse(refused)
        sums = sums_of(document, plan.totals) if plan.totals is not None else {}
        sums |= {"problem": plan.problem, "document": document, "wrong": any(row.errors for row in rows)}
        return JsonResponse(
            {
                "rows": {str(row.prefix): {"cells": cells(row), "errors": row.errors} for row in rows},
                "totals": render_to_string("trade/sums.html", sums),
                "said": said(sums),
                "whom": for_whom.rendered(document),
                "called": for_whom.called(document),
            }
        )

    def _others(self, document: Document, lines: LineSet) -> list[DocumentLine]:
        """The lines of other windows. One query."""
        if document._state.adding:
            return []
        shown = [row.pk for row in lines.get_queryset()]
        return list(DocumentLine._base_manager.filter(document=document).exclude(pk__in=shown))


class NewPlan(PlanScreen, NewScreen):
    """For a document that does not exist yet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Nothing to be looked at."""
        return self.http_method_not_allowed(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The plan."""
        form = self.form(self._draft(request.POST), request.POST, request.FILES)
        return self.answer(form, lines_among(self.inlines(form.instance, request.POST)))


class EditPlan(PlanScreen, EditScreen):
    """For one that does."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Nothing to be looked at."""
        return self.http_method_not_allowed(request)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """The plan."""
        form = self.form(self.record_of(key), request.POST, request.FILES)
        return self.answer(form, lines_among(self.inlines(form.instance, request.POST)))


def lines_among(sets: list[Any]) -> LineSet:
    """The set that holds the lines."""
    found = next(one for one in sets if isinstance(one, LineSet))
    assert isinstance(found, LineSet)
    return found


def cells(row: LineForm) -> dict[str, str]:
    """What the cells of the row would hold, written as they are typed; nothing where something is wrong with it."""
    line = row.instance
    assert isinstance(line, DocumentLine)
    if row.errors:
        return {}
    names = [name for name in row.fields if name not in ("id", "document", "DELETE", "ORDER")]
    values = {name: getattr(line, line._meta.get_field(name).attname) for name in names}  # type: ignore[union-attr]
    if not line.is_charged:
        values |= dict.fromkeys(set(names) - {"kind", "description", "date"}, "")
    if "item" in values:
        values["item"] = line.item
    shown = {name: row.fields[name].prepare_value(value) for name, value in values.items()}
    return {name: "" if value is None else str(value) for name, value in shown.items()}


def said(sums: dict[str, Any]) -> str:
    """The new total as a sentence for whoever does not see it."""
    if "totals" not in sums:
        return str(sums["problem"])
    values = {"total": sums["totals"]["gross"], "currency": sums["document"].currency_id or ""}
    return (_("Total including VAT: %(total)s %(currency)s") % values).strip()


PLANS = (Page("plan", NewPlan, of_list=True), Page("plan", EditPlan))
