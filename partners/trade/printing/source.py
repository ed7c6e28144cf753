"""What a page is made of, read once: a document with its lines, who we are, and words in the language of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partners.trade.vat import rates_for
from setup.models import (
    CompanyInformation,
    Country,
    PaymentMethod,
    PaymentTerms,
    ShipmentMethod,
    UnitOfMeasure,
    VatPostingSetup,
)
from setup.words import words_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from partners.trade.models import Document, DocumentComment, DocumentLine
    from setup.models import Language
    from setup.words import Translated, Words

PRINTED = (
    "document", "line_no", "kind", "item__no", "description", "description_2", "quantity", "unit", "unit_price",
    "discount_percent", "amount", "allow_invoice_discount", "vat_product_group", "vat_percent", "vat_identifier",
)  # fmt: skip
"""The columns of a line that stand on paper, or that its totals follow from; the rest is not read."""


@dataclass(frozen=True)
class Source:
    """A document to be printed. ``lines`` are in their order and know it."""

    document: Document
    company: CompanyInformation
    lines: Sequence[DocumentLine]
    comments: Sequence[DocumentComment]
    rates: Sequence[VatPostingSetup]
    """Those of which we have to say something, in the order of the lines."""
    words: Words

    @property
    def is_priced(self) -> bool:
        """Its reader sees prices and sums."""
        return self.document.nature.has_prices

    def said(self, model: Translated, key: Any) -> str:
        """What the entry of a list is called in the language of the document; blank for none."""
        return self.words[model].get(key, "")


def read(document: Document) -> Source:
    """All that its page says. A few queries, however many lines and lists."""
    company = CompanyInformation.current()
    lines = list(document.lines.select_related("item").only(*PRINTED).order_by("line_no"))
    for line in lines:
        line.document = document
    rates = _with_clause(document, lines)
    spoken = language_of(document, company)
    words = words_in(spoken.pk if spoken is not None else None, _used(document, company, lines, rates))
    return Source(document, company, lines, list(document.comments.all()), rates, words)


def language_of(document: Document, company: CompanyInformation) -> Language | None:
    """The language of the document, else that of the house."""
    own: Language | None = document.language or company.language
    return own


def _with_clause(document: Document, lines: Iterable[DocumentLine]) -> list[VatPostingSetup]:
    """The rates of which the law wants something said by whoever sells, each once, in the order of the lines."""
    if not document.nature.is_sold:
        return []
    rates = rates_for(document)
    groups = dict.fromkeys(line.vat_product_group_id for line in lines if line.is_charged)
    return [rates[group] for group in groups if group in rates and rates[group].clause]


def _used(
    document: Document,
    company: CompanyInformation,
    lines: Iterable[DocumentLine],
    rates: Iterable[VatPostingSetup],
) -> Mapping[Translated, Collection[Any]]:
    """The entries of lists whose words stand on the page. Countries stand there where something crosses a border."""
    parties = {document.country_id, document.ship_country_id, document.bill_country_id}
    countries = (parties | {company.country_id}) - {None}
    return {
        UnitOfMeasure: {line.unit_id for line in lines if line.is_charged},
        PaymentTerms: {document.payment_terms_id},
        PaymentMethod: {document.payment_method_id},
        ShipmentMethod: {document.shipment_method_id},
        Country: countries if len(countries) > 1 or company.country_id is None else (),
        VatPostingSetup: {rate.pk for rate in rates},
    }
