"""Reference lists: a code and what it stands for. A code in use cannot be deleted (decisions D6)."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.codes import refuse_unaddressable
from crm.kit.models import Record

LEAST_RATE = Decimal("0.000001")


class CodeList(Record):
    """One entry of a reference list; the code is its key and is stored in capitals."""

    code = models.CharField(_("Code"), max_length=20, primary_key=True)
    description = models.CharField(_("Description"), max_length=100, blank=True)

    class Meta:
        abstract = True
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        """Code and description: ``30G — 30 days net``."""
        return f"{self.code} — {self.description}" if self.description else self.code

    def clean_fields(self, exclude: object = None) -> None:
        """The code is in capitals before it is checked; the address of a new one can be found again."""
        self.code = self.code.strip().upper()
        super().clean_fields(exclude=exclude)  # type: ignore[arg-type]
        if self._state.adding:
            refuse_unaddressable(self.code)


class BusinessRelation(CodeList):
    """What a contact is to us: customer, vendor, bank, but also prospect or lawyer."""

    class Meta(CodeList.Meta):
        verbose_name = pgettext_lazy("entity", "Business Relation")
        verbose_name_plural = pgettext_lazy("page", "Business Relations")


class Currency(CodeList):
    """A currency by its ISO 4217 code; amounts have ``decimals`` places.

    One unit is worth ``rate`` of ours; blank, nobody knows.
    """

    symbol = models.CharField(_("Symbol"), max_length=5, blank=True)
    decimals = models.PositiveSmallIntegerField(_("Decimal Places"), default=2, validators=[MaxValueValidator(4)])
    rate = models.DecimalField(
        _("Exchange Rate"),
        max_digits=15,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_RATE)],
    )

    class Meta(CodeList.Meta):
        verbose_name = _("Currency")
        verbose_name_plural = _("Currencies")


class Language(CodeList):
    """A language partners are written to in; ``tag`` is its BCP 47 tag."""

    tag = models.CharField(_("Language Tag"), max_length=35, blank=True)

    class Meta(CodeList.Meta):
        verbose_name = _("Language")
        verbose_name_plural = _("Languages")


class Territory(CodeList):
    """A sales zone."""

    class Meta(CodeList.Meta):
        verbose_name = _("Territory")
        verbose_name_plural = _("Territories")


class OrganizationalLevel(CodeList):
    """How high up a person stands in the company."""

    class Meta(CodeList.Meta):
        verbose_name = _("Organizational Level")
        verbose_name_plural = _("Organizational Levels")


class JobResponsibility(CodeList):
    """What a person in a company is responsible for."""

    class Meta(CodeList.Meta):
        verbose_name = _("Job Responsibility")
        verbose_name_plural = _("Job Responsibilities")


class PaymentTerms(CodeList):
    """When an invoice is due: ``due_days`` after its date, at the end of that month if so said."""

    due_days = models.PositiveSmallIntegerField(_("Due in Days"), default=0)
    end_of_month = models.BooleanField(_("End of Month"), default=False)

    class Meta(CodeList.Meta):
        verbose_name = pgettext_lazy("entity", "Payment Terms")
        verbose_name_plural = pgettext_lazy("entity", "Payment Terms")


class PaymentMethod(CodeList):
    """How is paid: transfer, direct debit, cash."""

    class Meta(CodeList.Meta):
        verbose_name = pgettext_lazy("entity", "Payment Method")
        verbose_name_plural = _("Payment Methods")


class ShipmentMethod(CodeList):
    """Who carries the goods, and at whose cost."""

    class Meta(CodeList.Meta):
        verbose_name = pgettext_lazy("entity", "Shipment Method")
        verbose_name_plural = _("Shipment Methods")


class Location(CodeList):
    """A place goods are kept."""

    class Meta(CodeList.Meta):
        verbose_name = pgettext_lazy("entity", "Location")
        verbose_name_plural = _("Locations")


class ReminderTerms(CodeList):
    """How overdue payments are reminded of."""

    class Meta(CodeList.Meta):
        verbose_name = _("Reminder Terms")
        verbose_name_plural = _("Reminder Terms")


class CustomerPriceGroup(CodeList):
    """Customers who get the same prices."""

    class Meta(CodeList.Meta):
        verbose_name = _("Customer Price Group")
        verbose_name_plural = _("Customer Price Groups")


class CustomerDiscountGroup(CodeList):
    """Customers who get the same discounts."""

    class Meta(CodeList.Meta):
        verbose_name = _("Customer Discount Group")
        verbose_name_plural = _("Customer Discount Groups")


class GeneralBusinessPostingGroup(CodeList):
    """Partners who are posted alike: domestic, European Union, foreign."""

    class Meta(CodeList.Meta):
        verbose_name = _("General Business Posting Group")
        verbose_name_plural = _("General Business Posting Groups")


class VatBusinessPostingGroup(CodeList):
    """Partners who are treated alike for VAT."""

    class Meta(CodeList.Meta):
        verbose_name = _("VAT Business Posting Group")
        verbose_name_plural = _("VAT Business Posting Groups")


class CustomerPostingGroup(CodeList):
    """Customers who share a receivables account."""

    class Meta(CodeList.Meta):
        verbose_name = _("Customer Posting Group")
        verbose_name_plural = _("Customer Posting Groups")


class VendorPostingGroup(CodeList):
    """Vendors who share a payables account."""

    class Meta(CodeList.Meta):
        verbose_name = _("Vendor Posting Group")
        verbose_name_plural = _("Vendor Posting Groups")


class BankAccountPostingGroup(CodeList):
    """Bank accounts that share a ledger account."""

    class Meta(CodeList.Meta):
        verbose_name = _("Bank Account Posting Group")
        verbose_name_plural = _("Bank Account Posting Groups")
