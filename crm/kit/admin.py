"""The admin of records, for administrators: the house's saves, deletions, search and history behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crm.kit import deletion
from crm.kit.admin_edits import CarefulAdmin, CarefulInline
from crm.kit.admin_notices import TellingAdmin
from crm.kit.fields import unknown
from crm.kit.masking import mask, masked_fields
from crm.kit.models import Record
from crm.kit.permissions import barred_from_deleting
from crm.kit.refusal import Refused
from crm.kit.search import matching
from crm.kit.sentences import one_stop
from crm.kit.unit import unit
from crm.kit.values import column

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]  # one admin for the records of every room
    AnyPaginator = Paginator[Any]
    Related = BaseModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin, AnyPaginator, Related = admin.ModelAdmin, Paginator, BaseModelAdmin
    TabularInline = admin.TabularInline

COUNTED = 10_000
"""Rows that a list counts; whoever looks for more narrows the search."""
AT_ONCE = 1_000
"""Rows that one action may be about."""
NAMED = 20
"""Records that a message names."""

HistoryReader = Callable[[HttpRequest, models.Model], Page[Any]]
"""A page of entries that have what Django's history page shows: time, user and message."""

_history: list[HistoryReader] = []
_refused: ContextVar[Refused | None] = ContextVar("refused", default=None)


def register_history(reader: HistoryReader) -> None:
    """Let ``reader`` answer what happened to a record."""
    _history[:] = [reader]


class CappedPaginator(AnyPaginator):
    """Counts no further than it must: the price of a list does not grow with its table."""

    @cached_property
    def count(self) -> int:
        """The number of rows, ``COUNTED`` where there are more."""
        rows = self.object_list
        return rows.order_by()[:COUNTED].count() if isinstance(rows, models.QuerySet) else len(rows)


class SearchedKeys(Related):
    """Foreign keys to records are chosen by searching, so that a form never lists a whole table."""

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every foreign key to a record."""
        keys = [field for field in self.opts.fields if isinstance(field, models.ForeignKey)]
        return [key.name for key in keys if issubclass(key.related_model, Record)]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """A key that no record has is named where it is refused."""
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if field is not None:
            field.error_messages["invalid_choice"] = unknown(db_field.related_model, "%(value)s")
        return field


class RecordInline(SearchedKeys, CarefulInline, TabularInline):
    """Rows that belong to a record, edited with it."""

    extra = 0
    show_change_link = True


class RecordAdmin(SearchedKeys, TellingAdmin, CarefulAdmin):
    """Saves and deletes through the record itself, so that engine, numbering and history take part."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 0

    search_column: ClassVar[str] = ""
    """The generated column that is searched, where it is not the record's own ``search``."""

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """The generated search column, or code and description."""
        names = {field.name for field in self.opts.concrete_fields}
        found: list[str] = [name for name in ("code", "description") if name in names]
        return [*super().get_search_fields(request)] or ([self._searched()] if self._searched() else found)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Rows that hold every fragment typed, whatever case, accents and punctuation."""
        if self._searched():
            return queryset.filter(matching(search_term, self._searched())), False
        return super().get_search_results(request, queryset, search_term)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A number or code stands once it is given; masked columns are looked at only."""
        fixed = [field.name for field in self.opts.concrete_fields if obj is not None and _is_key(field)]
        return [*super().get_readonly_fields(request, obj), *fixed, *self._shown_masked(request)]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Masked columns are not in the form."""
        return [*(super().get_exclude(request, obj) or ()), *self.masked(request)]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Nobody finds out by filtering what is masked."""
        if lookup.split("__")[0] in self.masked(request):
            return False
        return super().lookup_allowed(lookup, value, request)

    def masked(self, request: HttpRequest) -> tuple[str, ...]:
        """The columns that the user may read masked only, in order of declaration."""
        hidden = masked_fields(request.user, self.model)
        return tuple(field.name for field in self.opts.concrete_fields if field.name in hidden)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; where the save was just refused, one that says why."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        refused = _refused.get()
        return type(form)(form.__name__, (RefusedForm, form), {"refused": refused}) if refused else form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A refused save shows the form again with the reason and all that was typed; nothing was saved."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Refused, deletion.DeletionRefused) as error:
            for upload in request.FILES.values():
                if isinstance(upload, UploadedFile):
                    upload.seek(0)
            with _refusing(error):
                return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """A refused action says why and changes nothing."""
        try:
            return super().changelist_view(request, extra_context)
        except (Refused, deletion.DeletionRefused) as error:
            return self._say_why(request, error)

    def response_action(self, request: HttpRequest, queryset: models.QuerySet[Any], *where: Any) -> HttpResponse | None:
        """An action is done for all rows or for none, and for a number that can still be overseen."""
        if request.POST.get("select_across") == "1" and queryset.order_by()[: AT_ONCE + 1].count() > AT_ONCE:
            raise Refused(_("Narrow the list first: at most %(count)s rows at once.") % {"count": AT_ONCE})
        with unit():
            response = super().response_action(request, queryset, *where)
            self.say_what_followed(request, ())
            return response

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """A deletion that has meanwhile become impossible says why."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except (Refused, deletion.DeletionRefused) as error:
            return self._say_why(request, error)

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> Any:
        """The deletion plan: what goes, and what stands in the way; messages say what stays (D4)."""
        plans = deletion.plan_many(list(objs))
        going = [row for plan in plans for row in (plan.record, *plan.goes)]
        counts = Counter(str(row._meta.verbose_name_plural) for row in going)
        barred = barred_from_deleting(request.user, going)
        self._say_what_is_missing(request, barred.values())
        lacking = {str(row._meta.verbose_name) for row in barred}
        obstacles = [obstacle for plan in plans for obstacle in plan.refused]
        if "post" not in request.POST and not obstacles:
            self._say_what_stays(request, plans)
        nested = [part for plan in plans for part in self._named(plan.record, plan.goes)]
        standing = [part for one in obstacles for part in (one.sentence, [*map(self.link_to, one.examples)])]
        return nested, counts, lacking, standing

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What happened to the record: who, when, why, and old → new."""
        record = self.get_object(request, unquote(object_id))
        if record is not None and _history:
            page = _history[0](request, record)
            extra_context = {
                "action_list": page,
                "page_range": page.paginator.get_elided_page_range(page.number),
                "pagination_required": page.paginator.num_pages > 1,
                **(extra_context or {}),
            }
        return super().history_view(request, object_id, extra_context)

    def link_to(self, record: models.Model) -> str:
        """Kind and title of a record, and the way to it: every record is in the admin."""
        text = f"{capfirst(str(record._meta.verbose_name))}: {getattr(record, 'title', record)}"
        name = f"{self.admin_site.name}:{record._meta.app_label}_{record._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(name, args=(quote(record.pk),)), text)

    def _searched(self) -> str:
        own = any(field.name == "search" for field in self.opts.concrete_fields)
        return self.search_column or ("search" if own else "")

    def _shown_masked(self, request: HttpRequest) -> list[Callable[[Any], str]]:
        return [_masked(column(self.model, name)) for name in self.masked(request)]

    def _say_why(self, request: HttpRequest, error: Exception) -> HttpResponse:
        self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def _named(self, record: Record, goes: Sequence[Record]) -> list[Any]:
        return [self.link_to(record), list(map(self.link_to, goes))] if goes else [self.link_to(record)]

    def _say_what_is_missing(self, request: HttpRequest, sentences: Iterable[str]) -> None:
        missing = " ".join(dict.fromkeys(sentences))
        if missing and "post" in request.POST:
            raise PermissionDenied(missing)
        if missing:
            self.message_user(request, missing, messages.ERROR)

    def _say_what_stays(self, request: HttpRequest, plans: Sequence[deletion.DeletionPlan]) -> None:
        stays = [record.title for plan in plans for record in plan.stays]
        unlinked = [write.record.title for plan in plans for write in plan.unlinked]
        for titles, sentence in (
            (stays, _("Stays, no longer linked: %(records)s.")),
            (unlinked, _("Stays, no longer pointing to what goes: %(records)s.")),
        ):
            if titles:
                named = [*titles[:NAMED], *(["…"] if len(titles) > NAMED else [])]
                self.message_user(request, one_stop(sentence % {"records": ", ".join(named)}), messages.WARNING)


class RefusedForm(forms.BaseForm):
    """A form whose save was refused: invalid, and the reason stands by its field."""

    refused: ClassVar[Refused]

    def full_clean(self) -> None:
        """Add the reason to what is wrong anyway."""
        super().full_clean()
        if self.is_bound:
            field = self.refused.field if self.refused.field in self.fields else None
            self.add_error(field, self.refused.sentence)


@contextmanager
def _refusing(error: Refused | deletion.DeletionRefused) -> Iterator[None]:
    token = _refused.set(error if isinstance(error, Refused) else Refused(str(error)))
    try:
        yield
    finally:
        _refused.reset(token)


@cache
def _masked(field: models.Field[Any, Any]) -> Callable[[Any], str]:
    """Shows the end of a column; always the same function for a column, because the admin compares them."""

    def masked(record: Any) -> str:
        return mask(str(getattr(record, field.name)))

    masked.__name__ = f"masked_{field.name}"
    return admin.display(description=field.verbose_name)(masked)


def _is_key(field: models.Field[Any, Any]) -> bool:
    typed = field.primary_key and not isinstance(field, models.AutoField)
    return field.editable and (typed or field.name == "no")
