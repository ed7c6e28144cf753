"""What people set up for themselves, in the admin: to look at, and to clear away."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from crm.desk.models import Desk, ListLayout, ListView, Seen


class DeskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # django-stubs types admins at check time only
    """Nothing is added or changed: everybody does that for themselves, on the pages."""

    list_select_related = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody."""
        return False


@admin.register(Desk)
class SettingsAdmin(DeskAdmin):
    """Settings of people."""

    list_display = ("user", "language", "theme", "density", "page_size")
    search_fields = ("user__username",)


@admin.register(ListLayout)
class ListLayoutAdmin(DeskAdmin):
    """Columns that people chose."""

    list_display = ("user", "model")
    search_fields = ("user__username",)


@admin.register(ListView)
class ListViewAdmin(DeskAdmin):
    """Views that people named; a shared one outlives nobody who leaves."""

    list_display = ("name", "model", "user", "is_shared")
    list_filter = ("is_shared",)
    search_fields = ("name", "user__username")


@admin.register(Seen)
class SeenAdmin(DeskAdmin):
    """What people looked at last."""

    list_display = ("user", "model", "key", "seen_at")
    search_fields = ("user__username",)
