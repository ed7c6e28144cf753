"""The model of each kind of document: its own lists, pages and permissions over one table."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.models import RecordManager
from partners.trade.kinds import Kind
from partners.trade.models.documents import MODELS, Document


class OfKind(RecordManager[Any]):
    """Documents of one kind."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Those of the model's kind."""
        return super().get_queryset().filter(kind=self.model.made_as)


class SalesQuote(Document):
    """An offer to a customer, or to a contact that may become one."""

    made_as = Kind.SALES_QUOTE
    number_series_setting = _("Sales Setup")
    objects: ClassVar[Any] = OfKind()

    class Meta:
        proxy = True
        verbose_name = pgettext_lazy("entity", "Sales Quote")
        verbose_name_plural = pgettext_lazy("page", "Sales Quotes")


class SalesOrder(Document):
    """What a customer ordered."""

    made_as = Kind.SALES_ORDER
    number_series_setting = _("Sales Setup")
    objects: ClassVar[Any] = OfKind()

    class Meta:
        proxy = True
        verbose_name = pgettext_lazy("entity", "Sales Order")
        verbose_name_plural = pgettext_lazy("page", "Sales Orders")


class BlanketSalesOrder(Document):
    """What a customer will order in parts."""

    made_as = Kind.SALES_BLANKET
    number_series_setting = _("Sales Setup")
    objects: ClassVar[Any] = OfKind()

    class Meta:
        proxy = True
        verbose_name = pgettext_lazy("entity", "Blanket Sales Order")
        verbose_name_plural = pgettext_lazy("page", "Blanket Sales Orders")


class PurchaseQuote(Document):
    """What a vendor was asked to offer; it is printed without prices (c.4)."""

    made_as = Kind.PURCHASE_QUOTE
    number_series_setting = _("Purchase Setup")
    objects: ClassVar[Any] = OfKind()

    class Meta:
        proxy = True
        verbose_name = pgettext_lazy("entity", "Purchase Quote")
        verbose_name_plural = pgettext_lazy("page", "Purchase Quotes")


class PurchaseOrder(Document):
    """What we ordered."""

    made_as = Kind.PURCHASE_ORDER
    number_series_setting = _("Purchase Setup")
    objects: ClassVar[Any] = OfKind()

    class Meta:
        proxy = True
        verbose_name = pgettext_lazy("entity", "Purchase Order")
        verbose_name_plural = pgettext_lazy("page", "Purchase Orders")


class BlanketPurchaseOrder(Document):
    """What we will order in parts."""

    made_as = Kind.PURCHASE_BLANKET
    number_series_setting = _("Purchase Setup")
    objects: ClassVar[Any] = OfKind()

    class Meta:
        proxy = True
        verbose_name = pgettext_lazy("entity", "Blanket Purchase Order")
        verbose_name_plural = pgettext_lazy("page", "Blanket Purchase Orders")


class ServiceQuote(Document):
    """What servicing would cost; for customers only (c.10)."""

    made_as = Kind.SERVICE_QUOTE
    number_series_setting = _("Service Setup")
    objects: ClassVar[Any] = OfKind()

    class Meta:
        proxy = True
        verbose_name = pgettext_lazy("entity", "Service Quote")
        verbose_name_plural = _("Service Quotes")


class ServiceOrder(Document):
    """Work on things of a customer."""

    made_as = Kind.SERVICE_ORDER
    number_series_setting = _("Service Setup")
    objects: ClassVar[Any] = OfKind()

    class Meta:
        proxy = True
        verbose_name = pgettext_lazy("entity", "Service Order")
        verbose_name_plural = pgettext_lazy("page", "Service Orders")


MODELS |= {model.made_as: model for model in Document.__subclasses__()}
