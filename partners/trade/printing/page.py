"""What stands on the page of a document: words and numbers as its reader writes them. No layout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.formats.banking import format_iban
from crm.kit.amounts import exactly
from crm.kit.phones import format_phone
from partners.trade import calculate
from partners.trade.kinds import Kind, Status
from partners.trade.printing import service
from partners.trade.totals import rounded
from setup.models import CompanyInformation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partners.trade.models import Document, DocumentLine

WITHOUT_PRICES = frozenset({Kind.PURCHASE_QUOTE})
"""A request for an offer names no prices (c.4)."""


def content(document: Document) -> dict[str, Any]:
    """Everything on the page, as texts, in the language of the document. A few queries, however many lines.

    ``lines`` are in their order; those that are texts hold only that. ``comments`` are kept but not printed, ``notes``
    are.
    """
    company = CompanyInformation.current()
    lines = list(document.lines.select_related("item", "unit").order_by("line_no"))
    for line in lines:
        line.document = document
    comments = list(document.comments.all())
    with spoken(document):
        return {
            "lang": translation.get_language() or "en",
            "title": titles()[document.kind],
            "no": document.no,
            "watermark": watermark(document),
            "sender": _sender(company),
            "recipient": _recipient(document),
            "attention": document.contact_name if document.contact_name != document.name else "",
            "ship_to": _ship_to(document),
            "ship_label": pgettext("field.document", "Ship-to"),
            "facts": [[label, value] for label, value in (*_facts(document), *service.facts(document)) if value],
            "work": [*service.work(document), *document.work_description.splitlines()],
            "service": service.items(document),
            **_table(document, lines),
            "notes": [comment.text for comment in comments if comment.is_printed],
            "comments": [[comment.date.isoformat(), str(comment.by or ""), comment.text] for comment in comments],
            "signature": _("Place, date and signature") if _is_signed(document) else "",
            "legal": company.legal_text.splitlines(),
            "page_of": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        }


@contextmanager
def spoken(document: Document) -> Iterator[None]:
    """Inside, everything is said in the language of the document, or of the company where we do not speak it."""
    own = document.language or CompanyInformation.current().language
    tag = (own.tag if own is not None else "").partition("-")[0].lower()
    known = dict(settings.LANGUAGES)
    with translation.override(tag if tag in known else settings.LANGUAGE_CODE):
        yield


def titles() -> dict[str, str]:
    """What each kind is called on paper."""
    return {
        Kind.SALES_QUOTE: pgettext("entity", "Quote"),
        Kind.SALES_ORDER: _("Order Confirmation"),
        Kind.SALES_BLANKET: _("Blanket Order"),
        Kind.PURCHASE_QUOTE: _("Request for Quote"),
        Kind.PURCHASE_ORDER: pgettext("entity", "Order"),
        Kind.PURCHASE_BLANKET: _("Blanket Order"),
        Kind.SERVICE_QUOTE: _("Service Quote"),
        Kind.SERVICE_ORDER: _("Service Order"),
    }


def watermark(document: Document) -> str:
    """A word across the page of what is not, or no longer, in force."""
    if document.status == Status.CANCELED:
        return pgettext("document", "Canceled")
    return pgettext("document", "Expired") if document.is_expired else ""


def file_name(document: Document) -> str:
    """What the PDF is called: title, number and name, without blanks or signs that file systems refuse."""
    with spoken(document):
        title = titles()[document.kind]
    words = "-".join("".join(sign if sign.isalnum() else " " for sign in document.name).split())
    return f"{'-'.join(title.split())}_{document.no.replace('/', '-')}_{words}"[:120].rstrip("_-") + ".pdf"


def _is_signed(document: Document) -> bool:
    """Customers sign what they are offered, and that they were served."""
    return document.nature.is_service or (document.nature.is_quote and document.nature.is_sold)


def _sender(company: CompanyInformation) -> dict[str, Any]:
    town = " ".join(part for part in (company.post_code, company.city) if part)
    numbers = (
        (_("VAT Registration No."), company.vat_registration_no),
        (_("Registration Number"), company.registration_number),
        (company.bank_name or _("IBAN"), format_iban(company.iban)),
        (_("SWIFT Code"), company.swift_code),
    )
    reach = (format_phone(company.phone_no), company.email, company.home_page.removeprefix("https://"))
    return {
        "name": company.name,
        "address": [part for part in (company.address, company.address_2, town) if part],
        "reach": [part for part in reach if part],
        "numbers": [f"{label}: {value}" for label, value in numbers if value],
    }


def _recipient(document: Document) -> list[str]:
    return _address(document, "")


def _ship_to(document: Document) -> list[str]:
    """Blank where it goes to whom it is written, and for what is bought always there."""
    goods, own = _address(document, "ship_"), _address(document, "")
    return goods if goods != own else []


def _address(document: Document, block: str) -> list[str]:
    def of(name: str) -> str:
        return str(getattr(document, f"{block}{name}") or "")

    county = f"({of('county')})" if of("county") else ""
    town = " ".join(part for part in (of("post_code"), of("city"), county) if part)
    country = getattr(document, f"{block}country")
    abroad = country is not None and country != CompanyInformation.current().country
    land = country.description.upper() if abroad else ""
    parts = (of("name"), of("name_2"), of("address"), of("address_2"), town, land)
    return [part for part in parts if part]


def _facts(document: Document) -> list[tuple[str, str]]:
    by, terms, method = document.salesperson, document.payment_terms, document.payment_method
    shipment = document.shipment_method
    return [
        (_("Document Date"), _day(document.document_date)),
        (_("Quote Valid Until Date"), _day(document.valid_until) if document.nature.is_quote else ""),
        (_("Requested Delivery Date"), _day(document.requested_date)),
        (_("Your Reference"), document.your_reference),
        (_("External Document No."), document.external_no),
        (_("Quote No."), document.quote_no),
        (pgettext("entity", "Customer"), document.customer.no if document.customer is not None else ""),
        (_("Salesperson") if document.nature.is_sold else _("Purchaser"), by.description if by is not None else ""),
        (_("Payment Terms"), terms.description if terms is not None else ""),
        (_("Payment Method"), method.description if method is not None else ""),
        (_("Shipment Method"), shipment.description if shipment is not None else ""),
    ]


def _table(document: Document, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    priced = document.kind not in WITHOUT_PRICES
    found = calculate.calculated(document, lines)
    discounted = any(line.discount_percent for line in lines) and priced
    columns = [(_("No."), False), (_("Description"), False), (pgettext("field.document_line", "Quantity"), True)]
    columns += [(_("Unit"), False)]
    columns += [(_("Unit Price"), True)] if priced else []
    columns += [(_("Disc. %"), True)] if discounted else []
    columns += [(_("VAT %"), True), (_("Amount"), True)] if priced else []
    return {
        "columns": [[label, is_number] for label, is_number in columns],
        "rows": [_row(document, line, priced, discounted) for line in lines],
        "sums": _sums(document, found) if priced else [],
        "vat": _vat(document, found) if priced and found.specification else None,
        "clauses": calculate.clauses(document, lines) if priced else [],
    }


def _row(document: Document, line: DocumentLine, priced: bool, discounted: bool) -> dict[str, Any]:
    texts = [line.description, *([line.description_2] if line.description_2 else [])]
    if not line.is_charged:
        return {"texts": texts, "cells": None}
    before = line.item.no if line.item is not None else ""
    after = [exactly(line.quantity), line.unit.description if line.unit is not None else ""]
    after += [exactly(line.unit_price, document.decimals)] if priced else []
    after += [exactly(line.discount_percent) if line.discount_percent else ""] if discounted else []
    after += [exactly(line.vat_percent), _amount(document, line.amount)] if priced else []
    return {"texts": texts, "cells": [before, *after]}


def _sums(document: Document, found: Any) -> list[list[Any]]:
    currency = f" {document.currency_id}" if document.currency_id else ""
    rows: list[list[Any]] = []
    if found.invoice_discount:
        rows += [
            [_("Subtotal"), _amount(document, found.subtotal), False],
            [_("Invoice Discount Amount"), f"−{_amount(document, found.invoice_discount)}", False],
        ]
    return [
        *rows,
        [_("Total Amount Excl. VAT"), _amount(document, found.net), False],
        [_("Total VAT"), _amount(document, found.vat), False],
        [_("Total Amount Incl. VAT"), f"{_amount(document, found.gross)}{currency}", True],
    ]


def _vat(document: Document, found: Any) -> dict[str, Any]:
    return {
        "title": _("VAT summary"),
        "columns": [_("VAT Identifier"), _("VAT %"), _("Base"), _("VAT Amount")],
        "rows": [
            [vat.identifier, exactly(vat.percent), _amount(document, base), _amount(document, tax)]
            for vat, base, tax in found.specification
        ],
    }


def _amount(document: Document, value: Decimal) -> str:
    return number_format(rounded(value, document.decimals), document.decimals, force_grouping=True)


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day is not None else ""
