"""The change log in the admin: to be read, never written; and the history of every record there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from crm.history.models import Change
from crm.kit.admin import CappedPaginator, RecordAdmin, register_history
from crm.kit.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.http import HttpRequest

    ModelAdmin = admin.ModelAdmin[Change]
else:
    ModelAdmin = admin.ModelAdmin

PAGE_SIZE = 50
SHOWN = "shown"
"""Where a change that was read for a page keeps how it is shown there: display columns know no request."""


class Actor(NamedTuple):
    """Who did it, in the words that the admin asks a user for."""

    name: str

    def get_username(self) -> str:
        """The name as it was then."""
        return self.name

    def get_full_name(self) -> str:
        """Nothing besides."""
        return ""


class Entry(NamedTuple):
    """One change of one record, as the admin's history page shows it."""

    action_time: datetime
    user: Actor
    message: str

    def get_change_message(self) -> str:
        """What happened, why, and old → new."""
        return self.message


def history_page(site: admin.AdminSite, request: HttpRequest, record: models.Model) -> Page[Any]:
    """What happened to ``record``, newest first. Two queries, and one for each kind of record named in it."""
    rows = Change.objects.of(record).order_by("-pk")
    page: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(request.GET.get(PAGE_VAR))
    page.object_list = [
        Entry(change.at, Actor(change.actor_name), format_html("{}{}", _headline(change), shown))
        for change, shown in _described(page.object_list, site, request)
    ]
    return page


class TypeFilter(admin.SimpleListFilter):
    """Which kind of record was changed."""

    title = _("Type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every kind of record, by name."""
        records = [model for model in apps.get_models() if issubclass(model, Record)]
        return sorted(
            ((model._meta.label_lower, capfirst(str(model._meta.verbose_name))) for model in records),
            key=lambda choice: choice[1],
        )

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Changes of that kind of record."""
        return queryset.filter(model=self.value()) if self.value() else queryset


@admin.register(Change)
class ChangeAdmin(ModelAdmin):
    """Every change of every record: who, when, why, and old → new (H1)."""

    list_display = ("at", "actor_name", "action", "record", "because", "door", "differences")
    list_filter = ("cause", "door", "action", TypeFilter, ("at", admin.DateFieldListFilter), "actor")
    search_fields = ("title", "origin", "actor_name")
    fields = (
        "at",
        "actor_name",
        "door",
        "because",
        "action",
        "record",
        "differences",
        "change_set",
        "reverts",
    )
    readonly_fields = ("because", "record", "differences")
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = PAGE_SIZE
    list_max_show_all = 0

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only what was really done is in the log."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Change | None = None) -> bool:
        """What was done stays done."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Change | None = None) -> bool:
        """The log forgets nothing that was asked of it here."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nobody finds out by filtering what is masked in the record itself."""
        return not lookup.startswith("diff") and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list, its page described in as many queries as kinds of record are named in it."""
        listed = super().get_changelist_instance(request)
        for change, shown in _described(listed.result_list, self.admin_site, request):
            vars(change)[SHOWN] = shown
        return listed

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Change | None:
        """The change, described."""
        found = super().get_object(request, object_id, from_field)
        for change, shown in _described([found] if found else [], self.admin_site, request):
            vars(change)[SHOWN] = shown
        return found

    @admin.display(description=_("Record"))
    def record(self, change: Change) -> str:
        """Kind and title, as they were then."""
        try:
            kind = capfirst(str(change.record_model._meta.verbose_name))
        except LookupError:
            kind = change.model
        return f"{kind}: {change.title}"

    @admin.display(description=_("Cause"), ordering="cause")
    def because(self, change: Change) -> str:
        """Why, and from where a value came."""
        return " ".join(filter(None, (change.get_cause_display(), change.origin)))

    @admin.display(description=_("Changes"))
    def differences(self, change: Change) -> str:
        """Old → new of every column that changed."""
        return str(vars(change).get(SHOWN, ""))


def _described(
    changes: Iterable[Change], site: admin.AdminSite, request: HttpRequest
) -> Iterator[tuple[Change, str]]:
    """Each change with old → new as the reader may see them."""
    known = list(changes)
    names = _names(known)
    for change in known:
        masks = _masks(change, site, request)
        rows = [
            (_label(change, name), *(_text(change, name, value, names, masks) for value in values))
            for name, values in change.diff.items()
        ]
        yield change, format_html_join("", "<div>{}: {} → {}</div>", rows)


def _headline(change: Change) -> str:
    parts = (
        change.get_action_display(),
        change.get_cause_display(),
        change.origin,
        change.get_door_display(),
    )
    return " · ".join(str(part) for part in parts if part)


def _field(change: Change, name: str) -> models.Field[Any, Any] | None:
    try:
        found = change.record_model._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return found if isinstance(found, models.Field) else None


def _label(change: Change, name: str) -> str:
    field = _field(change, name)
    return capfirst(str(field.verbose_name)) if field else name


def _masks(change: Change, site: admin.AdminSite, request: HttpRequest) -> dict[str, Any]:
    try:
        keeper = site.get_model_admin(change.record_model)
    except (LookupError, NotRegistered):
        return {}
    if not isinstance(keeper, RecordAdmin):
        return {}
    return {name: keeper.masks[name] for name in keeper.masked(request)}


def _text(
    change: Change, name: str, value: Any, names: dict[tuple[Any, str], str], masks: dict[str, Any]
) -> str:
    field = _field(change, name)
    if value in (None, ""):
        return "—"
    if name in masks:
        return str(masks[name](str(value)))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(field, models.ForeignKey):
        return names.get((field.related_model, str(value)), str(value))
    choices = {str(code): label for code, label in getattr(field, "flatchoices", ())}
    return str(choices.get(str(value), value))


def _names(changes: Iterable[Change]) -> dict[tuple[Any, str], str]:
    """The records that foreign keys of ``changes`` point to, if they exist; one query for each kind."""
    wanted: dict[Any, set[Any]] = {}
    for change in changes:
        for name, values in change.diff.items():
            field = _field(change, name)
            if isinstance(field, models.ForeignKey):
                wanted.setdefault(field.related_model, set()).update(set(values) - {None})
    found = [(model, model._base_manager.in_bulk(keys)) for model, keys in wanted.items()]
    return {
        (model, str(key)): str(getattr(row, "title", row))
        for model, rows in found
        for key, row in rows.items()
    }


register_history(history_page)
