"""What documents are made with: units, VAT, number series and terms of our own, and who we are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.columns import code, percentage, text
from crm.kit.models import Record
from crm.kit.single import SingleRecord, only_one
from setup.models.codes import CodeList


class UnitOfMeasure(CodeList):
    """In what a thing is counted; quantities have ``decimals`` places."""

    decimals = models.PositiveSmallIntegerField(_("Decimal Places"), default=2)

    class Meta(CodeList.Meta):
        verbose_name = pgettext_lazy("entity", "Unit of Measure")
        verbose_name_plural = _("Units of Measure")


class VatProductPostingGroup(CodeList):
    """How a thing is taxed, whoever buys it."""

    class Meta(CodeList.Meta):
        verbose_name = _("VAT Product Posting Group")
        verbose_name_plural = _("VAT Product Posting Groups")


class VatPostingSetup(Record):
    """The rate for a partner's and a thing's VAT group together (c.5). One identifier is one row of the VAT summary."""

    class Calculation(models.TextChoices):
        """How the tax comes about."""

        NORMAL = "normal", _("Normal VAT")
        REVERSE = "reverse", _("Reverse Charge VAT")
        EXEMPT = "exempt", _("Exempt from VAT")

    business_group = models.ForeignKey(
        "setup.VatBusinessPostingGroup", models.PROTECT, related_name="+", verbose_name=_("VAT Bus. Posting Group")
    )
    product_group = models.ForeignKey(
        "setup.VatProductPostingGroup", models.PROTECT, related_name="+", verbose_name=_("VAT Prod. Posting Group")
    )
    identifier = models.CharField(_("VAT Identifier"), max_length=20)
    percent = percentage(_("VAT %"))
    calculation = models.CharField(
        _("VAT Calculation Type"), max_length=10, choices=Calculation.choices, default=Calculation.NORMAL
    )
    clause = text(_("VAT Clause"), 250)

    class Meta:
        ordering = ("business_group", "product_group")
        verbose_name = _("VAT Posting Setup")
        verbose_name_plural = _("VAT Posting Setup")
        constraints = (
            models.UniqueConstraint(
                fields=("business_group", "product_group"),
                name="vat_once",
                violation_error_message=_("These two groups have a rate already."),
            ),
            models.CheckConstraint(
                condition=models.Q(calculation="normal") | models.Q(percent=0),
                name="vat_only_where_normal",
                violation_error_message=_("Without normal VAT the rate is 0."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.identifier} {self.percent} %"


class CompanyInformation(SingleRecord):
    """Who we are: what documents and e-mails say of ourselves."""

    class Window(models.TextChoices):
        """Where the windows of our envelopes are, seen from the front."""

        LEFT = "left", pgettext_lazy("envelope", "Left")
        RIGHT = "right", pgettext_lazy("envelope", "Right")

    name = models.CharField(_("Name"), max_length=100, blank=True)
    name_2 = text(_("Name 2"), 50)
    address = text(pgettext_lazy("entity", "Address"), 100)
    address_2 = text(_("Address 2"), 50)
    post_code = text(_("Post Code"), 20)
    city = text(_("City"), 30)
    county = text(_("County"), 30)
    country = code("setup.Country", _("Country/Region Code"))
    phone_no = text(_("Phone No."), 30)
    email = models.EmailField(_("Email"), max_length=80, blank=True)
    home_page = text(_("Home Page"), 255)
    vat_registration_no = text(_("VAT Registration No."), 20)
    registration_number = text(_("Registration Number"), 50)
    bank_name = text(_("Bank Name"), 100)
    iban = text(_("IBAN"), 50)
    swift_code = text(_("SWIFT Code"), 20)
    currency = code("setup.Currency", _("Local Currency"))
    vat_business_posting_group = code("setup.VatBusinessPostingGroup", _("VAT Bus. Posting Group"))
    language = code("setup.Language", _("Language Code"))
    legal_text = models.TextField(_("Legal Text"), blank=True)
    logo = models.ImageField(_("Logo"), upload_to="company", blank=True)
    envelope_window = models.CharField(_("Envelope Window"), max_length=5, choices=Window.choices, default=Window.LEFT)

    read_along = ("currency", "country", "language")

    class Meta:
        verbose_name = _("Company Information")
        verbose_name_plural = _("Company Information")
        constraints = (only_one("one_company"),)


class SalesSetup(SingleRecord):
    """How what we sell is numbered, and how long quotes hold."""

    item_nos = code("numbering.NumberSeries", _("Item Nos."))
    quote_nos = code("numbering.NumberSeries", _("Quote Nos."))
    order_nos = code("numbering.NumberSeries", _("Order Nos."))
    blanket_order_nos = code("numbering.NumberSeries", _("Blanket Order Nos."))
    quote_validity_days = models.PositiveSmallIntegerField(_("Quote Validity in Days"), default=30)

    read_along = ("item_nos", "quote_nos", "order_nos", "blanket_order_nos")

    class Meta:
        verbose_name = _("Sales Setup")
        verbose_name_plural = _("Sales Setup")
        constraints = (only_one("one_sales_setup"),)


class PurchaseSetup(SingleRecord):
    """How what we buy is numbered, and how long requests hold."""

    quote_nos = code("numbering.NumberSeries", _("Quote Nos."))
    order_nos = code("numbering.NumberSeries", _("Order Nos."))
    blanket_order_nos = code("numbering.NumberSeries", _("Blanket Order Nos."))
    quote_validity_days = models.PositiveSmallIntegerField(_("Quote Validity in Days"), default=30)

    read_along = ("quote_nos", "order_nos", "blanket_order_nos")

    class Meta:
        verbose_name = _("Purchase Setup")
        verbose_name_plural = _("Purchase Setup")
        constraints = (only_one("one_purchase_setup"),)


class ServiceSetup(SingleRecord):
    """How service quotes and orders are numbered."""

    quote_nos = code("numbering.NumberSeries", _("Quote Nos."))
    order_nos = code("numbering.NumberSeries", _("Order Nos."))
    quote_validity_days = models.PositiveSmallIntegerField(_("Quote Validity in Days"), default=30)

    read_along = ("quote_nos", "order_nos")

    class Meta:
        verbose_name = _("Service Setup")
        verbose_name_plural = _("Service Setup")
        constraints = (only_one("one_service_setup"),)
