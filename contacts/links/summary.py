"""The summary of business relations on a contact (H2, ruling 13)."""

from __future__ import annotations

from collections.abc import Sequence

from contacts.links.bulk import store_summaries


def refresh(contact_ids: Sequence[int]) -> None:
    """The contacts and their people say what their relations and those of their company amount to. One statement."""
    if contact_ids:
        store_summaries(contact_ids)
