"""What stands on the page of a document: words and numbers as its reader writes them. No layout."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.kit.phones import format_phone
from partners.trade.kinds import Kind, Status
from partners.trade.printing import parties, service, table
from partners.trade.printing.source import Source, read
from partners.trade.printing.spoken import spoken
from setup.models import PaymentMethod, PaymentTerms, ShipmentMethod

if TYPE_CHECKING:
    from partners.trade.models import Document


ABBREVIATING = re.compile(r"[.'’]")


def content(document: Document, *, is_preview: bool = False) -> dict[str, Any]:
    """Everything on the page, as texts, in the language of the document. A few queries, however many lines.

    ``rows`` are in the order of the lines; those that are texts hold only that. ``comments`` are kept but not printed,
    ``notes`` are. A preview of what can still change is marked as a draft; what goes out never is.
    """
    source = read(document)
    comments = source.comments
    marked = is_preview and document.is_open
    with spoken(document):
        facts = (*_facts(source), *service.facts(document), *_reach(document))
        return {
            "lang": (translation.get_language() or "en").partition("-")[0],
            "title": titles()[document.kind],
            "no": document.no,
            "watermark": watermark(document) or (pgettext("status", "Draft") if marked else ""),
            "sender": parties.sender(source),
            "recipient": parties.recipient(source),
            "window": source.company.envelope_window,
            "ship_to": parties.ship_to(source),
            "ship_label": pgettext("field.document", "Ship-to"),
            "bill_to": parties.bill_to(source),
            "bill_label": _bill_label(document),
            "facts": [[label, value] for label, value in facts if value],
            "work": [*service.work(document), *document.work_description.splitlines()],
            "service": service.items(document),
            **table.content(source),
            "notes": [comment.text for comment in comments if comment.is_printed],
            "comments": [[comment.date.isoformat(), str(comment.by or ""), comment.text] for comment in comments],
            "bank": parties.bank(source),
            "signature": _("Place, date and signature") if _is_signed(document) else "",
            "acceptance": _("For acceptance") if document.nature.is_quote else "",
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
    """What the PDF is called: title, number and name, without blanks or signs that file systems refuse.

    ``Offerta_SQ001023_Rossi-Impianti-Srl.pdf``: the dots of an abbreviation leave no trace.
    """
    with spoken(document):
        title = titles()[document.kind]
    name = ABBREVIATING.sub("", document.name)
    words = "-".join("".join(sign if sign.isalnum() else " " for sign in name).split())
    return f"{'-'.join(title.split())}_{document.no.replace('/', '-')}_{words}"[:120].rstrip("_-") + ".pdf"


def _is_signed(document: Document) -> bool:
    """Customers sign what they are offered, and that they were served."""
    return document.nature.is_service or (document.nature.is_quote and document.nature.is_sold)


def _bill_label(document: Document) -> str:
    return pgettext("field.document", "Bill-to") if document.nature.is_sold else pgettext("field.document", "Pay-to")


def _facts(source: Source) -> list[tuple[str, str]]:
    document = source.document
    by = document.salesperson
    return [
        (_("Document Date"), _day(document.document_date)),
        (_("Quote Valid Until Date"), _day(document.valid_until) if document.nature.is_quote else ""),
        (_("Requested Delivery Date"), _day(document.requested_date)),
        (_("Due Date"), _day(document.due_date) if not document.nature.is_quote else ""),
        (_("Your Reference"), document.your_reference),
        (_("External Document No."), document.external_no),
        (_("Quote No."), document.quote_no),
        (pgettext("entity", "Customer"), document.customer.no if document.customer is not None else ""),
        (_("VAT Registration No."), parties.vat_of_recipient(source)),
        (_("Salesperson") if document.nature.is_sold else _("Purchaser"), by.description if by is not None else ""),
        (_("Payment Terms"), source.said(PaymentTerms, document.payment_terms_id)),
        (_("Payment Method"), source.said(PaymentMethod, document.payment_method_id)),
        (_("Shipment Method"), source.said(ShipmentMethod, document.shipment_method_id)),
    ]


def _reach(document: Document) -> list[tuple[str, str]]:
    """How whoever reads it is reached; the words say that it is not we."""
    return [(_("Your Phone No."), format_phone(document.phone_no)), (_("Your Email"), document.email)]


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day is not None else ""
