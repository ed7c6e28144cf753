"""Valid reference lists and a Marketing Setup at work."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

import factory

from setup.models import BusinessRelation, CodeList, Country, Currency, Language, MarketingSetup, Salesperson, Territory
from setup.numbering.models import NumberSeries, NumberSeriesLine

T = TypeVar("T", bound=CodeList)

RELATIONS = {"customer_relation": "CUST", "vendor_relation": "VEND", "bank_account_relation": "BANK"}
SERIES = {"contact_nos": "CT", "customer_nos": "C", "vendor_nos": "V", "bank_account_nos": "B"}


class CodeFactory(factory.django.DjangoModelFactory[T]):
    """A code with a description."""

    class Meta:
        abstract = True

    code = factory.Sequence(lambda n: f"X{n}")
    description = "Something"


class _CurrencyFactory(CodeFactory[Currency]):
    """A currency."""

    rate = Decimal(1)

    class Meta:
        model = Currency


CurrencyFactory: Callable[..., Currency] = _CurrencyFactory.create


class _CountryFactory(CodeFactory[Country]):
    """A country."""

    class Meta:
        model = Country


CountryFactory: Callable[..., Country] = _CountryFactory.create


class _LanguageFactory(CodeFactory[Language]):
    """A language."""

    class Meta:
        model = Language


LanguageFactory: Callable[..., Language] = _LanguageFactory.create


class _TerritoryFactory(CodeFactory[Territory]):
    """A territory."""

    class Meta:
        model = Territory


TerritoryFactory: Callable[..., Territory] = _TerritoryFactory.create


class _SalespersonFactory(CodeFactory[Salesperson]):
    """A salesperson."""

    class Meta:
        model = Salesperson


SalespersonFactory: Callable[..., Salesperson] = _SalespersonFactory.create


class _BusinessRelationFactory(CodeFactory[BusinessRelation]):
    """A business relation."""

    class Meta:
        model = BusinessRelation


BusinessRelationFactory: Callable[..., BusinessRelation] = _BusinessRelationFactory.create


def series(code: str, first: str, last: str = "", **options: object) -> NumberSeries:
    """A number series with one line from ``first`` to ``last``, without end where that is blank."""
    made = NumberSeries(code=code, description=code, **{"manual_nos": True, **options})
    made.save()
    NumberSeriesLine(series=made, starting_no=first, ending_no=last).save()
    return made


def open_for_business(*, contacts: bool = True) -> MarketingSetup:
    """Marketing Setup with number series for all partners and, unless told otherwise, all that opens contacts."""
    setup = MarketingSetup.current()
    for name, code in SERIES.items():
        if contacts or name != "contact_nos":
            setattr(setup, name, series(code, f"{code}00001"))
    if contacts:
        for name, code in RELATIONS.items():
            setattr(setup, name, BusinessRelationFactory(code=code))
    setup.save()
    return setup
