"""What stands on the page of a document: words and numbers as its reader writes them. No layout."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partners.trade.kinds import Kind, Status
from partners.trade.printing import parties, service, table
from partners.trade.printing.source import Source, read
from partners.trade.printing.spoken import spoken
from setup.models import PaymentMethod, PaymentTerms, ShipmentMethod

if TYPE_CHECKING:
    from partners.trade.models import Document


def content(document: Document) -> dict[str, Any]:
    """Everything on the page, as texts, in the language of the document. A few queries, however many lines.

    ``rows`` are in the order of the lines; those that are texts hold only that. ``comments`` are kept but not printed,
    ``notes`` are.
    """
    source = read(document)
    comments = source.comments
    with spoken(document):
        return {
            "lang": (translation.get_language() or "en").partition("-")[0],
            "title": titles()[document.kind],
            "no": document.no,
            "watermark": watermark(document),
            "sender": parties.sender(source),
            "recipient": parties.recipient(source),
            "attention": document.contact_name if document.contact_name != document.name else "",
            "ship_to": parties.ship_to(source),
            "ship_label": pgettext("field.document", "Ship-to"),
            "facts": [[label, value] for label, value in (*_facts(source), *service.facts(document)) if value],
            "work": [*service.work(document), *document.work_description.splitlines()],
            "service": service.items(document),
            **table.content(source),
            "notes": [comment.text for comment in comments if comment.is_printed],
            "comments": [[comment.date.isoformat(), str(comment.by or ""), comment.text] for comment in comments],
            "signature": _("Place, date and signature") if _is_signed(document) else "",
            "legal": source.company.legal_text.splitlines(),
            "page_of": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        }


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


def _facts(source: Source) -> list[tuple[str, str]]:
    document = source.document
    by = document.salesperson
    return [
        (_("Document Date"), _day(document.document_date)),
        (_("Quote Valid Until Date"), _day(document.valid_until) if document.nature.is_quote else ""),
        (_("Requested Delivery Date"), _day(document.requested_date)),
        (_("Your Reference"), document.your_reference),
        (_("External Document No."), document.external_no),
        (_("Quote No."), document.quote_no),
        (pgettext("entity", "Customer"), document.customer.no if document.customer is not None else ""),
        (_("Salesperson") if document.nature.is_sold else _("Purchaser"), by.description if by is not None else ""),
        (_("Payment Terms"), source.said(PaymentTerms, document.payment_terms_id)),
        (_("Payment Method"), source.said(PaymentMethod, document.payment_method_id)),
        (_("Shipment Method"), source.said(ShipmentMethod, document.shipment_method_id)),
    ]


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day is not None else ""
