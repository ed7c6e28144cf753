"""What the deletion of a contact means for the partners whose primary contact it is (decisions D1, ruling 7)."""

from __future__ import annotations

from collections.abc import Sequence

from contacts.models import Contact
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.deletion import Consequences, grouped
from crm.kit.models import Record
from partners.models import Customer, TradingPartner, Vendor


def primary_contact_of(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """Primary contact goes, and with it the contact name that came from it; a plain text stays. Two queries."""
    covers = frozenset({(Customer, "primary_contact"), (Vendor, "primary_contact")})
    keys = [record.pk for record in records]
    partners: list[TradingPartner] = []
    for model in (Customer, Vendor):
        partners += model._base_manager.filter(primary_contact__in=keys).order_by("pk")
    following = grouped(partners, "primary_contact_id")
    return [
        Consequences(unlinked=tuple(_without(record, one) for one in following.get(record.pk, ())), covers=covers)
        for record in records
    ]


def _without(contact: Record, partner: TradingPartner) -> Write:
    assert isinstance(contact, Contact)
    changes = [FieldChange("primary_contact", partner.primary_contact_id, None)]
    if partner.contact_name == contact.name and contact.name:
        changes.append(FieldChange("contact_name", partner.contact_name, ""))
    return Write(partner, tuple(changes))
