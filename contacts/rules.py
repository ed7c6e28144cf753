"""What is always true of a contact: type, name parts, company, defaults and privacy agree (J1–J3, K1, C2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.inheritance import joining_changes
from crm.kit.context import Cause
from crm.kit.refusal import Refused
from crm.kit.values import column, set_value
from setup.models import MarketingSetup

if TYPE_CHECKING:
    from contacts.models import Contact

PARTS = ("first_name", "middle_name", "surname")
PART_LENGTH = 30
TEXTS_OF_PEOPLE = (*PARTS, "job_title")
"""Blank on a company (J2, J13)."""

DEFAULTS = ("salesperson", "territory", "country", "language", "format_region", "correspondence_type")


def complete(contact: Contact) -> None:
    """Fill what follows from what was typed. Reads the setup or the company only where one of them matters."""
    _check_type(contact)
    if contact.is_person:
        _agree_on_name(contact)
        _follow_company(contact)
    else:
        _be_a_company(contact)
    if contact.stored is None and not contact.skip_defaults:
        _apply_defaults(contact)
    _protect_minors(contact)


def split_name(name: str) -> tuple[str, str, str]:
    """First, middle and last name of a person (J3): the last word, the one before it, and all others."""
    words = name.split()
    if len(words) < 2:
        return name.strip()[:PART_LENGTH], "", ""
    *first, last = words
    middle = first.pop() if len(first) > 1 else ""
    return " ".join(first)[:PART_LENGTH], middle[:PART_LENGTH], last[:PART_LENGTH]


def join_name(first: str, middle: str, surname: str) -> str:
    """The name made of its parts."""
    return " ".join(part for part in (first, middle, surname) if part)


def name_consequences(is_person: bool, name: str) -> dict[str, str]:
    """Columns of a contact that follow when its name arrives from elsewhere (A5-3)."""
    if not is_person:
        return {"company_name": name}
    return dict(zip(PARTS, split_name(name), strict=True))


def _check_type(contact: Contact) -> None:
    stored = contact.stored
    if stored is None or stored.type == contact.type or not contact.is_person:
        return
    reasons = {
        _("It has business relations; remove its links first."): stored.business_relation != "none",
        _("People belong to it; move them first."): stored.people.exists(),
        _("It has a currency code; clear it first."): contact.currency_id is not None,
        _("It has a VAT registration number; clear it first."): bool(contact.vat_registration_no),
    }
    standing = [sentence for sentence, stands in reasons.items() if stands]
    if standing:
        sentence = _("Company %(contact)s cannot become a person.") % {"contact": stored.no}
        raise Refused(" ".join([sentence, *standing]), field="type", record=stored)


def _apply_defaults(contact: Contact) -> None:
    setup = MarketingSetup.current()
    for name in DEFAULTS:
        field = column(type(contact), name)
        if not getattr(contact, field.attname):
            set_value(contact, field, getattr(setup, f"default_{field.attname}"))
    _greet(contact, setup)


def _greet(contact: Contact, setup: MarketingSetup) -> None:
    if contact.salutation_id is None:
        by_type = setup.person_salutation_id if contact.is_person else setup.company_salutation_id
        contact.salutation_id = by_type


def _agree_on_name(contact: Contact) -> None:
    """The name is made of its parts; where only the name was typed, or no part is left, the parts of the name."""
    stored = contact.stored
    parts = tuple(getattr(contact, part) for part in PARTS)
    parts_before = tuple(getattr(stored, part) for part in PARTS) if stored else ("", "", "")
    name_before = stored.name if stored else ""
    became_person = stored is not None and not stored.is_person
    if became_person:
        contact.salutation_id = MarketingSetup.current().person_salutation_id
    if parts != parts_before and any(parts):
        contact.name = join_name(*parts)
    elif became_person or parts != parts_before or contact.name != name_before:
        contact.first_name, contact.middle_name, contact.surname = split_name(contact.name)


def _follow_company(contact: Contact) -> None:
    stored = contact.stored
    before = stored.company_id if stored else None
    if contact.company_id == before and (stored is None or stored.is_person):
        return
    company = contact.company
    if company is None:
        contact.company_name = ""
        return
    if company.is_person:
        sentence = _("%(contact)s is a person; people can belong to companies only.") % {"contact": company.title}
        raise Refused(sentence, field="company", record=company)
    contact.company_name = company.name
    previous = type(contact)._base_manager.filter(pk=before).first() if before else None
    for change in joining_changes(contact, company, previous, MarketingSetup.current()):
        if change.field not in contact.pinned:
            set_value(contact, column(type(contact), change.field), change.new)
            contact.borrowed[change.field] = (Cause.INHERITED, company.title)


def _be_a_company(contact: Contact) -> None:
    stored = contact.stored
    was_person = stored is not None and stored.is_person
    level_before = stored.organizational_level_id if stored is not None else None
    if contact.organizational_level_id and (was_person or contact.organizational_level_id != level_before):
        sentence = _("Clear the organizational level first: companies have none.")
        raise Refused(sentence, field="type" if was_person else "organizational_level", record=contact)
    if was_person:
        contact.salutation_id = MarketingSetup.current().company_salutation_id
    contact.company_id = None
    contact.company_name = contact.name
    for name in TEXTS_OF_PEOPLE:
        setattr(contact, name, "")


def _protect_minors(contact: Contact) -> None:
    stored = contact.stored
    if not contact.minor:
        contact.parental_consent_received = False
        return
    newly_minor = stored is None or not stored.minor
    consent_before = stored.parental_consent_received if stored else False
    if newly_minor or contact.parental_consent_received != consent_before:
        contact.privacy_blocked = True
    elif not contact.privacy_blocked and stored and stored.privacy_blocked and not contact.parental_consent_received:
        sentence = _("%(contact)s is a minor: parental consent must be received first.") % {"contact": contact.title}
        raise Refused(sentence, field="privacy_blocked", record=contact)
