"""The demo company: loads it, and knows whether there is room for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.demo import larger_set
from crm.demo.catalogue import load_catalogue
from crm.demo.codes import load_codes
from crm.demo.documents import load_documents
from crm.demo.firms import load_contacts, load_plain_relations
from crm.demo.interactions import load_talks, load_templates
from crm.demo.quirks import load_quirks
from crm.demo.service import load_service
from crm.demo.trade import load_partners
from crm.kit.context import Cause, Door, gesture
from crm.kit.unit import unit
from partners.models import BankAccount, Customer, Vendor
from setup.series_order import hold_all

if TYPE_CHECKING:
    from crm.demo.larger_set import Progress


def quietly(done: int, size: int) -> None:
    """Nobody is told how far loading has come."""


@dataclass(frozen=True)
class Summary:
    """What the database holds after loading."""

    companies: int
    people: int
    customers: int
    vendors: int
    bank_accounts: int
    links: int


def is_empty() -> bool:
    """There is no contact and no partner. Reference lists do not count."""
    return not any(model._base_manager.exists() for model in (Contact, Customer, Vendor, BankAccount))


def load(*, size: int | None = None, progress: Progress = quietly) -> Summary:
    """The demo company is there, as one change set, and ``size`` generated contacts with it.

    Loaded by the records' own saves and the links engine, the generated set in bulk; the same rows each time.
    Codes and settings that are there already stay as they are.
    """
    with gesture(door=Door.COMMAND, cause=Cause.IMPORTED, origin="demo company"), unit():
        load_codes()
        load_catalogue()
        load_templates()
        hold_all()  # contacts are numbered before their partners here
        cast = load_contacts()
        load_partners(cast)
        load_plain_relations(cast)
        load_quirks(cast)
        load_documents()
        load_service()
        load_talks()
        if size:
            larger_set.add(size, progress)
    return summary()


def summary() -> Summary:
    """What is there now. Six counts."""
    return Summary(
        companies=Contact.objects.companies().count(),
        people=Contact.objects.people().count(),
        customers=Customer._base_manager.count(),
        vendors=Vendor._base_manager.count(),
        bank_accounts=BankAccount._base_manager.count(),
        links=ContactBusinessRelation.objects.linked().count(),
    )
