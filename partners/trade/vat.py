"""Which rate of VAT a line has: by the group of the partner and that of the thing (c.5)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from crm.kit.unit import once
from partners.trade.totals import NO_VAT, Vat
from setup.models import VatPostingSetup

if TYPE_CHECKING:
    from partners.trade.models import Document
    from partners.trade.models.lines import DocumentLine

Rates = Mapping[str | None, VatPostingSetup]
"""By VAT group of the thing."""


def rates_for(document: Document) -> Rates:
    """The rates for the partner's VAT group; none without one. One query a unit of work."""
    group = document.vat_business_posting_group_id
    return once(f"vat rates {group}", lambda: _read(group))


def vat_of(line: DocumentLine, rates: Rates) -> Vat:
    """What the line is taxed with: by today's rates while its document is open, afterwards as it was closed with.

    Raises Refused where both groups are known and nobody set a rate for them.
    """
    document, group = line.document, line.vat_product_group_id
    if not line.is_charged or group is None or document.vat_business_posting_group_id is None:
        return NO_VAT
    if not document.is_open and line.vat_identifier:
        return Vat(line.vat_identifier, Decimal(line.vat_percent))
    rate = rates.get(group)
    if rate is None:
        sentence = _("There is no VAT rate for %(business)s and %(product)s. Add it under VAT Posting Setup.")
        values = {"business": document.vat_business_posting_group_id, "product": group}
        raise Refused(sentence % values, field="vat_product_group", record=line.vat_product_group)
    return Vat(rate.identifier, rate.percent)


def _read(group: str | None) -> Rates:
    rows = VatPostingSetup._base_manager.filter(business_group=group) if group is not None else ()
    return {row.product_group_id: row for row in rows}
