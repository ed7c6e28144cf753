"""Dates and money of a document: what follows from its terms unless somebody typed it (c.1)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from partners.trade import blocks, guard, prices
from partners.trade.kinds import Status
from partners.trade.totals import rounded
from setup.models import CompanyInformation

if TYPE_CHECKING:
    from partners.trade.models import Document
    from setup.models import PaymentTerms


def settle(document: Document) -> None:
    """Currency, rate and dates stand; those that somebody typed stay. Raises Refused for dates in the wrong order."""
    if document.salesperson_id is not None and "salesperson" in document.typed:
        blocks.check_salesperson(document.salesperson)
    _settle_money(document)
    _settle_dates(document)
    _check_dates(document)


def _check_dates(document: Document) -> None:
    """Dates that were typed come after the day of the document; a copy brings those of its source along."""
    if document.valid_until is not None and document.valid_until < document.document_date:
        raise Refused(_("The quote would end before it begins."), field="valid_until")
    _open_extended(document)
    sentences = {
        "due_date": _("The due date lies before the document date."),
        "requested_date": _("The requested delivery date lies before the document date."),
    }
    for name, sentence in sentences.items():
        day = getattr(document, name)
        is_news = bool({name, "document_date"} & document.typed) and not guard.is_copying()
        if is_news and day is not None and day < document.document_date:
            raise Refused(sentence, field=name)


def due_on(day: date, terms: PaymentTerms | None) -> date:
    """When something invoiced on ``day`` is due."""
    due = day + timedelta(days=terms.due_days if terms is not None else 0)
    if terms is not None and terms.end_of_month:
        due = due.replace(day=calendar.monthrange(due.year, due.month)[1])
    return due


def _settle_money(document: Document) -> None:
    company = CompanyInformation.current()
    if document.currency_id is None:
        document.currency_id = company.currency_id
    at_home = document.country_id in (None, company.country_id)
    if document.vat_business_posting_group_id is None and (at_home or document.party is None):
        document.vat_business_posting_group_id = company.vat_business_posting_group_id
    if document.currency_factor <= 0:
        raise Refused(_("An exchange rate is greater than 0."), field="currency_factor")
    before = document.stored
    if before is None or before.currency_id != document.currency_id:
        if "currency_factor" not in document.typed:
            document.currency_factor = _rate_of(document, company)
        if before is not None and "invoice_discount_given" not in document.typed:
            given = prices.exchanged(document.invoice_discount_given, before, document)
            document.invoice_discount_given = rounded(given, document.decimals)


def _rate_of(document: Document, company: CompanyInformation) -> Decimal:
    """What one unit of the document's currency is worth in ours. Raises Refused where nobody knows."""
    currency = document.currency
    if currency is None or document.currency_id == company.currency_id:
        return Decimal(1)
    if currency.rate is None:
        sentence = _("No exchange rate is known for %(currency)s. Enter one on the currency, or on this document.")
        raise Refused(sentence % {"currency": currency.title}, field="currency_factor", record=currency)
    return Decimal(currency.rate)


def _open_extended(document: Document) -> None:
    """A quote whose time was over, and which got a later date or none, is open again."""
    was_over = document.status == Status.EXPIRED and "valid_until" in document.typed
    if was_over and (document.valid_until is None or document.valid_until >= timezone.localdate()):
        document.status = Status.OPEN


def _settle_dates(document: Document) -> None:
    before = document.stored
    moved = before is None or before.document_date != document.document_date
    if not document.nature.is_quote and document.order_date is None:
        document.order_date = document.document_date
    retimed = before is None or before.payment_terms_id != document.payment_terms_id
    if (moved or retimed) and "due_date" not in document.typed:
        document.due_date = due_on(document.document_date, document.payment_terms)
    days = document.nature.setup.current().quote_validity_days
    if document.nature.is_quote and moved and days and "valid_until" not in document.typed:
        document.valid_until = document.document_date + timedelta(days=days)
