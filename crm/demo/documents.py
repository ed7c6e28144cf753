"""Loads quotes, orders and blanket orders in every state, over the last year."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from contacts.models import Contact
from crm.kit.unit import unit
from partners.models import Customer, Vendor
from partners.trade import copying, flow
from partners.trade.models import (
    BlanketPurchaseOrder,
    BlanketSalesOrder,
    Document,
    DocumentLine,
    Item,
    ItemKind,
    PurchaseOrder,
    PurchaseQuote,
    SalesOrder,
    SalesQuote,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

SEED = 11
PLAN: tuple[tuple[type[Document], int], ...] = (
    (SalesQuote, 28),
    (SalesOrder, 16),
    (BlanketSalesOrder, 4),
    (PurchaseQuote, 10),
    (PurchaseOrder, 14),
    (BlanketPurchaseOrder, 3),
)
"""How many of each kind are written; orders made from quotes come besides."""

DAYS = {SalesQuote: 60, PurchaseQuote: 45}
SOONEST, SPREAD = 14, 60
"""For when orders are wanted: some are late, some wanted this week."""

REFERENCES = ("", "", "Rif. 2026/14", "PO 4711", "Vs. e-mail", "Obra Serrano", "Floor 3")


def load_documents() -> None:
    """They are there with their lines, numbered by the series of the setup."""
    chance = Random(SEED)
    catalogue = list(Item.objects.filter(blocked="").order_by("no"))
    customers = list(Customer.objects.filter(blocked="", link__contact__privacy_blocked=False).order_by("no"))
    vendors = list(Vendor.objects.filter(blocked="", link__contact__privacy_blocked=False).order_by("no"))
    prospects = list(Contact.objects.companies().filter(business_relation="none", privacy_blocked=False).order_by("no"))
    for model, count in PLAN:
        parties = customers if model in (SalesQuote, SalesOrder, BlanketSalesOrder) else vendors
        for _turn in range(count):
            asks = model is SalesQuote and prospects and chance.random() < 0.25
            party = chance.choice(prospects) if asks else chance.choice(parties)
            _settle(_written(model, party, catalogue, chance), chance)


def _written(model: type[Document], party: Any, catalogue: Sequence[Item], chance: Random) -> Document:
    name = "contact" if isinstance(party, Contact) else str(type(party)._meta.model_name)
    day = timezone.localdate() - timedelta(days=chance.randrange(DAYS.get(model, 330)))
    document = model(**{name: party}, document_date=day, your_reference=chance.choice(REFERENCES))
    if model in (SalesOrder, PurchaseOrder):
        document.requested_date = day + timedelta(days=SOONEST + day.toordinal() % SPREAD)
    with unit():
        document.save()
        for item in chance.sample(catalogue, chance.randrange(1, 7)):
            line = DocumentLine(document=document, item=item, quantity=_quantity(item, chance))
            line.discount_percent = Decimal(chance.choice((0, 0, 0, 5, 10, 15)))
            if not item.unit_price:
                line.unit_price = Decimal(chance.choice((25, 60, 120)))
            line.save()
    return model.objects.get(pk=document.pk)


def _quantity(item: Item, chance: Random) -> Decimal:
    halves = item.kind == ItemKind.SERVICE and item.unit_id == "H"
    return Decimal(chance.randrange(2, 40)) / 2 if halves else Decimal(chance.randrange(1, 25))


def _settle(document: Document, chance: Random) -> None:
    """What became of it."""
    deeds: dict[str, Callable[[Document], Document]] = {"release": flow.release, "cancel": flow.cancel}
    nature = document.nature
    if document.party is None:
        fates = ["open", "open", "cancel"]
    elif nature.is_quote:
        fates = ["open", "release", "cancel"] if document.is_expired else ["open", "release", "order", "order"]
    elif nature.is_blanket:
        fates = ["part"]
    else:
        fates = ["open", "release", "complete", "complete", "cancel"]
    fate = chance.choice(fates)
    if fate == "order":
        flow.order(document)
    elif fate == "complete":
        flow.complete(flow.release(document))
    elif fate == "part":
        _order_part(document)
    elif fate in deeds:
        deeds[fate](document)


def _order_part(blanket: Document) -> None:
    for line in blanket.lines.all():
        line.quantity_to_order = line.quantity // 3
        line.save()
    if blanket.lines.filter(quantity_to_order__gt=0).exists():
        copying.order_from_blanket(blanket)
