"""Canceled entries are deleted for good, and the files that only they had (a.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts.interactions.models import Attachment, Interaction
from crm.kit.unit import unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

WINDOW = 500
"""Entries in one transaction."""


@dataclass(frozen=True)
class Deleted:
    """What became of one window: its entries, as they were, and how many files went with them."""

    entries: list[Interaction]
    files: int = 0


def delete_canceled(rows: QuerySet[Interaction], *, dry_run: bool) -> Iterator[Deleted]:
    """Those of ``rows`` that are canceled are gone, window by window, each window a unit of its own.

    Comments go along. Deleting any number costs the same statements a window. Nothing is written by a dry run.
    """
    canceled = rows.filter(canceled=True).select_related("contact", "attachment", "salesperson", "user").order_by("pk")
    last = 0
    while window := list(canceled.filter(pk__gt=last)[:WINDOW]):
        last = window[-1].pk
        keys = {entry.attachment_id for entry in window if entry.attachment_id is not None}
        if dry_run:
            yield Deleted(window)
            continue
        with unit():
            Interaction.objects.filter(pk__in=[entry.pk for entry in window], canceled=True).delete()
        yield Deleted(window, len(keys) - Attachment.objects.filter(pk__in=keys).count() if keys else 0)
