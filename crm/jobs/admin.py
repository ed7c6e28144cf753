"""Background work of everybody in the admin, to look at only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from crm.jobs.models import Job
from crm.kit.admin_seen import Seen
from crm.kit.permissions import holds


@admin.register(Job)
class JobAdmin(Seen, admin.ModelAdmin):  # type: ignore[type-arg]  # at run time it takes none
    """How far it is, and what stopped it."""

    list_display = ("begun_at", "user", "kind", "state", "done", "total")
    list_select_related = ("user",)
    list_filter = ("kind", "state")
    search_fields = ("user__username",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For those who read the history."""
        return holds(request.user, "history.view_change")
