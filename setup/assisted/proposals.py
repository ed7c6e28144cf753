"""The usual number series: what each is for, and what it would look like; what exists is never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from crm.kit.unit import unit
from setup.models import MarketingSetup, PurchaseSetup, SalesSetup, ServiceSetup
from setup.numbering.models import NumberSeries, NumberSeriesLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crm.kit.single import SingleRecord


class Use(NamedTuple):
    """A field of a setup that names a series, which it is (``None``: none yet), and its usual form."""

    setup: type[SingleRecord]
    field: str
    chosen: NumberSeries | None
    code: str
    description: str
    starting_no: str
    ending_no: str

    @property
    def name(self) -> str:
        """How forms call it."""
        return f"{self.setup._meta.model_name}-{self.field}"

    @property
    def caption(self) -> str:
        """The caption of the field; of quotes and orders with that of its setup."""
        field = self.setup._meta.get_field(self.field)
        assert isinstance(field, models.Field)
        return str(field.verbose_name) if self.setup is MarketingSetup else self.label

    @property
    def label(self) -> str:
        """The caption of the field, with that of its setup."""
        field = self.setup._meta.get_field(self.field)
        assert isinstance(field, models.Field)
        return f"{self.setup._meta.verbose_name} · {field.verbose_name}"


class Wanted(NamedTuple):
    """A series to be made, or one to be named that exists, for a use."""

    use: Use
    code: str
    description: str
    starting_no: str
    ending_no: str


def uses() -> list[Use]:
    """Everything that can be numbered. One query for each setup that was not read yet."""
    return [Use(setup, field, getattr(setup.current(), field), *usual) for (setup, field), usual in _usual().items()]


def _usual() -> dict[tuple[type[SingleRecord], str], tuple[str, str, str, str]]:
    return {
        (MarketingSetup, "contact_nos"): ("CT", _("Contacts"), "CT000001", "CT999999"),
        (MarketingSetup, "customer_nos"): ("C", _("Customers"), "C00001", "C99999"),
        (MarketingSetup, "vendor_nos"): ("V", _("Vendors"), "V00001", "V99999"),
        (MarketingSetup, "bank_account_nos"): ("B", _("Bank accounts"), "B0001", "B9999"),
        (SalesSetup, "item_nos"): ("ITEM", _("Catalogue"), "1000", ""),
        (SalesSetup, "quote_nos"): ("SQ", _("Sales quotes"), "SQ00001", "SQ99999"),
        (SalesSetup, "order_nos"): ("SO", _("Sales orders"), "SO00001", "SO99999"),
        (SalesSetup, "blanket_order_nos"): ("BSO", _("Blanket sales orders"), "BSO0001", "BSO9999"),
        (PurchaseSetup, "quote_nos"): ("PQ", _("Purchase quotes"), "PQ00001", "PQ99999"),
        (PurchaseSetup, "order_nos"): ("PO", _("Purchase orders"), "PO00001", "PO99999"),
        (PurchaseSetup, "blanket_order_nos"): ("BPO", _("Blanket purchase orders"), "BPO0001", "BPO9999"),
        (ServiceSetup, "quote_nos"): ("SVQ", _("Service quotes"), "SVQ0001", "SVQ9999"),
        (ServiceSetup, "order_nos"): ("SVO", _("Service orders"), "SVO0001", "SVO9999"),
    }


def create(wanted: Iterable[Wanted]) -> int:
    """The series exist and their setups name them; how many are new.

    A use that has a series by now keeps it, and a series that exists is named as it is. Raises ValidationError for
    numbers that cannot be, and Refused.
    """
    made = 0
    with unit():
        setups = {use.setup: use.setup.current() for use in uses()}
        for one in wanted:
            setup = setups[one.use.setup]
            if getattr(setup, f"{one.use.field}_id"):
                continue
            series = NumberSeries._base_manager.filter(code=one.code).first()
            if series is None:
                series, made = _made(one), made + 1
            setattr(setup, one.use.field, series)
        for setup in setups.values():
            setup.save()
    return made


def _made(wanted: Wanted) -> NumberSeries:
    series = NumberSeries(code=wanted.code, description=wanted.description)
    series.full_clean()
    series.save()
    line = NumberSeriesLine(series=series, starting_no=wanted.starting_no, ending_no=wanted.ending_no)
    line.full_clean()
    line.save()
    return series
