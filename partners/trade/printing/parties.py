"""Who writes to whom, and where it goes: names and postal addresses as they stand on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contacts.formats.banking import format_iban
from contacts.formats.vat import vat_abroad
from crm.kit.phones import format_phone
from setup.models import Country
from setup.postal import Place, address_lines, lines_in

if TYPE_CHECKING:
    from partners.trade.printing.source import Source
    from setup.models import CompanyInformation


def sender(source: Source) -> dict[str, Any]:
    """Who we are. Our country is named where the letter leaves it."""
    company, abroad = source.company, _leaves_the_country(source)
    vat = vat_abroad(company.vat_registration_no, company.country_id or "") if abroad else company.vat_registration_no
    numbers = (
        (_("VAT Registration No."), vat),
        (_("Registration Number"), company.registration_number),
    )
    reach = (format_phone(company.phone_no), company.email, company.home_page.removeprefix("https://"))
    return {
        "name": company.name,
        "address": [*_street_and_town(company, "", company), *(_land(source, company.country_id) if abroad else [])],
        "reach": [part for part in reach if part],
        "numbers": [f"{label}: {value}" for label, value in numbers if value],
    }


def bank(source: Source) -> dict[str, Any] | None:
    """Where we are paid; ``None`` where we pay, and where nothing is known."""
    company = source.company
    rows = (
        (_("Bank Name"), company.bank_name),
        (_("IBAN"), format_iban(company.iban)),
        (_("SWIFT Code"), company.swift_code),
    )
    known = [[label, value] for label, value in rows if value]
    return {"title": _("Bank details"), "rows": known} if known and source.document.nature.is_sold else None


def recipient(source: Source) -> list[str]:
    """Whom it is written to, and who reads it there."""
    document = source.document
    person = document.contact_name if document.contact_name != document.name else ""
    return [*_names(source, ""), *filter(None, [person]), *_place(source, "")]


def vat_of_recipient(source: Source) -> str:
    """Their number; where they are abroad with the prefix of their country."""
    document = source.document
    if not _leaves_the_country(source):
        return document.vat_registration_no
    return vat_abroad(document.vat_registration_no, document.country_id or "")


def ship_to(source: Source) -> list[str]:
    """Where the goods go; blank where that is to whom it is written."""
    return _elsewhere(source, "ship_")


def bill_to(source: Source) -> list[str]:
    """Who pays, or is paid; blank where that is to whom it is written."""
    return _elsewhere(source, "bill_")


def _leaves_the_country(source: Source) -> bool:
    return source.document.country_id not in (None, source.company.country_id)


def _elsewhere(source: Source, block: str) -> list[str]:
    there, own = ([*_names(source, one), *_place(source, one)] for one in (block, ""))
    return there if there != own else []


def _names(source: Source, block: str) -> list[str]:
    names = (getattr(source.document, f"{block}name"), getattr(source.document, f"{block}name_2"))
    return [name for name in names if name]


def _place(source: Source, block: str) -> list[str]:
    country = getattr(source.document, f"{block}country_id")
    lines = _street_and_town(source.document, block, source.company)
    return [*lines, *(_land(source, country) if country != source.company.country_id else [])]


def _street_and_town(record: Any, block: str, company: CompanyInformation) -> list[str]:
    """In the order of its country, or of ours where none is known; with a county where its country is set up so.

    One query for a foreign address with a county.
    """

    def of(name: str) -> str:
        return str(getattr(record, f"{block}{name}"))

    key = getattr(record, f"{block}country_id") or company.country_id
    place = Place((of("address"), of("address_2")), of("post_code"), of("city"), of("county"))
    if not place.county:  # the country itself has nothing to say
        return address_lines(place, key or "")
    return lines_in(place, company.country if key == company.country_id else getattr(record, f"{block}country"))


def _land(source: Source, country: str | None) -> list[str]:
    """Its name in capitals, as sorting machines read it."""
    return [said.upper()] if (said := source.said(Country, country)) else []
