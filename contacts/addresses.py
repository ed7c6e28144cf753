"""Which address of a contact counts on a date (J5)."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q

from contacts.models import AlternativeAddress, AlternativeAddressDateRange, Contact
from setup.models import MarketingSetup
from setup.postal import Place, lines_in

SAME = ("address", "address_2", "post_code", "city", "county", "country_id")


def active_address(contact: Contact, on: date) -> AlternativeAddress | None:
    """The alternative address in force on that date: of the ranges with it, the one that started last. One query."""
    holds = Q(starting_date__lte=on) & (Q(ending_date__isnull=True) | Q(ending_date__gte=on))
    ranges = AlternativeAddressDateRange._base_manager.filter(holds, address__contact=contact.pk)
    latest = ranges.select_related("address__country").order_by(F("starting_date").desc(), "-pk").first()
    return latest.address if latest is not None else None


def postal_address(contact: Contact, on: date) -> tuple[str, ...]:
    """The lines of a letter to ``contact``: names, street and town as its post wants them, country; no blank ones.

    The contact's own alternative address in force wins; then, for a person who lives where its company is and inherits
    addresses, the company's; then its own address. A person of a company is named below it.
    """
    company = contact.company if contact.is_person else None
    place: Contact | AlternativeAddress = active_address(contact, on) or contact
    if place is contact and company is not None and _shares_address(contact, company):
        place = active_address(company, on) or contact
    names = (
        (place.company_name, "") if isinstance(place, AlternativeAddress) else (contact.company_name, contact.name_2)
    )
    first = names[0] if names[0] != contact.name else ""
    country = place.country.description or place.country.code if place.country is not None else ""
    return tuple(line for line in (first, contact.name, names[1], *_street_and_town(place), country) if line)


def _shares_address(person: Contact, company: Contact) -> bool:
    return MarketingSetup.current().inherit_address and all(
        getattr(person, name) == getattr(company, name) for name in SAME
    )


def _street_and_town(place: Contact | AlternativeAddress) -> list[str]:
    """In the order of its country."""
    where = Place((place.address, place.address_2), place.post_code, place.city, place.county)
    return lines_in(where, place.country)
