"""Loads customers, vendors and bank accounts, and links them to their contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts.links import engine
from contacts.links.creating import draft_partner, templates_for
from contacts.links.kinds import kind_named
from contacts.links.linking import link
from crm.demo.data import people, staff, templates, unlinked
from crm.demo.firms import FIRMS, draft_company
from crm.demo.identity import eori, gln, iban, sdi_code, vat_number
from partners.models import BankAccount, Customer, Vendor

if TYPE_CHECKING:
    from contacts.models import Contact
    from contacts.sharing import SharingRecord
    from crm.demo.data.records import Firm, Role
    from crm.demo.firms import Cast

ROLES: tuple[Role, ...] = ("bank_account", "customer", "vendor")
"""Bank accounts come first: customers and vendors pay through them."""

Banks = dict[str, BankAccount]
"""The first of our bank accounts in each country."""


def load_partners(cast: Cast) -> None:
    """Every partner that a firm or person is said to be is there and linked; some more have no contact."""
    banks: Banks = {}
    for role in ROLES:
        for firm in FIRMS:
            if role in firm.roles:
                partner = _draft(firm, role, cast[firm.name])
                _equip(partner, firm, cast, banks)
                _save(partner)
                link(cast[firm.name], partner)
    for firm in unlinked.FIRMS:
        alone = _draft(firm, firm.roles[0], draft_company(firm))
        _equip(alone, firm, cast, banks)
        _save(alone)
    for single in people.SINGLES:
        if "customer" in single.roles:
            _load_private_customer(cast[single.name])


def _save(partner: SharingRecord) -> None:
    """As from the days before there were contacts: none is made for it."""
    with engine.paused():
        partner.save()


def _draft(firm: Firm, role: Role, contact: Contact) -> SharingRecord:
    kind = kind_named(role)
    ending = templates.COMPANY_TEMPLATES[firm.country]
    fitting = (one for one in templates_for(contact, kind) if one.code.endswith(ending))
    return draft_partner(contact, kind, next(fitting, None))


def _load_private_customer(contact: Contact) -> None:
    kind = kind_named("customer")
    customer: Any = draft_partner(contact, kind, templates_for(contact, kind)[0])
    customer.fiscal_code = contact.fiscal_code
    _save(customer)
    link(contact, customer)


def _equip(partner: SharingRecord, firm: Firm, cast: Cast, banks: Banks) -> None:
    """The partner has its own details: posting, payment, people to talk to."""
    if isinstance(partner, BankAccount):
        _equip_bank(partner, firm)
        banks.setdefault(firm.country, partner)
    elif isinstance(partner, Vendor):
        _equip_trade(partner, firm, cast, banks)
        partner.purchaser_id = staff.PURCHASERS[firm.country]
    elif isinstance(partner, Customer):
        _equip_trade(partner, firm, cast, banks)
        _equip_customer(partner, firm)


def _equip_trade(partner: Customer | Vendor, firm: Firm, cast: Cast, banks: Banks) -> None:
    partner.gln, partner.eori_number = gln(firm), eori(firm)
    partner.preferred_bank_account = banks.get(firm.country)
    if firm.people:
        partner.primary_contact = cast[firm.people[0].name]
        partner.contact_name = firm.people[0].name
    if firm.country == "IT":
        partner.fiscal_code = vat_number(firm.country, firm.vat)


def _equip_customer(customer: Customer, firm: Firm) -> None:
    customer.credit_limit = firm.credit_limit
    if firm.country == "IT":
        customer.certified_email = f"{firm.domain}@pec.example"
        customer.sdi_recipient_code = sdi_code(firm)


def _equip_bank(bank: BankAccount, firm: Firm) -> None:
    assert firm.account is not None
    bank.bank_branch_no, bank.bank_account_no = firm.account.branch, firm.account.number
    bank.iban, bank.swift_code = iban(firm.country, firm.account), firm.account.bic
    bank.our_contact_id, bank.posting_group_id = staff.TREASURER, "CHECKING"
    bank.contact_name = firm.people[0].name
