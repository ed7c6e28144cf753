"""What service documents have besides: the work, and the things it is done on (c.10)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.columns import text
from crm.kit.models import Record, RecordManager
from crm.kit.unit import unit
from partners.trade import service_log, service_rules
from partners.trade.service_rules import Priority, RepairStatus, ServiceStatus


class ServiceHeader(models.Model):
    """Columns of the header that only service documents fill; blank on all others."""

    service_description = text(_("Description"), 100)
    service_type = text(_("Service Order Type"), 30)
    priority = models.CharField(_("Priority"), max_length=10, choices=Priority.choices, blank=True)
    service_status = models.CharField(
        _("Service Status"), max_length=10, choices=ServiceStatus.choices, blank=True, editable=False
    )
    order_time = models.TimeField(_("Order Time"), null=True, blank=True)
    response_at = models.DateTimeField(_("Response Date"), null=True, blank=True)
    started_at = models.DateTimeField(pgettext_lazy("field.document", "Starting Date"), null=True, blank=True)
    finished_at = models.DateTimeField(_("Finishing Date"), null=True, blank=True)

    class Meta:
        abstract = True


class ItemLineManager(RecordManager[Any]):
    """Lines with their items."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Read along: a form names each item by its number."""
        return super().get_queryset().select_related("item")


class ServiceItemLine(Record):
    """One thing that is to be serviced. The first one of an order is recorded with its contact (T6)."""

    document = models.ForeignKey(
        "trade.Document",
        models.CASCADE,
        related_name="service_items",
        editable=False,
        verbose_name=pgettext_lazy("section", "Document"),
    )
    line_no = models.PositiveIntegerField(_("Line No."), default=0, editable=False)
    item = models.ForeignKey(
        "trade.Item", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("No.")
    )
    description = text(_("Description"), 100)
    serial_no = text(_("Serial No."), 50)
    fault = text(_("Fault"), 250)
    priority = models.CharField(_("Priority"), max_length=10, choices=Priority.choices, blank=True)
    repair_status = models.CharField(
        _("Repair Status"), max_length=15, choices=RepairStatus.choices, default=RepairStatus.INITIAL
    )

    objects: ClassVar[Any] = ItemLineManager()

    class Meta:
        ordering = ("document", "line_no")
        verbose_name = pgettext_lazy("entity", "Service Item")
        verbose_name_plural = _("Service Items")
        indexes = (models.Index(fields=("document", "line_no"), name="service_item_by_no"),)

    def __str__(self) -> str:
        return f"{self.line_no} {self.description}".strip()

    @property
    def is_finished(self) -> bool:
        """Nothing is left to do on it."""
        return self.repair_status == RepairStatus.FINISHED

    def derive(self) -> None:
        """The item fills what was not typed."""
        service_rules.settle_item(self)
        super().derive()

    def save(self, **options: Any) -> None:
        """The first one of an order is recorded."""
        with unit():
            super().save(**options)
            if self.stored is None and not self.document.service_items.exclude(pk=self.pk).exists():
                service_log.begun(self.document)
