"""What the deletion of a contact means for the partners whose primary contact it is (decisions D1, ruling 7)."""

from __future__ import annotations

from contacts.models import Contact
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.deletion import Consequences
from crm.kit.models import Record
from partners.models import Customer, TradingPartner, Vendor


def primary_contact_of(record: Record, also: frozenset[str]) -> Consequences:
    """Primary contact goes, and with it the contact name that came from it; a plain text stays."""
    assert isinstance(record, Contact)
    partners: list[TradingPartner] = []
    for model in (Customer, Vendor):
        partners += model._base_manager.filter(primary_contact=record.pk).order_by("pk")
    covers = frozenset({(Customer, "primary_contact"), (Vendor, "primary_contact")})
    return Consequences(unlinked=tuple(_without(record, partner) for partner in partners), covers=covers)


def _without(contact: Contact, partner: TradingPartner) -> Write:
    changes = [FieldChange("primary_contact", partner.primary_contact_id, None)]
    if partner.contact_name == contact.name and contact.name:
        changes.append(FieldChange("contact_name", partner.contact_name, ""))
    return Write(partner, tuple(changes))
