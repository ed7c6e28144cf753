"""Customers, vendors, bank accounts and their templates in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contacts.admin import SharingAdmin
from crm.kit.admin import RecordAdmin
from partners.models import BankAccount, Customer, CustomerTemplate, Vendor, VendorTemplate


class PartnerAdmin(SharingAdmin):
    """Partners, with the contact that each is linked to."""

    list_display: Any = (
        "no",
        "called",
        "city",
        "country",
        "phone_no",
        "email",
        "blocked",
        "linked_contact",
    )
    list_select_related: ClassVar[Any] = ("country", "link__contact")
    readonly_fields: ClassVar[Any] = ("linked_contact", "modified_at")
    leading: ClassVar[tuple[str, ...]] = ("linked_contact",)

    @admin.display(description=_("Linked Contact"))
    def linked_contact(self, partner: Any) -> str:
        """The way to the contact, nothing where there is none."""
        link = getattr(partner, "link", None)
        return format_html("{}", self.link_to(link.contact)) if link is not None else "—"


@admin.register(Customer)
class CustomerAdmin(PartnerAdmin):
    """Whom we sell to."""

    list_filter = (
        "blocked",
        "privacy_blocked",
        "contact_type",
        "customer_posting_group",
        *SharingAdmin.list_filter,
    )
    leading = ("contact_type", "linked_contact", "primary_contact", "contact_name", "blocked")


@admin.register(Vendor)
class VendorAdmin(PartnerAdmin):
    """Whom we buy from."""

    list_filter = ("blocked", "privacy_blocked", "vendor_posting_group", "country", "purchaser", "territory")
    leading = ("linked_contact", "primary_contact", "contact_name", "blocked")


@admin.register(BankAccount)
class BankAccountAdmin(PartnerAdmin):
    """Where our money is; its numbers are masked without the permission to read bank details."""

    list_filter = ("blocked", "country", "currency", "our_contact")
    leading = ("linked_contact", "contact_name", "blocked")


@admin.register(CustomerTemplate, VendorTemplate)
class TemplateAdmin(RecordAdmin):
    """What new customers and vendors start with."""

    list_display = ("code", "description", "contact_type", "no_series", "payment_terms")
    list_select_related = ("no_series", "payment_terms")
    list_filter = ("contact_type",)
