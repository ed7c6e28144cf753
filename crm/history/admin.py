"""The change log in the admin: to be read, never written; and the history of every record there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.core.paginator import Page, Paginator
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from crm.history import reading
from crm.history.models import Change
from crm.kit.admin import CappedPaginator, register_history
from crm.kit.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.contrib.admin.views.main import ChangeList
    from django.db import models
    from django.http import HttpRequest

    ModelAdmin = admin.ModelAdmin[Change]
else:
    ModelAdmin = admin.ModelAdmin

PAGE_SIZE = 50
ENTRY = "entry"
"""Where a change that was read for a page keeps its words: display columns know nothing of the reader."""


class Actor(NamedTuple):
    """Who did it, in the words that the admin asks a user for."""

    name: str

    def get_username(self) -> str:
        """The name as it was then."""
        return self.name

    def get_full_name(self) -> str:
        """Nothing besides."""
        return ""


class Event(NamedTuple):
    """One change of one record, as the admin's history page shows it."""

    action_time: datetime
    user: Actor
    message: str

    def get_change_message(self) -> str:
        """What happened, why, through which door, and old → new."""
        return self.message


def history_page(request: HttpRequest, record: models.Model) -> Page[Any]:
    """What happened to ``record``, newest first. Two queries, and one for each kind of record named in it."""
    rows = Change.objects.about(record)
    page: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(request.GET.get(PAGE_VAR))
    page.object_list = [
        Event(entry.when, Actor(entry.who), format_html("{}{}", _headline(entry), _differences(entry)))
        for entry in reading.read(page.object_list, request.user, record)
    ]
    return page


class TypeFilter(admin.SimpleListFilter):
    """Which kind of record was changed."""

    title = _("Type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every kind of record, by name."""
        records = [model for model in apps.get_models() if issubclass(model, Record)]
        kinds = [(model._meta.label_lower, capfirst(str(model._meta.verbose_name))) for model in records]
        return sorted(kinds, key=lambda kind: kind[1])

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Changes of that kind of record."""
        return queryset.filter(model=self.value()) if self.value() else queryset


@admin.register(Change)
class ChangeAdmin(ModelAdmin):
    """Every change of every record: who, when, why, and old → new (H1)."""

    list_display = ("at", "actor_name", "action", "record", "reason", "door", "differences")
    list_filter = ("cause", "door", "action", TypeFilter, ("at", admin.DateFieldListFilter), "actor")
    search_fields = ("title", "origin", "actor_name")
    fields = ("at", "actor_name", "door", "reason", "action", "record", "differences", "change_set", "reverts")
    readonly_fields = ("reason", "record", "differences")
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
        """Nothing is taken out of the log here."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nobody finds out by filtering what is masked in the record itself."""
        return not lookup.startswith("diff") and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The list, its page read in as many queries as kinds of record are named in it."""
        listed = super().get_changelist_instance(request)
        _put_into_words(listed.result_list, request)
        return listed

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Change | None:
        """The change, in words."""
        found = super().get_object(request, object_id, from_field)
        _put_into_words([found] if found else [], request)
        return found

    @admin.display(description=_("Record"))
    def record(self, change: Change) -> str:
        """Kind and title, as they were then."""
        entry: reading.Entry = vars(change)[ENTRY]
        return f"{capfirst(entry.kind) or change.model}: {entry.title}"

    @admin.display(description=_("Cause"), ordering="cause")
    def reason(self, change: Change) -> str:
        """Why, and from where a value came."""
        entry: reading.Entry = vars(change)[ENTRY]
        return entry.sentence

    @admin.display(description=_("Changes"))
    def differences(self, change: Change) -> str:
        """Old → new of every column that changed."""
        return _differences(vars(change)[ENTRY])


def _put_into_words(changes: Iterable[Change], request: HttpRequest) -> None:
    known = list(changes)
    for change, entry in zip(known, reading.read(known, request.user), strict=True):
        vars(change)[ENTRY] = entry


def _headline(entry: reading.Entry) -> str:
    part = f"{capfirst(entry.kind)} {entry.title}" if entry.is_part else ""
    return " · ".join(filter(None, (part, entry.sentence, entry.door)))


def _differences(entry: reading.Entry) -> str:
    return format_html_join("", "<div>{}: {} → {}</div>", ((*line,) for line in entry.lines))


register_history(history_page)
