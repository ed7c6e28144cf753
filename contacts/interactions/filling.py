"""What a new entry of the log takes from its template and its contact, where nothing was typed (a.6, a.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from contacts.models import AlternativeAddressDateRange
from crm.kit.context import current_gesture
from setup.models import Salesperson

if TYPE_CHECKING:
    from datetime import date, time

    from contacts.interactions.models import Interaction, InteractionComment
    from contacts.models import Contact
    from crm.kit.permissions import User

COPIED = {
    "description": "description", "flow": "flow", "initiated_by": "initiated_by",
    "cost": "unit_cost", "minutes": "unit_minutes", "language_id": "language_id",
}  # fmt: skip
"""Column of the entry → column of its template."""

EMAIL = "email"


def complete(entry: Interaction) -> None:
    """The entry keeps who it was with, and holds what its template says where nothing was typed."""
    contact, template = entry.contact, entry.template
    for name, source in COPIED.items():
        if not getattr(entry, name) and name not in entry.typed:
            setattr(entry, name, getattr(template, source))
    if not entry.correspondence_type and "correspondence_type" not in entry.typed:
        entry.correspondence_type = template.correspondence_for(contact.correspondence_type if contact else "")
    if entry.correspondence_type == EMAIL and not has_email(contact, entry.date):
        entry.correspondence_type = ""
    entry.time = entry.time or timezone.localtime().time().replace(microsecond=0)
    sign(entry)
    if contact is not None:
        entry.company = contact.company if contact.is_person else contact
        entry.contact_name = contact.name
        entry.company_name = entry.company.name if entry.company is not None else ""
        entry.salesperson_id = entry.salesperson_id or contact.salesperson_id


def has_email(contact: Contact | None, day: date) -> bool:
    """One can write to the contact on that day: to its own address, or to the other one in force. One query at most."""
    if contact is None or contact.email:
        return contact is not None
    ranges = AlternativeAddressDateRange.objects.filter(address__contact=contact.pk, starting_date__lte=day)
    in_force = ranges.filter(Q(ending_date__isnull=True) | Q(ending_date__gte=day))
    return in_force.exclude(address__email="").exists()


def sign(row: Interaction | InteractionComment) -> None:
    """Who writes the row, where that is known."""
    gesture = current_gesture()
    if row.user_id is None and gesture is not None and gesture.actor is not None:
        row.user_id = gesture.actor.pk


def next_minute() -> time:
    """Now, rounded up to the next full minute (a.6)."""
    now = timezone.localtime()
    whole = now.replace(second=0, microsecond=0)
    return (whole if whole == now else whole + timedelta(minutes=1)).time()


def seller_for(user: User, contact: Contact | None) -> Salesperson | None:
    """Who is concerned: the only salesperson with the e-mail address of ``user``, else that of ``contact``. One query.

    Blocked ones get nothing new (K3).
    """
    email = getattr(user, "email", "")
    own = list(Salesperson.objects.filter(email__iexact=email, blocked=False)[:2]) if email else []
    if len(own) == 1:
        return own[0]
    theirs: Salesperson | None = contact.salesperson if contact is not None else None
    return theirs if theirs is not None and not theirs.blocked else None
