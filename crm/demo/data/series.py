"""Number series: those of Marketing Setup, one that is typed, and those of the generated set."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

STARTING_DATE = date(2024, 1, 1)


class Series(NamedTuple):
    """A number series with one line; without an ending number it never runs out."""

    code: str
    description: str
    first: str
    last: str = ""
    warning: str = ""
    manual: bool = False


SERIES = (
    Series("BANK", _("Bank accounts"), "B0001", "B0999", "B0950"),
    Series("CONT", _("Contacts"), "CT000001", "CT999999", "CT999000"),
    Series("CUST", _("Customers"), "C00001", "C99999", "C99000"),
    Series("MANUAL", _("Numbers chosen by hand"), "X0001", manual=True),
    Series("VEND", _("Vendors"), "V00001", "V99999", "V99000"),
)
DOCUMENTS = (
    Series("ITEM", _("Catalogue"), "1000"),
    Series("P-BLK", _("Blanket purchase orders"), "PB0001"),
    Series("P-ORD", _("Purchase orders"), "PO00001"),
    Series("P-QUO", _("Purchase quotes"), "PQ00001"),
    Series("S-BLK", _("Blanket sales orders"), "SB0001"),
    Series("S-ORD", _("Sales orders"), "SO00001"),
    Series("S-QUO", _("Sales quotes"), "SQ00001"),
    Series("SV-ORD", _("Service orders"), "SV00001"),
    Series("SV-QUO", _("Service quotes"), "SVQ0001"),
)
GENERATED = (
    Series("GEN-BANK", _("Generated bank accounts"), "B1000001"),
    Series("GEN-CONT", _("Generated contacts"), "CT1000001"),
    Series("GEN-CUST", _("Generated customers"), "C1000001"),
    Series("GEN-VEND", _("Generated vendors"), "V1000001"),
)
GENERATED_SERIES = {
    "bank_account": "GEN-BANK",
    "contact": "GEN-CONT",
    "customer": "GEN-CUST",
    "vendor": "GEN-VEND",
}
