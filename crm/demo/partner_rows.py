"""What generated customers, vendors and bank accounts have besides the values of their contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.demo.data import staff, templates
from crm.demo.data.records import Account
from crm.demo.identity import iban

if TYPE_CHECKING:
    from collections.abc import Callable

    from crm.demo.data.records import Role
    from crm.demo.generated import Drawn

CUSTOMER_COLUMNS = (
    "primary_contact_id",
    "contact_name",
    "general_business_posting_group_id",
    "vat_business_posting_group_id",
    "customer_posting_group_id",
    "payment_terms_id",
    "payment_method_id",
    "shipment_method_id",
    "location_id",
    "price_group_id",
)
VENDOR_COLUMNS = (
    "primary_contact_id",
    "contact_name",
    "general_business_posting_group_id",
    "vat_business_posting_group_id",
    "vendor_posting_group_id",
    "payment_terms_id",
    "payment_method_id",
    "shipment_method_id",
    "location_id",
    "purchaser_id",
)
BANK_COLUMNS = (
    "contact_name",
    "our_contact_id",
    "posting_group_id",
    "bank_branch_no",
    "bank_account_no",
    "iban",
    "swift_code",
)
ACCOUNTS = {
    "IT": "{bank:05d} {branch:05d} {number:012d} GENEITMM",
    "ES": "{bank:04d} {branch:04d} {number:010d} GENEESMM",
    "GB": "GENE {branch:06d} {number:08d} GENEGB2L",
    "IE": "GENE {branch:06d} {number:08d} GENEIE2D",
}
BANKS, BRANCHES = 9000, 9973


def customer_values(drawn: Drawn) -> tuple[object, ...]:
    """Values for ``CUSTOMER_COLUMNS``."""
    private = drawn.row.type == "person"
    terms = PRIVATE_TERMS if private else CUSTOMER_TERMS[drawn.home.country_id]
    return (drawn.primary_id, drawn.primary_name, *terms, "PRIVATE" if private else "LIST")


def vendor_values(drawn: Drawn) -> tuple[object, ...]:
    """Values for ``VENDOR_COLUMNS``."""
    country = drawn.home.country_id
    return (drawn.primary_id, drawn.primary_name, *VENDOR_TERMS[country], staff.PURCHASERS[country])


def bank_values(drawn: Drawn) -> tuple[object, ...]:
    """Values for ``BANK_COLUMNS``; every account is at a bank and branch of its own making."""
    country, number = drawn.home.country_id, drawn.serial
    bank, branch = 1 + number % BANKS, 1 + number % BRANCHES
    account = Account(*ACCOUNTS[country].format(bank=bank, branch=branch, number=number).split(" "))
    details = (account.branch, account.number, iban(country, account), account.bic)
    return (drawn.primary_name, staff.TREASURER, "CHECKING", *details)


OWN: dict[Role, tuple[tuple[str, ...], Callable[[Drawn], tuple[object, ...]]]] = {
    "customer": (CUSTOMER_COLUMNS, customer_values),
    "vendor": (VENDOR_COLUMNS, vendor_values),
    "bank_account": (BANK_COLUMNS, bank_values),
}


def _terms(entry: templates.Template) -> tuple[str, ...]:
    group = entry.group
    trade = (entry.payment_terms, entry.payment_method, entry.shipment_method, entry.location)
    return (group, group, group, *trade)


def _by_country(entries: tuple[templates.Template, ...]) -> dict[str, tuple[str, ...]]:
    endings = templates.COMPANY_TEMPLATES
    return {
        country: _terms(next(one for one in entries if one.code.endswith(ending)))
        for country, ending in endings.items()
    }


CUSTOMER_TERMS = _by_country(templates.CUSTOMERS)
VENDOR_TERMS = _by_country(templates.VENDORS)
PRIVATE_TERMS = _terms(templates.PEOPLE[0])
