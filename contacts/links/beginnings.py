"""Since when links stand, and who made them, as the history knows (P14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contacts.links.models import KIND_COLUMNS, ContactBusinessRelation
from crm.history.models import Change

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


class Beginning(NamedTuple):
    """When a link was made; ``by`` is blank where nobody was signed in."""

    at: datetime
    by: str


def beginnings(relations: Collection[int]) -> dict[int, Beginning]:
    """By the key of the link row: a plain relation that became a link began then. One query."""
    changes = Change.objects.filter(
        model=ContactBusinessRelation._meta.label_lower, object_id__in=list(map(str, relations))
    )
    found: dict[int, Beginning] = {}
    for key, at, by, diff in changes.order_by("pk").values_list("object_id", "at", "actor_name", "diff"):
        if any(diff[name][1] is not None for name in KIND_COLUMNS if name in diff):
            found[int(key)] = Beginning(at, by)
    return found
