"""What a new entry of the log takes from its template and its contact, where nothing was typed (a.6, a.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from crm.kit.context import current_gesture

if TYPE_CHECKING:
    from contacts.interactions.models import Interaction

COPIED = {
    "description": "description", "flow": "flow", "initiated_by": "initiated_by",
    "cost": "unit_cost", "minutes": "unit_minutes", "language_id": "language_id",
}  # fmt: skip
"""Column of the entry → column of its template."""


def complete(entry: Interaction) -> None:
    """The entry keeps who it was with, and holds what its template says where nothing was typed."""
    contact, template = entry.contact, entry.template
    for name, source in COPIED.items():
        if not getattr(entry, name):
            setattr(entry, name, getattr(template, source))
    if not entry.correspondence_type:
        wanted = template.correspondence_for(contact.correspondence_type if contact is not None else "")
        has_address = contact is not None and bool(contact.email)
        entry.correspondence_type = "" if wanted == "email" and not has_address else wanted
    entry.time = entry.time or timezone.localtime().time().replace(microsecond=0)
    _sign(entry)
    if contact is not None:
        entry.company = contact.company if contact.is_person else contact
        entry.contact_name = contact.name
        entry.company_name = entry.company.name if entry.company is not None else ""
        entry.salesperson_id = entry.salesperson_id or contact.salesperson_id


def _sign(entry: Interaction) -> None:
    gesture = current_gesture()
    if entry.user_id is None and gesture is not None and gesture.actor is not None:
        entry.user_id = gesture.actor.pk
