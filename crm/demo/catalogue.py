"""Loads what documents are made with: units, VAT, who we are, number series of documents, and the catalogue."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.demo import check_digits, logo
from crm.demo.codes import add, load_series, say
from crm.demo.data import catalogue, series
from crm.demo.data.staff import DOMAIN
from partners.trade.models import Item, ItemKind, ItemTranslation
from setup import models as setup

if TYPE_CHECKING:
    from crm.demo.data.catalogue import Ware
    from crm.kit.single import SingleRecord

COMPANY = {
    "name": "Arredamenti Meridiana S.p.A.",
    "address": "Via dei Cantieri 18",
    "post_code": "20139",
    "city": "Milano",
    "county": "MI",
    "country_id": "IT",
    "phone_no": "+39025551800",
    "email": f"info@{DOMAIN}.example",
    "home_page": f"https://www.{DOMAIN}.example",
    "vat_registration_no": check_digits.italian_vat("0765432015"),
    "registration_number": "REA MI-2155501",
    "bank_name": "Banca del Naviglio",
    "iban": check_digits.iban("IT", check_digits.italian_account("03500", "01600", "000000118800")),
    "currency_id": "EUR",
    "vat_business_posting_group_id": "DOMESTIC",
    "language_id": "IT",
}
SALES = {
    "item_nos_id": "ITEM",
    "quote_nos_id": "S-QUO",
    "order_nos_id": "S-ORD",
    "blanket_order_nos_id": "S-BLK",
}
PURCHASES = {"quote_nos_id": "P-QUO", "order_nos_id": "P-ORD", "blanket_order_nos_id": "P-BLK"}
SERVICE = {"quote_nos_id": "SV-QUO", "order_nos_id": "SV-ORD"}


def load_catalogue() -> None:
    """Units, rates, series, setups, our logo and items are there; what was there before stays as it is."""
    for code, description, decimals in catalogue.UNITS:
        say(setup.UnitOfMeasure(code=code, description=_(description), decimals=decimals), description)
    for code, description in catalogue.VAT_GROUPS:
        add(setup.VatProductPostingGroup(code=code, description=_(description)))
    for business, product, identifier, percent, calculation, clause in catalogue.VAT_RATES:
        rate = setup.VatPostingSetup(business_group_id=business, product_group_id=product, identifier=identifier)
        rate.percent, rate.calculation, rate.clause = Decimal(percent), calculation, _(clause) if clause else ""
        say(rate, clause, business_group=business, product_group=product)
    load_series(series.DOCUMENTS)
    for model, values in (
        (setup.CompanyInformation, COMPANY),
        (setup.SalesSetup, SALES),
        (setup.PurchaseSetup, PURCHASES),
        (setup.ServiceSetup, SERVICE),
    ):
        _complete(model, values)
    for kind, wares in (
        (ItemKind.ITEM, catalogue.ITEMS),
        (ItemKind.SERVICE, catalogue.SERVICES),
        (ItemKind.ACCOUNT, catalogue.ACCOUNTS),
    ):
        for ware in wares:
            _load(ware, kind)


def _complete(model: type[SingleRecord], values: dict[str, str]) -> None:
    row = model.current()
    for name, value in values.items():
        if not getattr(row, name):
            setattr(row, name, value)
    if isinstance(row, setup.CompanyInformation):
        logo.hang(row)
    row.save()


def _load(ware: Ware, kind: ItemKind) -> None:
    item = Item(kind=kind, name=ware.italian, unit_id=ware.unit, vat_product_group_id=ware.vat)
    item.unit_price, item.unit_cost = Decimal(ware.price), Decimal(ware.cost)
    item.allow_invoice_discount = kind != ItemKind.ACCOUNT
    item.blocked = catalogue.BLOCKED.get(ware.italian, "")
    item.save()
    for language, name in (("EN", ware.english), ("ES", ware.spanish)):
        ItemTranslation(item=item, language_id=language, name=name).save()
