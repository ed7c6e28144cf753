"""What the admin says after a save or a deletion: which other records it wrote."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from crm.kit import notices
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from django.http import HttpRequest, HttpResponse

    from crm.kit.aftermath import Trace
    from crm.kit.models import Record

    ModelAdmin = admin.ModelAdmin[Any]  # mixed into the admin of records
else:
    ModelAdmin = admin.ModelAdmin


class TellingAdmin(ModelAdmin):
    """A save or a deletion is one unit, and everything that was written in it is named."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One unit: the record, its rows and all that follows."""
        with _unit_of(request):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """One unit: the record and all that goes or changes with it."""
        with _unit_of(request):
            return super().delete_view(request, object_id, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Say what followed, and whether a number series runs out."""
        super().save_related(request, form, formsets, change)
        saved = form.instance
        if warning := getattr(saved, "number_warning", ""):
            self.message_user(request, warning, messages.WARNING)
        rows = [row for formset in formsets for row in notices.rows_of(formset)]
        self.say_what_followed(request, [saved, *rows])

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Say what the deletion changed besides."""
        response = super().response_delete(request, obj_display, obj_id)
        self.say_what_followed(request, ())
        return response

    def say_what_followed(self, request: HttpRequest, apart: Iterable[Record]) -> None:
        """Name what the open unit wrote besides ``apart``; nothing where that is nothing."""
        for sentence in notices.besides(request, apart, self._way_to):
            self.message_user(request, sentence, messages.INFO)

    def _way_to(self, trace: Trace) -> str:
        meta = trace.model._meta
        text = f"{capfirst(str(meta.verbose_name))}: {trace.title}"
        try:
            url = reverse(f"{self.admin_site.name}:{meta.app_label}_{meta.model_name}_change", args=(quote(trace.pk),))
        except NoReverseMatch:
            return text
        return format_html('<a href="{}">{}</a>', url, text)


def _unit_of(request: HttpRequest) -> AbstractContextManager[None]:
    return unit() if request.method == "POST" else nullcontext()
