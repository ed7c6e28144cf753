"""The kinds of document: whose they are, how far the deal has come, and what becomes of them (T1, T3)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

from setup.models import PurchaseSetup, SalesSetup, ServiceSetup


class Kind(models.TextChoices):
    """What a document is called."""

    SALES_QUOTE = "sales_quote", pgettext_lazy("entity", "Sales Quote")
    SALES_ORDER = "sales_order", pgettext_lazy("entity", "Sales Order")
    SALES_BLANKET = "sales_blanket", pgettext_lazy("entity", "Blanket Sales Order")
    PURCHASE_QUOTE = "purchase_quote", pgettext_lazy("entity", "Purchase Quote")
    PURCHASE_ORDER = "purchase_order", pgettext_lazy("entity", "Purchase Order")
    PURCHASE_BLANKET = "purchase_blanket", pgettext_lazy("entity", "Blanket Purchase Order")
    SERVICE_QUOTE = "service_quote", pgettext_lazy("entity", "Service Quote")
    SERVICE_ORDER = "service_order", pgettext_lazy("entity", "Service Order")


@dataclass(frozen=True)
class Nature:
    """What sets one kind apart: the column of its partner, its series, and the kind it turns into."""

    party: str
    setup: type[SalesSetup | PurchaseSetup | ServiceSetup]
    series: str
    becomes: Kind | None = None

    @property
    def is_quote(self) -> bool:
        """An offer, or the request for one: it holds for a time, and a service quote apart needs no partner."""
        return self.series == "quote_nos"

    @property
    def is_blanket(self) -> bool:
        """Orders are made from it, in parts."""
        return self.series == "blanket_order_nos"

    @property
    def is_delivered(self) -> bool:
        """Its goods come, and somebody notes how many have."""
        return not (self.is_quote or self.is_blanket or self.is_service)

    @property
    def is_sold(self) -> bool:
        """We are the ones who get money for it."""
        return self.party == "customer"

    @property
    def has_prices(self) -> bool:
        """A request for an offer names none (c.4)."""
        return self.is_sold or not self.is_quote

    @property
    def is_service(self) -> bool:
        """It is about things that are serviced."""
        return self.setup is ServiceSetup

    @property
    def is_recorded_when_printed(self) -> bool:
        """A service order is recorded when it is begun and when it is finished, not when it is printed (b.2)."""
        return self.is_quote or not self.is_service

    @property
    def needs_party(self) -> bool:
        """It cannot be without a customer or vendor (T1, c.10)."""
        return self.is_service or not self.is_quote


QUOTE, ORDER, BLANKET = "quote_nos", "order_nos", "blanket_order_nos"

NATURES: dict[str, Nature] = {
    Kind.SALES_QUOTE: Nature("customer", SalesSetup, QUOTE, becomes=Kind.SALES_ORDER),
    Kind.SALES_ORDER: Nature("customer", SalesSetup, ORDER),
    Kind.SALES_BLANKET: Nature("customer", SalesSetup, BLANKET, becomes=Kind.SALES_ORDER),
    Kind.PURCHASE_QUOTE: Nature("vendor", PurchaseSetup, QUOTE, becomes=Kind.PURCHASE_ORDER),
    Kind.PURCHASE_ORDER: Nature("vendor", PurchaseSetup, ORDER),
    Kind.PURCHASE_BLANKET: Nature("vendor", PurchaseSetup, BLANKET, becomes=Kind.PURCHASE_ORDER),
    Kind.SERVICE_QUOTE: Nature("customer", ServiceSetup, QUOTE, becomes=Kind.SERVICE_ORDER),
    Kind.SERVICE_ORDER: Nature("customer", ServiceSetup, ORDER),
}


class Status(models.TextChoices):
    """What may still be done with a document."""

    OPEN = "open", pgettext_lazy("document", "Open")
    RELEASED = "released", pgettext_lazy("document", "Released")
    ACCEPTED = "accepted", pgettext_lazy("document", "Accepted")
    ORDERED = "ordered", pgettext_lazy("document", "Ordered")
    COMPLETED = "completed", pgettext_lazy("document", "Completed")
    CANCELED = "canceled", pgettext_lazy("document", "Canceled")
    EXPIRED = "expired", pgettext_lazy("document", "Expired")


WAITING = frozenset({Status.OPEN, Status.RELEASED})
"""Nobody has answered yet; a quote may expire."""

ALIVE = WAITING | {Status.ACCEPTED}
"""Something will still become of it."""

REVIVABLE = frozenset({Status.RELEASED, Status.ACCEPTED, Status.CANCELED, Status.EXPIRED, Status.ORDERED})
"""It may be reopened, where nothing else stands in the way."""
