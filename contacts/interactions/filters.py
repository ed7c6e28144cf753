"""The search, the views and the filters of the log (P22)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.models import Interaction, InteractionGroup
from contacts.models import Contact
from crm.kit.filters import CodeFilter, ListFilters, day_filter

RECENT = 7
"""Days that are the last ones."""

OR = "|"
"""Between the codes of a filter that takes several."""

Rows = models.QuerySet[Any, Any]


class View(models.TextChoices):
    """Parts of the log that are often looked at."""

    MINE = "mine", pgettext_lazy("filter.interactions", "Mine")
    RECENT = "recent", _("Last 7 days")
    DOCUMENTS = "documents", _("Documents sent")
    FAILED = "failed", _("Failed attempts")
    CANCELED = "canceled", pgettext_lazy("filter.interactions", "Canceled")


class LogFilters(ListFilters):
    """The log by view, contact, group, day and document, besides the columns; ``about`` is the key of one document."""

    view = django_filters.ChoiceFilter(
        method="look",
        choices=View.choices,
        label=pgettext_lazy("filter", "View"),
        empty_label=pgettext_lazy("filter.interactions", "All"),
    )
    contact = django_filters.CharFilter(method="with_contact", label=pgettext_lazy("entity", "Contact"))
    group = CodeFilter(field_name="template__group", codes=InteractionGroup, label=_("Interaction Group Code"))
    besides = django_filters.CharFilter(method="of_other_groups", label=_("All groups but"), widget=forms.HiddenInput)
    since = day_filter("date", "gte", _("From"))
    until = day_filter("date", "lte", _("To"))
    document = django_filters.CharFilter(field_name="document_no", lookup_expr="icontains", label=_("Document No."))
    about = django_filters.CharFilter(
        method="of_document", label=pgettext_lazy("section", "Document"), widget=forms.HiddenInput
    )
    user = django_filters.ModelChoiceFilter(
        queryset=lambda request: get_user_model().objects.order_by("username"),
        label=_("User ID"),
    )

    def look(self, rows: Rows, name: str, view: str) -> Rows:
        """The entries of a view."""
        since = timezone.localdate() - timedelta(days=RECENT - 1)
        user = self.request.user.pk if self.request is not None else None
        parts = {
            View.MINE: Q(user=user),
            View.RECENT: Q(date__gte=since),
            View.DOCUMENTS: ~Q(document_no=""),
            View.FAILED: Q(attempt_failed=True),
            View.CANCELED: Q(canceled=True),
        }
        return rows.filter(parts[View(view)])

    def of_other_groups(self, rows: Rows, name: str, typed: str) -> Rows:
        """The entries of all groups but those, whose codes stand between bars."""
        return rows.exclude(template__group__in=[code.strip() for code in typed.split(OR)])

    def of_document(self, rows: Rows, name: str, key: str) -> Rows:
        """The entries about one document, whatever others have the same number. A query for the document."""
        found = _document(key)
        return rows.filter(document=found.pk) if found is not None else rows.none()

    def _meant(self, name: str, typed: str) -> str:
        """A document by its title. One query."""
        found = _document(typed) if name == "about" else None
        return found.title if found is not None else super()._meant(name, typed)

    def with_contact(self, rows: Rows, name: str, typed: str) -> Rows:
        """The entries of the contact with that number, of a company those of its people too; else by name. A query."""
        found = Contact.objects.filter(no__iexact=typed.strip()).first()
        if found is not None:
            return rows.of(found)  # type: ignore[attr-defined,no-any-return]
        return rows.filter(Q(contact_name__icontains=typed) | Q(company_name__icontains=typed))


def _document(key: str) -> Any:
    """The document with that key; ``None`` where there is none."""
    model: Any = Interaction._meta.get_field("document").related_model
    return model._base_manager.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
