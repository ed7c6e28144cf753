"""What deletions mean: entries of a contact stay, with the names as they were (D5, a.13); files go with the last."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.db.models.signals import post_save

from contacts.deletion import PEOPLE
from contacts.interactions import attachments
from contacts.interactions.models import Interaction
from contacts.models import Contact
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.deletion import Consequences, register_follower, register_rule
from crm.kit.models import Record

COVERS = frozenset({(Interaction, "contact"), (Interaction, "company")})


def entries_stay(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """Those of a person move to its company, unless that goes with it; those of a company have nobody. One query."""
    going = {record.pk: record for record in records if isinstance(record, Contact)}
    with_company = PEOPLE in also
    rows = Interaction._base_manager.filter(Q(contact__in=going) | Q(company__in=going)).order_by("pk")
    own: dict[int, list[Write]] = {}
    for entry in rows:
        for key in going.keys() & {entry.contact_id, entry.company_id}:
            own.setdefault(key, []).append(Write(entry, tuple(_changes(entry, going[key], with_company=with_company))))
    return [Consequences(unlinked=tuple(own.get(record.pk, ())), covers=COVERS) for record in records]


def connect() -> None:
    """Deletions of contacts ask for what becomes of their entries; files go with the last that has them (a.10)."""
    register_rule(Contact, entries_stay)
    register_follower(attachments.after_deletion)
    post_save.connect(attachments.after_save, sender=Interaction, dispatch_uid="interactions.attachments")


def _changes(entry: Interaction, gone: Contact, *, with_company: bool) -> list[FieldChange]:
    changes = []
    if entry.contact_id == gone.pk:
        company = gone.company_id if gone.is_person and not with_company else None
        changes.append(FieldChange("contact", gone.pk, company))
    if entry.company_id == gone.pk:
        changes.append(FieldChange("company", gone.pk, None))
    return changes
