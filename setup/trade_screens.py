"""The pages of what documents are made with: who we are, their numbers, and the rates of VAT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.cards import Card, Section
from crm.kit.screens.declaration import Screens
from setup import models
from setup.forms import CompanyForm, SeriesForm
from setup.screens import GENERAL, POSTING, SETTINGS, TRADE, translations_of

if TYPE_CHECKING:
    from crm.kit.single import SingleRecord

NUMBERING = pgettext_lazy("section", "Numbering")
FROM_SERIES = _("Where new documents get their numbers; without a series the number is typed.")


class CompanyScreens(Screens):
    """Who we are: what stands at the head and the foot of every document."""

    model = models.CompanyInformation
    prefix = "company/"
    shelf = SETTINGS
    form = CompanyForm
    card = Card(
        (
            Section(GENERAL, ("name", "name_2", "logo", "currency", "language")),
            Section(
                pgettext_lazy("section", "Address & Contact"),
                (
                    "address", "address_2", "post_code", "city", "county", "country", "phone_no", "email", "home_page",
                ),
                help=_("Documents are sent from this address."),
            ),
            Section(
                _("On documents"),
                (
                    "vat_registration_no", "registration_number", "vat_business_posting_group", "bank_name", "iban",
                    "swift_code", "legal_text", "envelope_window",
                ),
            ),
        )
    )  # fmt: skip


class NumbersScreens(Screens):
    """From which series the documents of one side are numbered."""

    shelf = TRADE
    form = SeriesForm

    def __init__(self, model: type[SingleRecord], prefix: str, further: tuple[str, ...]) -> None:
        self.model, self.prefix = model, prefix
        series = tuple(name for name in model.read_along if name.endswith("_nos"))
        self.card = Card((Section(GENERAL, further), Section(NUMBERING, series, help=FROM_SERIES)))


class VatPostingScreens(Screens):
    """The rates of VAT by what the partner and the thing are to it."""

    model = models.VatPostingSetup
    prefix = "vat-rates/"
    shelf = POSTING
    columns = ("business_group", "product_group", "identifier", "percent", "calculation", "clause")
    sortable = {"business_group": "business_group_id", "identifier": "identifier"}
    default_sort = "business_group"
    filters = ("business_group", "product_group", "calculation")
    purpose = _("A line is taxed by the VAT group of the customer or vendor and that of the item.")
    card = Card(
        (
            Section(
                GENERAL,
                ("business_group", "product_group", "identifier", "percent", "calculation", "clause"),
                help=_("Lines with the same identifier are one row of the VAT summary of a document."),
            ),
        )
    )
    inlines = translations_of(models.VatPostingSetup)


def screens() -> tuple[Any, ...]:
    """All of them."""
    return (
        CompanyScreens(),
        NumbersScreens(models.SalesSetup, "sales/", ("quote_validity_days",)),
        NumbersScreens(models.PurchaseSetup, "purchases/", ("quote_validity_days",)),
        NumbersScreens(models.ServiceSetup, "service/", ("quote_validity_days",)),
        VatPostingScreens(),
    )
