"""Whether a document may go on: its parties, its items, what its lines say (c.6, c.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from partners.trade import blocks, party
from partners.trade.models import Item

if TYPE_CHECKING:
    from partners.trade.models import Document

COUNTS = Q(quantity__gt=0)
FLAWS = {"unpriced": COUNTS & Q(unit_price=0), "untaxed": COUNTS & Q(vat_product_group=None)}
"""What may be wrong with a line that has an amount."""


def check(document: Document) -> None:
    """Raise Refused for what cannot be released, ordered, printed or sent as it stands. A few queries."""
    check_parties(document)
    _check_lines(document)


def check_parties(document: Document) -> None:
    """Raise Refused where a party or item was blocked since it was chosen (c.7)."""
    sold = document.nature.is_sold
    for one in (document.party, document.bill_to_customer if sold else document.pay_to_vendor):
        if one is not None:
            blocks.check_party(one, document.nature.party)
    if (contact := party.contact_of(document)) is not None:
        blocks.check_contact(contact)
    blocks.check_salesperson(document.salesperson)
    for item in Item.objects.filter(pk__in=document.lines.exclude(item=None).values("item")).order_by("no"):
        blocks.check_item(item, document.nature)


def _check_lines(document: Document) -> None:
    """Something is to be had, and it is known for how much and with which VAT. One query, one more for service."""
    places = {name: Min("line_no", filter=flaw) for name, flaw in FLAWS.items()}
    found = document.lines.exclude(kind="text").aggregate(count=Count("pk", filter=COUNTS), **places)
    if not found["count"] and not (document.nature.is_service and document.service_items.exists()):
        sentence = _("No line of %(document)s has a quantity. Enter what it is about first.")
        raise Refused(sentence % {"document": document.title}, record=document)
    if not document.nature.has_prices or not found["count"]:
        return
    if document.nature.is_sold and found["unpriced"] is not None:
        sentence = _("%(line)s has no price. Enter one; what is free has a price and a discount of 100 %%.")
        raise Refused(sentence % {"line": _line(document, found["unpriced"])}, field="unit_price", record=document)
    if document.vat_business_posting_group_id is None:
        sentence = _("%(document)s has no VAT business posting group; without one its VAT is not known.")
        raise Refused(sentence % {"document": document.title}, field="vat_business_posting_group", record=document)
    if found["untaxed"] is not None:
        sentence = _("%(line)s has no VAT product posting group; without one its VAT is not known.")
        raise Refused(
            sentence % {"line": _line(document, found["untaxed"])}, field="vat_product_group", record=document
        )


def _line(document: Document, line_no: int) -> str:
    line = document.lines.get(line_no=line_no)
    return line.description or str(line)
