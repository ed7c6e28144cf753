"""Documents: what is offered, ordered and serviced, and with whom (c.11)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from crm.kit.columns import code, money, percentage, text
from crm.kit.context import current_gesture
from crm.kit.search import search_text, sort_text
from crm.kit.unit import unit
from crm.kit.values import is_blank, value_of
from partners.trade import calculate, guard, party, prices, service_rules, terms
from partners.trade.kinds import ALIVE, NATURES, WAITING, Kind, Nature, Status
from partners.trade.models.blocks import BillToBlock, SellToBlock, ShipToBlock
from partners.trade.models.service import ServiceHeader
from setup.models.codes import LEAST_RATE
from setup.numbering.models import NumberSeries
from setup.numbering.records import NumberedRecord

if TYPE_CHECKING:
    from django.utils.functional import Promise


def _contact(label: Any, **options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "contacts.Contact", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label, **options
    )


def _partner(to: str, label: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(to, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label)


class Document(SellToBlock, BillToBlock, ShipToBlock, ServiceHeader, NumberedRecord):
    """A document of some kind, read as the model of that kind. Its parties are frozen: no card reaches it (T2).

    Amounts are in its currency. A row is locked where it is read to be written, after contacts and partners.
    """

    made_as: Kind
    """The kind of which this model is."""

    kind = models.CharField(_("Document Type"), max_length=20, choices=Kind.choices, editable=False)
    no = models.CharField(_("No."), max_length=20, blank=True)
    status = models.CharField(
        pgettext_lazy("field.document", "Status"),
        max_length=10, choices=Status.choices, default=Status.OPEN, editable=False,
    )  # fmt: skip

    customer = _partner("partners.Customer", pgettext_lazy("entity", "Customer"))
    vendor = _partner("partners.Vendor", pgettext_lazy("entity", "Vendor"))
    customer_template = code("partners.CustomerTemplate", pgettext_lazy("entity", "Customer Template"))
    vendor_template = code("partners.VendorTemplate", pgettext_lazy("entity", "Vendor Template"))
    contact = _contact(pgettext_lazy("entity", "Contact"))
    contact_company = _contact(_("Contact Company"), editable=False)
    contact_name = text(_("Contact Name"), 100)
    bill_to_customer = _partner("partners.Customer", _("Bill-to Customer"))
    pay_to_vendor = _partner("partners.Vendor", _("Pay-to Vendor"))
    bill_contact = _contact(_("Bill-to Contact"))

    document_date = models.DateField(_("Document Date"), default=timezone.localdate)
    order_date = models.DateField(_("Order Date"), null=True, blank=True)
    requested_date = models.DateField(_("Requested Delivery Date"), null=True, blank=True)
    due_date = models.DateField(_("Due Date"), null=True, blank=True)
    valid_until = models.DateField(_("Quote Valid Until Date"), null=True, blank=True)

    your_reference = text(_("Your Reference"), 35)
    external_no = text(_("External Document No."), 35)
    description = text(_("Posting Description"), 100)
    work_description = models.TextField(_("Work Description"), blank=True)
    salesperson = code("setup.Salesperson", _("Salesperson Code"))

    currency = code("setup.Currency", _("Currency Code"))
    currency_factor = models.DecimalField(
        _("Exchange Rate"), max_digits=15, decimal_places=6, default=1, validators=[MinValueValidator(LEAST_RATE)]
    )
    language = code("setup.Language", _("Language Code"))
    format_region = text(_("Format Region"), 80)
    payment_terms = code("setup.PaymentTerms", _("Payment Terms Code"))
    payment_method = code("setup.PaymentMethod", _("Payment Method Code"))
    shipment_method = code("setup.ShipmentMethod", _("Shipment Method Code"))
    vat_business_posting_group = code("setup.VatBusinessPostingGroup", _("VAT Bus. Posting Group"))
    prices_including_vat = models.BooleanField(_("Prices Including VAT"), default=False)
    invoice_discount_percent = percentage(_("Invoice Discount %"), places=5)
    invoice_discount_given = money(_("Invoice Discount Amount"), validators=[MinValueValidator(0)])

    subtotal = money(_("Subtotal"), editable=False)
    invoice_discount = money(_("Invoice Discount Amount"), editable=False)
    net = money(_("Total Amount Excl. VAT"), editable=False)
    vat = money(_("Total VAT"), editable=False)
    gross = money(_("Total Amount Incl. VAT"), editable=False)

    accepted_on = models.DateField(_("Accepted On"), null=True, blank=True, editable=False)
    acceptance_note = text(_("Acceptance Note"), 250, editable=False)
    made_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="made", editable=False, verbose_name=_("Made from")
    )
    quote_no = text(_("Quote No."), 20, editable=False)
    printed_count = models.PositiveIntegerField(_("No. Printed"), default=0, editable=False)
    last_printed_at = models.DateTimeField(_("Last Printed"), null=True, blank=True, editable=False)
    last_sent_at = models.DateTimeField(_("Last Sent"), null=True, blank=True, editable=False)
    sent_to = text(_("Sent To"), 250, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("Created By"),
    )  # fmt: skip

    search = search_text("no", "name", "contact_name", "your_reference", "external_no", "quote_no")
    sort_name = sort_text("name")

    typed: frozenset[str] = frozenset()
    """Columns that whoever saves filled or changed; what follows from parties and terms leaves them alone."""

    kept: frozenset[str] = frozenset()
    """Columns that hold what they held, whatever parties are chosen."""

    unrecorded: ClassVar[frozenset[str]] = NumberedRecord.unrecorded | {
        "subtotal", "invoice_discount", "net", "vat", "gross",
    }  # fmt: skip

    class Meta:
        ordering = ("-document_date", "-id")
        verbose_name = pgettext_lazy("section", "Document")
        verbose_name_plural = pgettext_lazy("section", "Documents")
        indexes = (
            models.Index(fields=("kind", "-document_date", "-id"), name="document_by_date"),
            models.Index(fields=("kind", "sort_name", "id"), name="document_by_name"),
            models.Index(fields=("kind", "status", "valid_until"), name="document_by_status"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "no"),
                name="document_no_once",
                violation_error_message=_("There is a document of this kind with this number already."),
            ),
            models.CheckConstraint(
                condition=models.Q(customer__isnull=True) | models.Q(vendor__isnull=True), name="document_has_one_side"
            ),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.name}".strip()

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Self:
        """As the model of its kind, wherever it was read from."""
        names = list(field_names)
        kind = values[names.index("kind")] if "kind" in names else None
        model: Any = MODELS.get(kind or "", cls)
        made: Any = super(Document, model).from_db(db, field_names, values, **options)
        found: Self = made
        return found

    @classmethod
    def stored_rows(cls) -> models.QuerySet[Self]:
        """Locked until the transaction ends: lines and status depend on it."""
        rows: models.QuerySet[Self] = cls._base_manager.select_for_update(no_key=True, of=("self",))
        return rows

    @classmethod
    def bearers(cls) -> models.QuerySet[Self]:
        """Numbers are used once in each kind."""
        rows: models.QuerySet[Self] = cls._base_manager.filter(kind=cls.made_as)
        return rows

    @classmethod
    def default_series(cls) -> NumberSeries | None:
        """The series of this kind of document."""
        nature = NATURES[cls.made_as]
        series: NumberSeries | None = getattr(nature.setup.current(), nature.series)
        return series

    @property
    def nature(self) -> Nature:
        """What sets its kind apart."""
        return NATURES[self.kind]

    @property
    def party(self) -> Any:
        """Its customer or vendor; ``None`` on a quote without."""
        return getattr(self, self.nature.party)

    @property
    def decimals(self) -> int:
        """How many decimal places its amounts have."""
        return self.currency.decimals if self.currency is not None else 2

    @property
    def is_alive(self) -> bool:
        """Something will still become of it."""
        return self.status in ALIVE

    @property
    def is_open(self) -> bool:
        """It may be changed."""
        return self.status == Status.OPEN

    @property
    def is_expired(self) -> bool:
        """A quote that nobody ordered in time, whether or not somebody has marked it so yet."""
        late = self.valid_until is not None and self.valid_until < timezone.localdate()
        return self.status == Status.EXPIRED or (late and self.status in WAITING and self.nature.is_quote)

    @property
    def has_left(self) -> bool:
        """It was printed or sent."""
        return self.printed_count > 0 or self.last_sent_at is not None

    @property
    def stage(self) -> str | Promise:
        """How far the deal has come, in a word: a quote is also sent, or expired before somebody marked it so."""
        if self.is_expired:
            return Status.EXPIRED.label
        if self.nature.is_quote and self.status in WAITING and self.has_left:
            return pgettext("document", "Sent")
        return Status(self.status).label

    def numbered_on(self) -> date:
        """The date of the document decides which line of the series counts."""
        return self.document_date

    def derive(self) -> None:
        """Parties, terms and dates agree. Raises Refused for what the status or the parties forbid."""
        self.kind = self.made_as
        self.typed = self._typed()
        self._sign()
        guard.check_document(self)
        if not guard.is_copying():
            party.settle(self)
        terms.settle(self)
        service_rules.settle_header(self)
        super().derive()

    def take_number(self) -> None:
        """A new document is numbered, and described by its number where nobody described it."""
        super().take_number()
        self.description = self.description or f"{self.get_kind_display()} {self.no}"

    def save(self, **options: Any) -> None:
        """Its lines have their prices in its terms, and its totals are right by the end of the unit."""
        with unit():
            super().save(**options)
            prices.follow(self)
            calculate.later(self)

    def _sign(self) -> None:
        """A new document remembers who wrote it."""
        gesture = current_gesture()
        if self.stored is None and self.created_by_id is None and gesture is not None and gesture.actor is not None:
            self.created_by_id = gesture.actor.pk

    def _typed(self) -> frozenset[str]:
        if self.stored is not None:
            return frozenset(self._compare(None))
        values = {field: value_of(self, field) for field in self.columns()}
        return frozenset(
            field.name for field, value in values.items() if not (is_blank(value) or value == field.get_default())
        )


MODELS: dict[str, type[Document]] = {}
"""The model of each kind."""
