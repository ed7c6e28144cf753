"""Lines: what is offered, ordered or said (c.5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.columns import code, money, number_of, percentage, price, text
from crm.kit.models import Record, RecordManager
from crm.kit.unit import unit
from partners.trade import calculate, line_rules
from partners.trade.models.documents import Document


class LineKind(models.TextChoices):
    """What a line says. A text has no amount."""

    ITEM = "item", pgettext_lazy("entity", "Item")
    SERVICE = "service", pgettext_lazy("entity", "Service")
    ACCOUNT = "account", pgettext_lazy("entity", "Account")
    TEXT = "text", pgettext_lazy("document", "Text")


class LineManager(RecordManager[Any]):
    """Lines with their items."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Read along: a form names each item by its number."""
        return super().get_queryset().select_related("item")


class DocumentLine(Record):
    """One line. Amounts are in the document's currency; the last ones follow from the whole document."""

    document = models.ForeignKey(
        Document,
        models.CASCADE,
        related_name="lines",
        editable=False,
        verbose_name=pgettext_lazy("section", "Document"),
    )
    line_no = models.PositiveIntegerField(_("Line No."), default=0, editable=False)
    kind = models.CharField(_("Type"), max_length=10, choices=LineKind.choices, blank=True)
    item = models.ForeignKey(
        "trade.Item", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("No.")
    )
    description = text(_("Description"), 100)
    description_2 = text(_("Description 2"), 100)
    quantity = number_of(pgettext_lazy("field.document_line", "Quantity"))
    unit = code("setup.UnitOfMeasure", _("Unit of Measure"))
    unit_price = price(_("Unit Price"))
    discount_percent = percentage(_("Line Discount %"), places=5)
    discount_amount = money(_("Line Discount Amount"), editable=False)
    amount = money(_("Line Amount"), validators=[MaxValueValidator(Decimal(10) ** 13)])
    allow_invoice_discount = models.BooleanField(_("Allow Invoice Discount"), default=True)
    vat_product_group = code("setup.VatProductPostingGroup", _("VAT Prod. Posting Group"))
    date = models.DateField(_("Requested Delivery Date"), null=True, blank=True)

    invoice_discount = money(_("Invoice Discount Amount"), editable=False)
    vat_identifier = text(_("VAT Identifier"), 20, editable=False)
    vat_percent = percentage(_("VAT %"), editable=False)
    net = money(_("Amount Excl. VAT"), editable=False)
    vat = money(_("VAT Amount"), editable=False)
    gross = money(_("Amount Including VAT"), editable=False)

    quantity_to_order = number_of(_("Qty. to Order"))
    quantity_done = number_of(_("Quantity Delivered"))
    blanket_line = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="ordered", editable=False
    )

    objects: ClassVar[Any] = LineManager()

    typed: frozenset[str] = frozenset()
    """Numbers of a new line that somebody typed, 0 included: its item leaves them alone."""

    copied_from: DocumentLine | None = None
    """The line that a new one was copied from."""

    unrecorded: ClassVar[frozenset[str]] = Record.unrecorded | {
        "invoice_discount", "vat_identifier", "vat_percent", "net", "vat", "gross",
    }  # fmt: skip

    class Meta:
        ordering = ("document", "line_no")
        verbose_name = pgettext_lazy("entity", "Document Line")
        verbose_name_plural = pgettext_lazy("section", "Lines")
        indexes = (models.Index(fields=("document", "line_no"), name="line_by_no"),)

    def __str__(self) -> str:
        return f"{self.line_no} {self.description}".strip()

    @property
    def is_charged(self) -> bool:
        """It has an amount."""
        return self.kind != LineKind.TEXT

    @property
    def is_discounted(self) -> bool:
        """It takes part in the invoice discount."""
        return self.is_charged and self.allow_invoice_discount

    @property
    def outstanding(self) -> Decimal:
        """What was ordered and has not come yet."""
        left: Decimal = self.quantity - self.quantity_done
        return left

    def derive(self) -> None:
        """The item fills what was not typed; quantity, price, discount and amount agree."""
        line_rules.settle(self)
        super().derive()

    def save(self, **options: Any) -> None:
        """The totals of the document are right by the end of the unit."""
        with unit():
            super().save(**options)
            if self.stored is None or self.diff:
                calculate.later(self.document)
