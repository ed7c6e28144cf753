"""Whether a document may go on: its parties, its items, its prices (c.6, c.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from partners.trade import blocks
from partners.trade.models import Item

if TYPE_CHECKING:
    from partners.trade.models import Document


def check_parties(document: Document) -> None:
    """Raise Refused where a party or item was blocked since it was chosen (c.7), or nobody knows how to tax it."""
    sold = document.nature.is_sold
    for one in (document.party, document.bill_to_customer if sold else document.pay_to_vendor):
        if one is not None:
            blocks.check_party(one, document.nature.party)
    if document.contact is not None:
        blocks.check_contact(document.contact)
    blocks.check_salesperson(document.salesperson)
    taxed = document.lines.exclude(vat_product_group=None).exists()
    if taxed and document.vat_business_posting_group_id is None:
        sentence = _("%(document)s has no VAT business posting group; without one its VAT is not known.")
        raise Refused(sentence % {"document": document.title}, field="vat_business_posting_group", record=document)
    for item in Item.objects.filter(pk__in=document.lines.exclude(item=None).values("item")).order_by("no"):
        blocks.check_item(item, document.nature)


def check_prices(document: Document) -> None:
    """Raise Refused for something to be sold that has no price; what is given away has one, and a discount of 100 %."""
    if not document.nature.is_sold:
        return
    line = document.lines.exclude(kind="text").filter(quantity__gt=0, unit_price=0).order_by("line_no").first()
    if line is not None:
        sentence = _("%(line)s has no price. Enter one; what is free has a price and a discount of 100 %%.")
        raise Refused(sentence % {"line": line.description or line}, field="unit_price", record=document)
