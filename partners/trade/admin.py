"""The catalogue in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from crm.kit.admin import RecordAdmin, RecordInline
from crm.kit.admin_seen import Seen, SeenAdmin
from crm.kit.permissions import may
from partners.trade.kinds import NATURES
from partners.trade.models import (
    MODELS,
    Document,
    DocumentComment,
    DocumentLine,
    DocumentVersion,
    Item,
    ItemTranslation,
    Run,
    ServiceItemLine,
)


class TranslationInline(RecordInline):
    """What an item is called in other languages."""

    model = ItemTranslation


@admin.register(Item)
class ItemAdmin(RecordAdmin):
    """What lines are made with."""

    list_display = ("no", "name", "kind", "unit", "unit_price", "unit_cost", "blocked")
    list_select_related = ("unit",)
    list_filter = ("kind", "blocked", "vat_product_group")
    search_fields = ("no", "name", "search")
    inlines = (TranslationInline,)


@admin.register(ItemTranslation)
class ItemTranslationAdmin(RecordAdmin):
    """Names of items in other languages."""

    list_display = ("item", "language", "name")
    list_select_related = ("item", "language")
    list_filter = ("language",)
    search_fields = ("item__no", "name")


class LineInline(RecordInline):
    """What is offered or ordered."""

    model = DocumentLine
    fields = (
        "kind", "item", "description", "quantity", "unit", "unit_price", "discount_percent", "amount",
        "vat_product_group", "quantity_to_order", "quantity_done",
    )  # fmt: skip
    raw_id_fields = ("item",)


class DocumentAdmin(RecordAdmin):
    """Documents with their lines; what becomes of them is done on their pages."""

    list_display = ("no", "name", "document_date", "status", "gross", "currency")
    list_select_related = ("currency",)
    list_filter: ClassVar[tuple[str, ...]] = ("status", "document_date")
    search_fields = ("no", "search")
    raw_id_fields = ("customer", "vendor", "contact", "bill_contact", "bill_to_customer", "pay_to_vendor")
    inlines: ClassVar[tuple[type[RecordInline], ...]] = (LineInline,)


class ServiceItemInline(RecordInline):
    """What is to be serviced."""

    model = ServiceItemLine
    fields = ("item", "description", "serial_no", "fault", "priority", "repair_status")
    raw_id_fields = ("item",)


class ServiceAdmin(DocumentAdmin):
    """Service documents with their service items, too."""

    list_display = (*DocumentAdmin.list_display[:-2], "priority", "service_status")
    list_filter = (*DocumentAdmin.list_filter, "service_status", "priority")
    inlines = (ServiceItemInline, LineInline)


for _model in MODELS.values():
    admin.site.register(_model, ServiceAdmin if NATURES[_model.made_as].is_service else DocumentAdmin)


@admin.register(Document)
class AllDocumentsAdmin(SeenAdmin):
    """Every document, whatever its kind."""

    list_display = ("no", "kind", "name", "document_date", "status")
    list_filter = ("kind", "status")
    search_fields = ("no", "search")


@admin.register(DocumentLine)
class AllLinesAdmin(SeenAdmin):
    """Every line."""

    list_display = ("document", "line_no", "description", "quantity", "amount")
    list_select_related = ("document",)
    search_fields = ("description", "document__no")


@admin.register(ServiceItemLine)
class AllServiceItemsAdmin(SeenAdmin):
    """Everything that is serviced."""

    list_display = ("document", "line_no", "description", "serial_no", "repair_status")
    list_select_related = ("document",)
    list_filter = ("repair_status", "priority")
    search_fields = ("description", "serial_no", "document__no")


@admin.register(DocumentComment)
class CommentAdmin(SeenAdmin):
    """What was noted about documents."""

    list_display = ("document", "date", "text", "is_printed", "by")
    list_select_related = ("document", "by")
    search_fields = ("text", "document__no")


@admin.register(DocumentVersion)
class VersionAdmin(SeenAdmin):
    """What went out."""

    list_display = ("document", "version", "reason", "at", "by")
    list_select_related = ("document", "by")
    list_filter = ("reason",)
    search_fields = ("document__no",)


@admin.register(Run)
class RunAdmin(Seen, admin.ModelAdmin):  # type: ignore[type-arg]  # at run time it takes none
    """What is printed or released at once, and how far it is; to look at only."""

    list_display = ("at", "user", "deed", "kind", "done")
    list_select_related = ("user",)
    list_filter = ("deed", "kind")
    search_fields = ("user__username",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For those who see documents."""
        return may(request.user, "view", Document)
