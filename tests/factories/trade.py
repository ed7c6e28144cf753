"""What documents are made with: a company with its rates and series, a catalogue, and documents with lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from partners.trade.models import Document, DocumentLine, Item, ServiceItemLine
from setup.models import (
    CompanyInformation,
    Currency,
    PurchaseSetup,
    SalesSetup,
    ServiceSetup,
    VatBusinessPostingGroup,
    VatPostingSetup,
    VatProductPostingGroup,
)
from tests.factories.setup import series

D = TypeVar("D", bound=Document)

STANDARD, REDUCED, EXEMPT = "STANDARD", "REDUCED", "EXEMPT"
RATES = {STANDARD: "22", REDUCED: "10", EXEMPT: "0"}


def open_for_trade() -> CompanyInformation:
    """Rates for domestic partners, a series for each kind of document, and a company in euros."""
    group = VatBusinessPostingGroup.objects.create(code="DOMESTIC")
    for code, percent in RATES.items():
        product = VatProductPostingGroup.objects.create(code=code)
        rate = VatPostingSetup(business_group=group, product_group=product, identifier=f"VAT{percent}")
        rate.percent = Decimal(percent)
        rate.save()
    for model, letter in ((SalesSetup, "S"), (PurchaseSetup, "P")):
        setup = model.current()
        for name, short in (("quote_nos", "Q"), ("order_nos", "O"), ("blanket_order_nos", "B")):
            setattr(setup, name, series(f"{letter}{short}", f"{letter}{short}0001"))
        setup.save()
    service = ServiceSetup.current()
    service.quote_nos, service.order_nos = series("SVQ", "SVQ0001"), series("SVO", "SVO0001")
    service.save()
    company = CompanyInformation.current()
    company.name, company.address, company.city = "Arredamenti Meridiana", "Via dei Cantieri 18", "Milano"
    company.currency = Currency.objects.create(code="EUR", decimals=2)
    company.vat_business_posting_group = group
    company.save()
    return company


def item(name: str = "Desk", price: str = "100", **values: Any) -> Item:
    """An item of the standard rate."""
    made = Item(no=name.upper(), name=name, unit_price=Decimal(price), unit_cost=Decimal(price) / 2)
    made.vat_product_group_id = STANDARD
    for key, value in values.items():
        setattr(made, key, value)
    made.save()
    return made


def document(model: type[D], *lines: tuple[Item, Any], **values: Any) -> D:
    """A document with a line for each item and quantity."""
    made = model(**values)
    made.save()
    for thing, quantity in lines:
        add(made, thing, quantity)
    found: D = model.objects.get(pk=made.pk)  # type: ignore[assignment]  # of the same kind
    return found


def add(to: Document, thing: Item | None = None, quantity: Any = 1, **values: Any) -> DocumentLine:
    """A line at the end of a document."""
    line = DocumentLine(document=to, item=thing, quantity=Decimal(quantity) if thing is not None else 0, **values)
    line.save()
    return line


def broken(to: Document, description: str = "Chair", **values: Any) -> ServiceItemLine:
    """A service item at the end of a service document."""
    line = ServiceItemLine(document=to, description=description, **values)
    line.save()
    return line
