"""Loads the contacts: firms with their people, and people without company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts.links.models import ContactBusinessRelation
from contacts.models import AlternativeAddress, AlternativeAddressDateRange, Contact, ContactType
from crm.demo.data import britain, greetings, ireland, italy_north, italy_south, people, spain, staff
from crm.demo.identity import FORMATS, LANGUAGES, fiscal_code, mailbox, name_parts, stored_phone, vat_number
from crm.demo.places import spot_of
from setup.models import MarketingSetup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.demo.data.records import Firm, Person, Single, Stay
    from setup.numbering.models import NumberSeries

FIRMS = (*italy_north.FIRMS, *italy_south.FIRMS, *spain.FIRMS, *britain.FIRMS, *ireland.FIRMS)

Cast = dict[str, Contact]
"""Contacts by name; no two of the demo company have the same."""


def load_contacts() -> Cast:
    """Every firm, its people, every person without company and all their other addresses are there."""
    series = MarketingSetup.current().contact_nos
    cast: Cast = {}
    for firm in FIRMS:
        for contact in _with_people(firm, series):
            cast[contact.name] = contact
    for single in people.SINGLES:
        cast[single.name] = _load_single(single, series)
    for stay in people.STAYS:
        _load_stay(stay, cast[stay.contact])
    return cast


def load_plain_relations(cast: Cast) -> None:
    """What firms and people are to us besides customer, vendor and bank: prospect, law firm, press."""
    for one in (*FIRMS, *people.SINGLES):
        for code in one.relations:
            ContactBusinessRelation(contact=cast[one.name], business_relation_id=code).save()


def draft_company(firm: Firm) -> Contact:
    """The contact that ``firm`` is, unsaved and without number."""
    company = Contact(name=firm.name, name_2=firm.name_2, salutation_id="COMPANY")
    company.skip_defaults = True
    _settle(company, firm.country, firm.street, firm.post_code)
    company.address_2, company.currency_id = firm.address_2, firm.currency or None
    company.phone_no, company.email = stored_phone(firm.phone), f"info@{firm.domain}.example"
    company.home_page = f"https://www.{firm.domain}.example"
    company.vat_registration_no = vat_number(firm.country, firm.vat)
    company.registration_number = firm.registration
    if firm.country == "IT":
        company.fiscal_code = company.vat_registration_no
    return company


def _settle(contact: Contact, country: str, street: str, post_code: str) -> None:
    """``contact`` is at home there and belongs to the salesperson of the territory."""
    spot = spot_of(country, post_code)
    contact.address, contact.post_code = street, post_code
    contact.city, contact.county = spot.place.city, spot.place.county
    contact.country_id, contact.territory_id = country, spot.territory
    contact.salesperson_id = staff.SALESPEOPLE[spot.territory]
    contact.language_id, contact.format_region = LANGUAGES[country], FORMATS[country]
    contact.correspondence_type = "email"


def _with_people(firm: Firm, series: NumberSeries | None) -> Iterator[Contact]:
    company = draft_company(firm)
    company.no_series = series
    company.save()
    yield company
    for person in firm.people:
        yield _load_person(person, firm, company, series)


def _load_person(person: Person, firm: Firm, company: Contact, series: NumberSeries | None) -> Contact:
    """Address, phone, territory and the like come from the company, as with all who join one (J6)."""
    contact = Contact(type=ContactType.PERSON, company=company, no_series=series)
    contact.skip_defaults = True
    contact.first_name, contact.surname = name_parts(person.name)
    contact.job_title, contact.organizational_level_id = person.job_title, person.level
    contact.mobile_phone_no, contact.email = stored_phone(person.mobile), mailbox(person.name, firm.domain)
    contact.salutation_id = greetings.BY_GENDER[person.gender]
    contact.save()
    return contact


def _load_single(single: Single, series: NumberSeries | None) -> Contact:
    contact = Contact(type=ContactType.PERSON, no_series=series)
    contact.skip_defaults = True
    contact.first_name, contact.surname = name_parts(single.name)
    _settle(contact, single.country, single.street, single.post_code)
    contact.mobile_phone_no, contact.email = stored_phone(single.mobile), single.email
    contact.job_title, contact.fiscal_code = single.job_title, fiscal_code(single)
    contact.salutation_id = greetings.BY_GENDER[single.gender]
    contact.minor = contact.parental_consent_received = single.minor
    contact.privacy_blocked = single.privacy_blocked
    contact.save()
    if single.minor:
        _unblock(contact)
    return contact


def _unblock(contact: Contact) -> None:
    """The parents have agreed: the block that every minor starts with is lifted (K1)."""
    contact.privacy_blocked = False
    contact.save()


def _load_stay(stay: Stay, contact: Contact) -> None:
    place = spot_of(stay.country, stay.post_code).place
    address = AlternativeAddress(
        contact=contact, code=stay.code, address=stay.street, phone_no=stored_phone(stay.phone)
    )
    address.post_code, address.city, address.county = place
    address.country_id, address.company_name = stay.country, contact.company_name
    address.save()
    for first, last in stay.ranges:
        AlternativeAddressDateRange(address=address, starting_date=first, ending_date=last).save()
