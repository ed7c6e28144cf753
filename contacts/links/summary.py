"""The summary of business relations on a contact (H2, ruling 13)."""

from __future__ import annotations

from collections.abc import Sequence

from contacts.links.bulk import store_summaries
from contacts.models import Contact
from crm.kit.deletion import DeletionPlan


def refresh(contact_ids: Sequence[int]) -> None:
    """The contacts and their people say what their relations and those of their company amount to. One statement."""
    if contact_ids:
        store_summaries(contact_ids)


def after_deletion(planned: DeletionPlan) -> None:
    """People whose company was deleted count their own relations only (H3)."""
    left = [write.record.pk for write in planned.unlinked if isinstance(write.record, Contact)]
    refresh(left)
