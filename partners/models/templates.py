"""Templates: what a new customer or vendor has besides what its contact knows (E1–E5)."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import ContactType
from crm.kit.columns import code, percentage, text
from setup.models import CodeList


class PartnerTemplate(CodeList):
    """Values for the blanks of a new partner. The contact's values win; the contact type only chooses the template."""

    OWN: ClassVar[frozenset[str]] = frozenset({"code", "description", "contact_type", "no_series", "modified_at"})

    contact_type = models.CharField(
        _("Contact Type"), max_length=10, choices=ContactType.choices, default=ContactType.COMPANY
    )
    no_series = code("numbering.NumberSeries", _("Series Code"))
    country = code("setup.Country", _("Country/Region Code"))
    territory = code("setup.Territory", _("Territory Code"))
    currency = code("setup.Currency", _("Currency Code"))
    language = code("setup.Language", _("Language Code"))
    format_region = text(_("Format Region"), 80)
    general_business_posting_group = code("setup.GeneralBusinessPostingGroup", _("Gen. Bus. Posting Group"))
    vat_business_posting_group = code("setup.VatBusinessPostingGroup", _("VAT Bus. Posting Group"))
    prices_including_vat = models.BooleanField(_("Prices Including VAT"), default=False)
    prepayment_percent = percentage(_("Prepayment %"))
    payment_terms = code("setup.PaymentTerms", _("Payment Terms Code"))
    payment_method = code("setup.PaymentMethod", _("Payment Method Code"))
    shipment_method = code("setup.ShipmentMethod", _("Shipment Method Code"))
    location = code("setup.Location", _("Location Code"))

    class Meta(CodeList.Meta):
        abstract = True

    def clean(self) -> None:
        """Only a series that hands out numbers by itself can number what the template makes (E3)."""
        if self.no_series is not None and not self.no_series.default_nos:
            raise ValidationError({"no_series": _("This number series does not assign numbers automatically.")})

    @classmethod
    def presets(cls) -> tuple[str, ...]:
        """The columns that a template fills in on a new partner."""
        return tuple(f.name for f in cls._meta.concrete_fields if f.name not in cls.OWN)


class CustomerTemplate(PartnerTemplate):
    """What a new customer starts with."""

    salesperson = code("setup.Salesperson", _("Salesperson Code"))
    customer_posting_group = code("setup.CustomerPostingGroup", _("Customer Posting Group"))
    price_group = code("setup.CustomerPriceGroup", _("Customer Price Group"))
    discount_group = code("setup.CustomerDiscountGroup", _("Customer Discount Group"))
    reminder_terms = code("setup.ReminderTerms", _("Reminder Terms"))

    class Meta(PartnerTemplate.Meta):
        verbose_name = pgettext_lazy("entity", "Customer Template")
        verbose_name_plural = _("Customer Templates")


class VendorTemplate(PartnerTemplate):
    """What a new vendor starts with."""

    purchaser = code("setup.Salesperson", _("Purchaser Code"))
    vendor_posting_group = code("setup.VendorPostingGroup", _("Vendor Posting Group"))

    class Meta(PartnerTemplate.Meta):
        verbose_name = pgettext_lazy("entity", "Vendor Template")
        verbose_name_plural = _("Vendor Templates")
