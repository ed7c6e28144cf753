"""Interactions and their templates in the admin."""

from __future__ import annotations

from django.contrib import admin

from contacts.interactions.models import (
    Attachment,
    Interaction,
    InteractionComment,
    InteractionGroup,
    InteractionTemplate,
    InteractionTemplateSetup,
)
from crm.kit.admin import RecordInline
from crm.kit.admin_seen import SeenAdmin
from setup.admin import CodeListAdmin, SingleAdmin


@admin.register(InteractionGroup)
class GroupAdmin(CodeListAdmin):
    """Sorts that are counted together."""


@admin.register(InteractionTemplate)
class InteractionTemplateAdmin(CodeListAdmin):
    """What interactions start with."""

    list_display = ("code", "description", "group", "flow", "initiated_by", "unit_cost", "unit_minutes", "blocked")
    list_select_related = ("group",)
    list_filter = ("group", "blocked")


@admin.register(InteractionTemplateSetup)
class InteractionSetupAdmin(SingleAdmin):
    """As what each event is recorded."""

    search_fields = ("email__code",)


class CommentInline(RecordInline):
    """What was noted afterwards."""

    model = InteractionComment


@admin.register(Interaction)
class InteractionAdmin(SeenAdmin):
    """The log."""

    list_display = ("date", "contact_name", "company_name", "description", "template", "document_no", "canceled")
    list_select_related = ("template",)
    list_filter = ("template", "canceled", "date")
    search_fields = ("search",)
    inlines = (CommentInline,)


@admin.register(InteractionComment)
class CommentAdmin(SeenAdmin):
    """Comments on interactions."""

    list_display = ("interaction", "date", "comment")
    list_select_related = ("interaction__salesperson", "interaction__user")
    search_fields = ("comment",)


@admin.register(Attachment)
class AttachmentAdmin(SeenAdmin):
    """Files."""

    list_display = ("name", "content_type", "size", "modified_at")
    search_fields = ("name", "checksum")
