"""Filters of the lists of customers, vendors and bank accounts."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.kit.filters import YES_NO, ListFilters


class PartnerFilters(ListFilters):
    """Partners with and without a contact."""

    linked = django_filters.ChoiceFilter(method="with_contact", choices=YES_NO, label=_("Has a contact"))

    def with_contact(self, rows: models.QuerySet[Any, Any], name: str, chosen: str) -> models.QuerySet[Any, Any]:
        """Partners that a contact is linked to, or those that have none."""
        return rows.filter(link__isnull=False) if chosen == "true" else self.without_contact(rows)

    @staticmethod
    def without_contact(rows: models.QuerySet[Any, Any]) -> models.QuerySet[Any, Any]:
        """Those that no contact is linked to."""
        return rows.filter(link__isnull=True)
