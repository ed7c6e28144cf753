"""Makes some of the demo company differ, pause, pin and block, on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts.links import engine
from contacts.links.linking import pause, pin
from contacts.links.models import ContactBusinessRelation
from crm.demo.data import oddities
from crm.demo.identity import stored_phone

if TYPE_CHECKING:
    from contacts.models import Contact
    from contacts.sharing import SharingRecord
    from crm.demo.data.oddities import Odd
    from crm.demo.firms import Cast


def load_quirks(cast: Cast) -> None:
    """Two pairs differ, one link is paused, one value is pinned, some customers and people are blocked."""
    for odd in oddities.DRIFTED:
        with engine.paused():
            _set(_partner(odd, cast), odd)
    for odd in oddities.PAUSED:
        pause(_relation(odd, cast))
        _set(_fresh(cast[odd.firm]), odd)
    for odd in oddities.PINNED:
        partner = _partner(odd, cast)
        with engine.paused():
            _set(partner, odd)
        for name, _value in odd.values:
            pin(partner, name)
    _block(cast)


def _block(cast: Cast) -> None:
    for name, blocked in oddities.BLOCKED_CUSTOMERS:
        customer = _relation_of(cast[name], "customer").customer
        customer.blocked = blocked
        customer.save()
    for name, payer in oddities.BILLED_TO_OTHERS:
        customer = _relation_of(cast[name], "customer").customer
        customer.bill_to_customer = _relation_of(cast[payer], "customer").customer
        customer.save()
    for name in oddities.PRIVACY_BLOCKED:
        person = _fresh(cast[name])
        person.privacy_blocked = True
        person.save()


def _set(record: SharingRecord, odd: Odd) -> None:
    for name, value in odd.values:
        setattr(record, name, stored_phone(value) if name == "phone_no" else value)
    record.save()


def _partner(odd: Odd, cast: Cast) -> SharingRecord:
    partner: SharingRecord = getattr(_relation(odd, cast), odd.role)
    return partner


def _relation(odd: Odd, cast: Cast) -> ContactBusinessRelation:
    return _relation_of(cast[odd.firm], odd.role)


def _relation_of(contact: Contact, role: str) -> ContactBusinessRelation:
    rows = ContactBusinessRelation._base_manager.select_related(role)
    return rows.get(contact=contact, **{f"{role}__isnull": False})


def _fresh(contact: Contact) -> Contact:
    """Linking may have written to the row since it was loaded."""
    return type(contact).objects.get(pk=contact.pk)
