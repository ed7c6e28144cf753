"""Number series in the admin, with their lines and the series that may stand in for them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.kit.admin import RecordAdmin, RecordInline
from setup.numbering.models import NumberSeries, NumberSeriesLine, NumberSeriesRelationship


@admin.display(description=_("Next No."))
def next_no(line: NumberSeriesLine) -> str:
    """The number that comes next, blank where none does."""
    return line.next_no


class LineInline(RecordInline):
    """Lines of a series. How far one has come is shown only: numbers are taken while a form is open."""

    model = NumberSeriesLine
    readonly_fields: ClassVar[Any] = ("last_no_used", "last_date_used", next_no)


class RelationshipInline(RecordInline):
    """The series that may be chosen in place of this one."""

    model = NumberSeriesRelationship
    fk_name = "series"


@admin.register(NumberSeries)
class NumberSeriesAdmin(RecordAdmin):
    """Where records get their numbers from."""

    list_display = ("code", "description", "default_nos", "manual_nos", "date_order")
    list_filter = ("default_nos", "manual_nos", "date_order")
    inlines = (LineInline, RelationshipInline)


@admin.register(NumberSeriesLine)
class NumberSeriesLineAdmin(RecordAdmin):
    """Lines of all series; the place to correct the last number used."""

    list_display = (
        "series",
        "starting_date",
        "starting_no",
        "ending_no",
        "warning_no",
        "last_no_used",
        "allow_gaps",
    )
    list_select_related = ("series",)
    list_filter = ("allow_gaps",)
    readonly_fields: ClassVar[Any] = ("last_date_used", next_no)
    search_fields = ("series__code", "starting_no")


@admin.register(NumberSeriesRelationship)
class NumberSeriesRelationshipAdmin(RecordAdmin):
    """Which series may stand in for which."""

    list_display = ("series", "related")
    list_select_related = ("series", "related")
    search_fields = ("series__code", "related__code")
