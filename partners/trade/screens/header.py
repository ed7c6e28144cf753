"""The header of a document on its pages: what is promoted stands above the lines, the rest is folded below (3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.cards import Card, Section
from partners.trade.kinds import NATURES

if TYPE_CHECKING:
    from partners.trade.kinds import Nature
    from partners.trade.models import Document

ADDRESS = ("address", "address_2", "post_code", "city", "county", "country")


def card_of(model: type[Document], *besides: Section) -> Card:
    """The sections of a kind of document; ``besides`` stand open after the first one."""
    nature = NATURES[model.made_as]
    return Card((_general(nature), *besides, *_folded(nature)))


def _general(nature: Nature) -> Section:
    template = (f"{nature.party}_template",) if nature.is_quote else ()
    answer = ("accepted_on", "acceptance_note") if nature.is_quote else ()
    hour = ("order_time",) if nature.is_service else ()
    dates = ("valid_until",) if nature.is_quote else ("order_date", *hour, "due_date")
    references = ("salesperson", "your_reference", "external_no")
    return Section(
        pgettext_lazy("section", "General"),
        ("no", nature.party, "contact", *template, "document_date", *dates, "requested_date", *references),
        more=(*answer, "work_description", "made_from", "quote_no", "modified_at"),
    )


def _folded(nature: Nature) -> tuple[Section, ...]:
    payer = "bill_to_customer" if nature.is_sold else "pay_to_vendor"
    return (
        Section(
            _("Address of the document"),
            ("name", "contact_name", *ADDRESS),
            more=("name_2", "phone_no", "email", "vat_registration_no", "fiscal_code"),
            folded=True,
        ),
        Section(
            pgettext_lazy("section", "Invoice Details"),
            ("currency", "payment_terms", "payment_method", "prices_including_vat", "vat_business_posting_group"),
            more=(
                "invoice_discount_percent", "invoice_discount_given", "currency_factor", "language", "format_region",
                "description",
            ),
            folded=True,
        ),
        Section(
            pgettext_lazy("section", "Shipping"),
            ("shipment_method", "ship_name", *(f"ship_{name}" for name in ADDRESS)),
            more=("ship_name_2",),
            folded=True,
        ),
        Section(
            _("Billing"),
            (payer, "bill_contact", "bill_name", *(f"bill_{name}" for name in ADDRESS)),
            more=("bill_name_2",),
            folded=True,
        ),
    )  # fmt: skip
