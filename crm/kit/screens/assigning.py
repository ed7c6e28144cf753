"""One value for many records: what it will be, what else that writes, then the button (3.1, R2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import ngettext

from crm.kit import notices
from crm.kit.cards import BulkAction, Page, register_bulk_action, register_page
from crm.kit.display import caption, linked
from crm.kit.fields import form_field, offer_codes
from crm.kit.foresight import effects_of
from crm.kit.permissions import Verb, name_of
from crm.kit.refusal import Refused, sentence_of
from crm.kit.screens import once
from crm.kit.screens.picking import PickingView
from crm.kit.unit import unit
from crm.kit.values import column, set_value, value_of

if TYPE_CHECKING:
    from django.db import models
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from crm.kit.models import Record

NAMED = 20
"""Records that the page names."""


@dataclass(frozen=True)
class Assignment:
    """A column that many records of a list can be given one value of, and what the button is called."""

    field: str
    path: str
    label: str | Promise
    order: int = 50


@dataclass(frozen=True)
class Outlook:
    """What giving the value would write: to how many of the chosen, and to how many others."""

    changed: list[Record]
    same: int
    others: list[SafeString]
    refused: list[tuple[SafeString, str]]


class AssignScreen(PickingView):
    """The value, then what it would write; nothing is written before that was seen. One gesture, undone as one."""

    verb: ClassVar[Verb] = "change"
    most = 500
    assignment: Assignment = None  # type: ignore[assignment]  # given by as_view

    def get(self, request: HttpRequest) -> HttpResponse:
        """The value is asked for, or what it would write is shown."""
        if objection := self.objection():
            messages.warning(request, objection)
            return HttpResponseRedirect(self.list_url)
        return self._page(self._form(request.GET if "preview" in request.GET else None))

    def post(self, request: HttpRequest) -> HttpResponse:
        """The records hold it, once; those that refuse it stay as they are and are named."""
        form, token = self._form(request.POST), request.POST.get("token", "")
        if self.objection() or not form.is_valid():
            return self.get(request)
        with unit():
            url = once.result_of(request, token)
            if not url:
                done, refused = self._assign(self._value(form))
                said = ngettext("%(count)s record was changed.", "%(count)s records were changed.", len(done))
                messages.success(request, notices.followed(request, said % {"count": len(done)}, done))
                for record, sentence in refused[:NAMED]:
                    messages.warning(request, f"{record.title}: {sentence}")
                url = self.list_url
                once.remember(request, token, url)
        return HttpResponseRedirect(url)

    def _form(self, typed: Any) -> forms.Form:
        model, name = self.screens.model, self.assignment.field
        field = form_field(column(model, name))
        assert field is not None
        form = forms.Form(typed)
        form.fields["value"] = field
        offer_codes(form.fields.values())
        return form

    def _value(self, form: forms.Form) -> Any:
        value = form.cleaned_data["value"]
        return getattr(value, "pk", value)

    def _assign(self, value: Any) -> tuple[list[Record], list[tuple[Record, str]]]:
        field = column(self.screens.model, self.assignment.field)
        done: list[Record] = []
        refused: list[tuple[Record, str]] = []
        for record in self.records:
            if value_of(record, field) == value:
                continue
            set_value(record, field, value)
            try:
                with unit(savepoint=True):
                    record.save()
                done.append(record)
            except (Refused, ValidationError) as objection:
                refused.append((record, sentence_of(objection)))
        return done, refused

    def _outlook(self, value: Any) -> Outlook:
        field = column(self.screens.model, self.assignment.field)
        changed: list[Record] = []
        refused: list[tuple[SafeString, str]] = []
        others: dict[tuple[str, Any], SafeString] = {}
        for record in self.records:
            if value_of(record, field) == value:
                continue
            set_value(record, field, value)
            try:
                effects = effects_of(record)
            except (Refused, ValidationError) as objection:
                refused.append((linked(record), sentence_of(objection)))
                continue
            changed.append(record)
            for one in effects:
                if not one.reason:
                    others.setdefault((one.record._meta.label_lower, one.record.pk), linked(one.record))
        same = len(self.records) - len(changed) - len(refused)
        return Outlook(changed, same, list(others.values()), refused)

    def _page(self, form: forms.Form) -> HttpResponse:
        outlook = self._outlook(self._value(form)) if form.is_bound and form.is_valid() else None
        params = [(k, v) for k, values in self.request.GET.lists() for v in values if k not in ("value", "preview")]
        return self.render(
            "kit/assign.html",
            title=self.screens.title,
            heading=self.assignment.label,
            crumbs=self.crumbs(None, str(self.assignment.label)),
            field_label=caption(self.screens.model, self.assignment.field),
            form=form,
            words=self.picked.words,
            number=len(self.records),
            carried=params,
            outlook=outlook,
            named=[linked(one) for one in outlook.changed[:NAMED]] if outlook else [],
            others=outlook.others[:NAMED] if outlook else [],
            token=once.new_token(),
            cancel_url=self.list_url,
        )


def register_assignments(model: type[models.Model], *assignments: Assignment) -> None:
    """The list of ``model`` offers to give many records one value."""
    for one in assignments:
        screen = type(f"{one.path}-screen", (AssignScreen,), {"assignment": one})
        register_page(model, Page(one.path, screen, of_list=True))
        register_bulk_action(model, BulkAction(one.label, one.path, name_of("change", model), one.order))
