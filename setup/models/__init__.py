"""Reference lists, salespeople and marketing setup."""

from setup.models.addresses import Country, PostCode
from setup.models.codes import (
    BankAccountPostingGroup,
    BusinessRelation,
    CodeList,
    Currency,
    CustomerDiscountGroup,
    CustomerPostingGroup,
    CustomerPriceGroup,
    GeneralBusinessPostingGroup,
    JobResponsibility,
    Language,
    Location,
    OrganizationalLevel,
    PaymentMethod,
    PaymentTerms,
    ReminderTerms,
    ShipmentMethod,
    Territory,
    VatBusinessPostingGroup,
    VendorPostingGroup,
)
from setup.models.marketing import MarketingSetup
from setup.models.people import Salesperson, Salutation, SalutationFormula
from setup.models.policy import Direction, FieldPolicy

__all__ = [
    "BankAccountPostingGroup",
    "BusinessRelation",
    "CodeList",
    "Country",
    "Currency",
    "CustomerDiscountGroup",
    "CustomerPostingGroup",
    "CustomerPriceGroup",
    "Direction",
    "FieldPolicy",
    "GeneralBusinessPostingGroup",
    "JobResponsibility",
    "Language",
    "Location",
    "MarketingSetup",
    "OrganizationalLevel",
    "PaymentMethod",
    "PaymentTerms",
    "PostCode",
    "ReminderTerms",
    "Salesperson",
    "Salutation",
    "SalutationFormula",
    "ShipmentMethod",
    "Territory",
    "VatBusinessPostingGroup",
    "VendorPostingGroup",
]
