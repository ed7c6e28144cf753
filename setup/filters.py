"""Filters of reference lists."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from crm.kit.filters import ListFilters


class CodeFilters(ListFilters):
    """Codes are found by a fragment of the code or of the description."""

    def find(self, rows: models.QuerySet[Any, Any], name: str, typed: str) -> models.QuerySet[Any, Any]:
        """Codes that contain what was typed."""
        return rows.filter(Q(code__icontains=typed) | Q(description__icontains=typed))


class PostCodeFilters(ListFilters):
    """Post codes are found by code or city."""

    def find(self, rows: models.QuerySet[Any, Any], name: str, typed: str) -> models.QuerySet[Any, Any]:
        """Post codes that begin with what was typed, or lead to a city that does."""
        return rows.filter(Q(code__startswith=typed) | Q(city__icontains=typed))
