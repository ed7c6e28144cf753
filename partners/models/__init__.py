"""Customers, vendors and bank accounts, and the templates they are made from."""

from partners.models.banks import BankAccount
from partners.models.base import Partner, TradingPartner
from partners.models.customers import Customer
from partners.models.templates import CustomerTemplate, PartnerTemplate, VendorTemplate
from partners.models.vendors import Vendor

__all__ = [
    "BankAccount",
    "Customer",
    "CustomerTemplate",
    "Partner",
    "PartnerTemplate",
    "TradingPartner",
    "Vendor",
    "VendorTemplate",
]
