"""Customer and vendor templates: what a new partner starts with besides what its contact knows."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_noop as _


class Template(NamedTuple):
    """Codes for a group of customers or vendors; the group is also the posting group of all kinds."""

    code: str
    description: str
    group: str
    country: str
    payment_terms: str
    payment_method: str
    shipment_method: str
    location: str


CUSTOMERS = (
    Template("COMPANY-ES", _("Companies in Spain"), "EU", "ES", "60D", "SDD", "DAP", "BARCELONA"),
    Template("COMPANY-EU", _("Companies in the European Union"), "EU", "", "30D", "SEPA", "DAP", "MILANO"),
    Template("COMPANY-IT", _("Companies in Italy"), "DOMESTIC", "IT", "60EOM", "RIBA", "CPT", "MILANO"),
    Template("COMPANY-UK", _("Companies in the United Kingdom"), "FOREIGN", "GB", "30D", "BACS", "DDP", "BRISTOL"),
)
PEOPLE = (Template("PERSON", _("Private customers"), "DOMESTIC", "", "0D", "CARD", "DAP", "MILANO"),)
VENDORS = (
    Template("VENDOR-ES", _("Vendors in Spain"), "EU", "ES", "60D", "SEPA", "FCA", "BARCELONA"),
    Template("VENDOR-EU", _("Vendors in the European Union"), "EU", "", "30D", "SEPA", "FCA", "MILANO"),
    Template("VENDOR-IT", _("Vendors in Italy"), "DOMESTIC", "IT", "90EOM", "SEPA", "FCA", "MILANO"),
    Template("VENDOR-UK", _("Vendors in the United Kingdom"), "FOREIGN", "GB", "30D", "BACS", "EXW", "BRISTOL"),
)
COMPANY_TEMPLATES = {"ES": "ES", "GB": "UK", "IE": "EU", "IT": "IT"}
"""Ending of the code of the template that companies of a country get."""
