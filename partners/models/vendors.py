"""Vendors: whom we buy from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.shared_fields import (
    AddressBlock,
    CommunicationBlock,
    ImageBlock,
    NameBlock,
    PrivacyBlock,
    RegionBlock,
    TaxBlock,
    TermsBlock,
)
from crm.kit.columns import code, text
from crm.kit.search import search_text, sort_text
from partners.models.base import TradingPartner
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeries


class Vendor(
    NameBlock,
    AddressBlock,
    CommunicationBlock,
    TermsBlock,
    ImageBlock,
    TaxBlock,
    RegionBlock,
    PrivacyBlock,
    TradingPartner,
):
    """Whom we buy from. The purchaser is the vendor's own and is never a contact's salesperson (A1/29)."""

    class Blocked(models.TextChoices):
        """What may no longer be done with a vendor."""

        NONE = "", _("Not blocked")
        PAYMENT = "payment", _("Payment")
        ALL = "all", pgettext_lazy("filter", "All")

    number_series_setting = _("Vendor Nos.")

    purchaser = code("setup.Salesperson", _("Purchaser Code"))
    blocked = models.CharField(_("Blocked"), max_length=10, choices=Blocked.choices, blank=True, default=Blocked.NONE)
    pay_to_vendor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Pay-to Vendor")
    )
    vendor_posting_group = code("setup.VendorPostingGroup", _("Vendor Posting Group"))
    creditor_no = text(_("Creditor No."), 20)
    search = search_text(
        "no", "name", "name_2", "contact_name", "city", "email", "vat_registration_no",
        numbers=("phone_no", "mobile_phone_no"),
    )  # fmt: skip
    sort_name = sort_text("name")

    class Meta:
        ordering = ("no",)
        verbose_name = pgettext_lazy("entity", "Vendor")
        verbose_name_plural = pgettext_lazy("page", "Vendors")
        indexes = (
            models.Index(fields=("sort_name", "id"), name="vendor_by_name"),
            models.Index(fields=("vat_registration_no",), name="vendor_by_vat_no"),
            models.Index(fields=("email",), name="vendor_by_email"),
        )

    @classmethod
    def default_series(cls) -> NumberSeries | None:
        """Vendor Nos. of Marketing Setup."""
        series: NumberSeries | None = MarketingSetup.current().vendor_nos
        return series
