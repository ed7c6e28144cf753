"""Filters of reference lists."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.kit.filters import YES_NO, ListFilters
from setup.numbering.outlook import running_out


class CodeFilters(ListFilters):
    """Codes are found by a fragment of the code or of the description."""

    def find(self, rows: models.QuerySet[Any, Any], name: str, typed: str) -> models.QuerySet[Any, Any]:
        """Codes that contain what was typed."""
        return rows.filter(Q(code__icontains=typed) | Q(description__icontains=typed))


class NumberSeriesFilters(CodeFilters):
    """Series that run out, and those that do not (N2)."""

    running_out = django_filters.ChoiceFilter(method="look", choices=YES_NO, label=_("Running out"))

    def look(self, rows: models.QuerySet[Any, Any], name: str, chosen: str) -> models.QuerySet[Any, Any]:
        """Those that the home page counts, or all others. Two queries."""
        ending = [one.series.pk for one in running_out()]
        return rows.filter(pk__in=ending) if chosen == "true" else rows.exclude(pk__in=ending)


class PostCodeFilters(ListFilters):
    """Post codes are found by code or city."""

    def find(self, rows: models.QuerySet[Any, Any], name: str, typed: str) -> models.QuerySet[Any, Any]:
        """Post codes that begin with what was typed, or lead to a city that does."""
        return rows.filter(Q(code__startswith=typed) | Q(city__icontains=typed))
