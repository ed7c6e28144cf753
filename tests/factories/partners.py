"""Valid customers, vendors and bank accounts, and whole firms that are several of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import factory

from contacts.links import engine
from contacts.links.linking import Master, link
from contacts.models import Contact
from partners.models import BankAccount, Customer, CustomerTemplate, Vendor, VendorTemplate
from tests.factories.contacts import CompanyFactory


class _CustomerFactory(factory.django.DjangoModelFactory[Customer]):
    """A customer with a number of its own."""

    class Meta:
        model = Customer

    no = factory.Sequence(lambda n: f"CU{n:05}")
    name = "Nordlys AS"


CustomerFactory: Callable[..., Customer] = _CustomerFactory.create


class _VendorFactory(factory.django.DjangoModelFactory[Vendor]):
    """A vendor with a number of its own."""

    class Meta:
        model = Vendor

    no = factory.Sequence(lambda n: f"VE{n:05}")
    name = "Nordlys AS"


VendorFactory: Callable[..., Vendor] = _VendorFactory.create


class _BankAccountFactory(factory.django.DjangoModelFactory[BankAccount]):
    """A bank account with a number of its own."""

    class Meta:
        model = BankAccount

    no = factory.Sequence(lambda n: f"BA{n:05}")
    name = "Nordlys AS"


BankAccountFactory: Callable[..., BankAccount] = _BankAccountFactory.create


class _CustomerTemplateFactory(factory.django.DjangoModelFactory[CustomerTemplate]):
    """A template for companies."""

    class Meta:
        model = CustomerTemplate

    code = factory.Sequence(lambda n: f"T{n}")


CustomerTemplateFactory: Callable[..., CustomerTemplate] = _CustomerTemplateFactory.create


class _VendorTemplateFactory(factory.django.DjangoModelFactory[VendorTemplate]):
    """A template for companies."""

    class Meta:
        model = VendorTemplate

    code = factory.Sequence(lambda n: f"T{n}")


VendorTemplateFactory: Callable[..., VendorTemplate] = _VendorTemplateFactory.create


@dataclass
class Firm:
    """One company that is customer, vendor and bank account at once."""

    contact: Contact
    customer: Customer
    vendor: Vendor
    bank: BankAccount

    def reload(self) -> Firm:
        """The same firm as the database has it now."""
        for record in (self.contact, self.customer, self.vendor, self.bank):
            record.refresh_from_db()
        return self


def alone(factory_: Any, **values: Any) -> Any:
    """A partner that has no contact, whatever the setup says."""
    with engine.paused():
        return factory_(**values)


def linked(contact: Contact, partner: Any, **options: Any) -> Any:
    """``partner``, linked to ``contact``, the contact's values kept."""
    link(contact, partner, master=Master.CONTACT, **options)
    partner.refresh_from_db()
    contact.refresh_from_db()
    return partner


def firm(**values: Any) -> Firm:
    """A linked firm whose shared values are ``values``. Needs a Marketing Setup at work."""
    contact = CompanyFactory(**values)
    partners = [alone(make) for make in (CustomerFactory, VendorFactory, BankAccountFactory)]
    customer, vendor, bank = (linked(contact, partner) for partner in partners)
    return Firm(contact, customer, vendor, bank)
