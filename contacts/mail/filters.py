"""Filters of the list of e-mails."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.kit.filters import YES_NO, ListFilters


class MessageFilters(ListFilters):
    """E-mails that somebody has to decide about, besides the columns."""

    unsettled = django_filters.ChoiceFilter(method="look", choices=YES_NO, label=_("To be settled"))

    def look(self, rows: models.QuerySet[Any, Any], name: str, chosen: str) -> models.QuerySet[Any, Any]:
        """Those, or all others."""
        open_ones = rows.unsettled()  # type: ignore[attr-defined]  # rows of e-mails
        found: models.QuerySet[Any, Any] = (
            open_ones if chosen == "true" else rows.exclude(pk__in=open_ones.values("pk"))
        )
        return found
