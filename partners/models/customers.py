"""Customers: whom we sell to."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import ContactType
from contacts.shared_fields import (
    AddressBlock,
    CommunicationBlock,
    ImageBlock,
    NameBlock,
    PrivacyBlock,
    RegionBlock,
    SalesBlock,
    TaxBlock,
    TermsBlock,
)
from crm.kit.columns import code, text
from crm.kit.search import search_text, sort_text
from partners.models.base import TradingPartner
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeries


class Customer(
    NameBlock,
    AddressBlock,
    CommunicationBlock,
    TermsBlock,
    ImageBlock,
    TaxBlock,
    RegionBlock,
    PrivacyBlock,
    SalesBlock,
    TradingPartner,
):
    """Whom we sell to."""

    class Blocked(models.TextChoices):
        """What may no longer be done with a customer."""

        NONE = "", _("Not blocked")
        SHIP = "ship", _("Ship")
        INVOICE = "invoice", _("Invoice")
        ALL = "all", pgettext_lazy("filter", "All")

    number_series_setting = _("Customer Nos.")

    contact_type = models.CharField(
        _("Contact Type"), max_length=10, choices=ContactType.choices, default=ContactType.COMPANY
    )
    blocked = models.CharField(_("Blocked"), max_length=10, choices=Blocked.choices, blank=True, default=Blocked.NONE)
    bill_to_customer = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Bill-to Customer")
    )
    certified_email = text(_("Certified Email (PEC)"), 80)
    sdi_recipient_code = text(_("SDI Recipient Code"), 7)
    customer_posting_group = code("setup.CustomerPostingGroup", _("Customer Posting Group"))
    price_group = code("setup.CustomerPriceGroup", _("Customer Price Group"))
    discount_group = code("setup.CustomerDiscountGroup", _("Customer Discount Group"))
    reminder_terms = code("setup.ReminderTerms", _("Reminder Terms"))
    credit_limit = models.DecimalField(
        _("Credit Limit (LCY)"), max_digits=15, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    search = search_text(
        "no", "name", "name_2", "contact_name", "city", "email", "vat_registration_no",
        numbers=("phone_no", "mobile_phone_no"),
    )  # fmt: skip
    sort_name = sort_text("name")

    class Meta:
        ordering = ("no",)
        verbose_name = pgettext_lazy("entity", "Customer")
        verbose_name_plural = pgettext_lazy("page", "Customers")
        indexes = (
            models.Index(fields=("sort_name", "id"), name="customer_by_name"),
            models.Index(fields=("vat_registration_no",), name="customer_by_vat_no"),
            models.Index(fields=("email",), name="customer_by_email"),
        )

    @classmethod
    def default_series(cls) -> NumberSeries | None:
        """Customer Nos. of Marketing Setup."""
        series: NumberSeries | None = MarketingSetup.current().customer_nos
        return series
