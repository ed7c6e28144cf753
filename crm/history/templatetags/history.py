"""What cards ask the history for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse

from crm.history.models import Change
from crm.kit.models import Record
from crm.kit.permissions import may

if TYPE_CHECKING:
    from crm.kit.permissions import User

register = template.Library()


@register.simple_tag
def origin_url(record: Any, name: str, user: User | None) -> str:
    """Where the origin of the field ``name`` is told; blank where none is, or who may not read it. No query."""
    if user is None or not isinstance(record, Record) or record.pk is None or name in NOT_TOLD | record.unrecorded:
        return ""
    if not may(user, "view", Change):
        return ""
    return reverse("origin", args=[record._meta.label_lower, record.pk, name])


NOT_TOLD = frozenset({"no", "code", "id"})
"""A key is what it is."""
