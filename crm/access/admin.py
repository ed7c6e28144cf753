"""Failed attempts to sign in, in the admin: whoever waits can be let in at once by deleting theirs."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from crm.access.models import FailedSignIn


@admin.register(FailedSignIn)
class FailedSignInAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # django-stubs types admins at check time only
    """To look at and to delete."""

    list_display = ("name", "failures", "last", "until")
    search_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody."""
        return False
