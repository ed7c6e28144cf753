"""Rows that the admin only shows: what happened, and what is changed with something else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from crm.kit.admin import RecordAdmin


class Seen:
    """Mixed into an admin: nothing is made, changed or deleted there."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It is written by what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It stays as it was written, or is changed on its page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes with what it belongs to, or stays."""
        return False


class SeenAdmin(Seen, RecordAdmin):
    """A record to look at."""
