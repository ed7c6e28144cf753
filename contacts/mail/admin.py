"""E-mails in the admin: to look at."""

from __future__ import annotations

from django.contrib import admin

from contacts.mail.models import Message, MessageFile
from crm.kit.admin import RecordInline
from crm.kit.admin_seen import SeenAdmin


class FileInline(RecordInline):
    """What goes with it."""

    model = MessageFile


@admin.register(Message)
class MessageAdmin(SeenAdmin):
    """What left, and what did not."""

    list_display = ("written_at", "to", "subject", "contact_name", "document_no", "state", "attempts", "sent_at")
    list_filter = ("state", "problem", "written_at")
    search_fields = ("search",)
    inlines = (FileInline,)


@admin.register(MessageFile)
class FileAdmin(SeenAdmin):
    """Files that went with e-mails."""

    list_display = ("message", "attachment")
    list_select_related = ("message", "attachment")
    search_fields = ("attachment__name",)
