"""Contacts in the admin, and what they have in common with partners there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from contacts.formats.forms import CONFIRMATION, EdgeChecks
from contacts.models import AlternativeAddress, AlternativeAddressDateRange, Contact
from contacts.shared_fields import block_columns, shared_blocks
from crm.kit.admin import RecordAdmin, RecordInline, SearchedKeys
from crm.kit.admin_edits import CarefulInline

if TYPE_CHECKING:
    from django.http import HttpRequest


class SharingAdmin(RecordAdmin):
    """Contacts and partners: checked at the edge, grouped by the blocks of the declaration."""

    form = EdgeChecks
    list_display: Any = ("no", "called", "city", "country", "phone_no", "email", "modified_at")
    list_select_related: ClassVar[Any] = ("country",)
    list_filter: ClassVar[Any] = ("country", "salesperson", "territory")
    readonly_fields: ClassVar[Any] = ("modified_at",)
    leading: ClassVar[tuple[str, ...]] = ()
    """Own fields that stand above the blocks."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Number and leading fields, the shared blocks, and whatever is the record's own."""
        left = [*self.get_fields(request, obj)]
        groups = [("", (CONFIRMATION, "no", *self.leading))]
        groups += [
            (capfirst(str(block.block_title)), block_columns(block)) for block in shared_blocks(self.model, self.model)
        ]
        fieldsets = []
        for title, names in groups:
            fieldsets.append((title or None, {"fields": [name for name in names if name in left]}))
            left = [name for name in left if name not in names]
        return [*fieldsets, (now_("Further details"), {"fields": left})]

    @admin.display(description=_("Name"), ordering="sort_name")
    def called(self, record: Any) -> str:
        """The name, sorted without regard to case and accents."""
        return str(record.name)


class AddressInline(SearchedKeys, CarefulInline, admin.StackedInline):  # type: ignore[type-arg]  # not generic at run time
    """Alternative addresses of a contact; the link leads to their date ranges."""

    model = AlternativeAddress
    form = EdgeChecks
    extra = 0
    show_change_link = True


class DateRangeInline(RecordInline):
    """When an address is in force."""

    model = AlternativeAddressDateRange


@admin.register(Contact)
class ContactAdmin(SharingAdmin):
    """Companies and people."""

    list_display = ("no", "called", "type", "company_name", "city", "phone_no", "email", "business_relation")
    list_filter = ("type", "business_relation", "privacy_blocked", *SharingAdmin.list_filter)
    readonly_fields = ("company_name", "business_relation", "modified_at")
    leading = ("type", "company", "company_name", "business_relation")
    inlines: ClassVar[list[type[admin.options.InlineModelAdmin[Any, Any]]]] = [AddressInline]


@admin.register(AlternativeAddress)
class AlternativeAddressAdmin(RecordAdmin):
    """Other addresses of contacts, and when they are in force."""

    form = EdgeChecks
    list_display = ("contact", "code", "address", "post_code", "city", "country")
    list_select_related = ("contact", "country")
    search_column = "contact__search"
    inlines = (DateRangeInline,)


@admin.register(AlternativeAddressDateRange)
class DateRangeAdmin(RecordAdmin):
    """Date ranges of alternative addresses."""

    list_display = ("address", "starting_date", "ending_date")
    list_select_related = ("address",)
    search_column = "address__contact__search"


def show_on_contacts(inline: type[admin.options.InlineModelAdmin[Any, Any]]) -> None:
    """The form of a contact shows ``inline`` too; for the rooms above."""
    ContactAdmin.inlines.append(inline)
