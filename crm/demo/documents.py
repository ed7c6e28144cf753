"""Loads quotes, orders and blanket orders: each kind in every state that it can have, orders over almost two years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Contact
from crm.demo.data.documents import CASES, PLAN, REFERENCES
from crm.kit.unit import unit
from partners.models import Customer, Vendor
from partners.trade import bulk_expiring, copying, flow, outgoing
from partners.trade.kinds import NATURES, Kind
from partners.trade.models import MODELS, Document, DocumentLine, Item, ItemKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from crm.demo.data.documents import Amount, Case

SEED = 11
LINES = (1, 1, 1, 2, 2, 3, 6)
"""How many a document has."""

SOONEST, LATEST = 14, 75
"""In how many days from an order its goods are wanted."""

OLD = 75
"""After so many days no order waits any more."""

YOUTH = 1.15
"""The larger, the more of the documents are of the last weeks."""

ANSWERED = 6
"""Days until a quote is ordered."""


@dataclass(frozen=True)
class House:
    """With whom we trade, and in what."""

    catalogue: Sequence[Item]
    customers: Sequence[Customer]
    vendors: Sequence[Vendor]
    prospects: Sequence[Contact]

    def party(self, kind: str, chance: Random) -> Any:
        """A customer or vendor; a quarter of the sales quotes is for companies that are no customer yet."""
        if kind == Kind.SALES_QUOTE and chance.random() < 0.25:
            return chance.choice(self.prospects)
        return self.partner(kind, chance)

    def partner(self, kind: str, chance: Random) -> Any:
        """A customer or vendor."""
        return chance.choice(self.customers if NATURES[kind].is_sold else self.vendors)


def load_documents() -> None:
    """They are there with their lines, numbered by the series of the setup; the older ones first."""
    chance = Random(SEED)
    contacts = Contact.objects.companies().filter(business_relation="none", privacy_blocked=False)
    free = {"blocked": "", "link__contact__privacy_blocked": False}
    house = House(
        list(Item.objects.filter(blocked="").order_by("no")),
        list(Customer.objects.filter(**free).order_by("no")),
        list(Vendor.objects.filter(**free).order_by("no")),
        list(contacts.order_by("no")),
    )
    for amount in PLAN:
        for ago in _days(amount, chance):
            document = _written(amount.kind, house.party(amount.kind, chance), ago, house, chance)
            _settle(document, _fate(document, ago, chance))
    for case in CASES:
        document = _written(case.kind, house.partner(case.kind, chance), case.days, house, chance, case)
        _settle(document, case.fate)


def expired(quote: Document) -> Document:
    """The quote bears the mark that its time is over."""
    (marked,) = bulk_expiring.expire(Document._base_manager.filter(pk=quote.pk), timezone.localdate())
    return marked


def _days(amount: Amount, chance: Random) -> Iterator[int]:
    """How many days ago each was written, the oldest first."""
    yield from sorted((int(amount.days * chance.random() ** YOUTH) for _turn in range(amount.number)), reverse=True)


def _written(kind: str, party: Any, ago: int, house: House, chance: Random, case: Case | None = None) -> Document:
    model, today = MODELS[kind], timezone.localdate()
    name = "contact" if isinstance(party, Contact) else str(type(party)._meta.model_name)
    day = today - timedelta(days=ago)
    document = model(**{name: party}, document_date=day, your_reference=chance.choice(REFERENCES))
    wanted = day + timedelta(days=chance.randrange(SOONEST, LATEST))
    if case is not None and case.ends is not None:
        wanted = today + timedelta(days=case.ends)
        document.valid_until = wanted if NATURES[kind].is_quote else None
    if kind in (Kind.SALES_ORDER, Kind.PURCHASE_ORDER):
        document.requested_date = wanted
    with unit():
        document.save()
        for item in chance.sample(house.catalogue, chance.choice(LINES)):
            _line(document, item, chance).save()
    return model.objects.get(pk=document.pk)


def _line(document: Document, item: Item, chance: Random) -> DocumentLine:
    line = DocumentLine(document=document, item=item, quantity=_quantity(item, chance))
    line.discount_percent = Decimal(chance.choice((0, 0, 0, 5, 10, 15)))
    if not item.unit_price:
        line.unit_price = Decimal(chance.choice((25, 60, 120)))
    return line


def _quantity(item: Item, chance: Random) -> Decimal:
    halves = item.kind == ItemKind.SERVICE and item.unit_id == "H"
    return Decimal(chance.randrange(2, 40)) / 2 if halves else Decimal(chance.randrange(1, 25))


def _fate(document: Document, ago: int, chance: Random) -> str:
    """What becomes of it, by what it is and how old."""
    nature = document.nature
    fates: tuple[str, ...]
    if document.party is None:
        fates = ("expire", "cancel") if document.is_expired else ("open", "open", "cancel")
    elif nature.is_quote:
        over = ("order", "order", "order", "expire", "expire", "cancel", "open")
        fates = over if document.is_expired else ("open", "release", "release", "order", "order")
    elif nature.is_blanket:
        fates = ("part",)
    elif ago > OLD:
        fates = ("complete",) * 6 + ("cancel",)
    else:
        fates = ("open", "release", "complete", "complete", "cancel")
    return chance.choice(fates)


def _settle(document: Document, fate: str) -> None:
    deeds: dict[str, Callable[[Document], Any]] = {
        "release": flow.release, "cancel": flow.cancel, "complete": lambda order: flow.complete(flow.release(order)),
        "expire": expired, "order": _order, "part": _order_part, "print": _print, "accept": _accept,
    }  # fmt: skip
    if fate in deeds:
        deeds[fate](document)


def _print(document: Document) -> None:
    outgoing.printed(document, record=False)


def _accept(quote: Document) -> None:
    """Some days after it was written, as it was sent."""
    _print(quote)
    flow.accept(quote, on=quote.document_date + timedelta(days=ANSWERED), note=_("By phone"))


def _order(quote: Document) -> None:
    """It was ordered some days after it was written, and not today; what is old has come since."""
    order = flow.order(quote, late=True)
    day = min(quote.document_date + timedelta(days=ANSWERED), timezone.localdate())
    order.document_date = order.order_date = day
    order.requested_date = day + timedelta(days=SOONEST + ANSWERED)
    order.save()
    if day < timezone.localdate() - timedelta(days=OLD):
        flow.complete(flow.release(order))


def _order_part(blanket: Document) -> None:
    for line in blanket.lines.all():
        line.quantity_to_order = line.quantity // 3
        line.save()
    if blanket.lines.filter(quantity_to_order__gt=0).exists():
        copying.order_from_blanket(blanket)
