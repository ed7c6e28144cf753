"""Declares the three kinds of partner; what they share follows from their class headers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.screens.cards import register_on as offer_interactions
from contacts.links.kinds import LinkKind, Sentences, Shared
from contacts.links.kinds import register as register_kind
from contacts.links.panels import register_kinds as offer_kinds
from contacts.links.receivers import connect_kinds
from contacts.links.screens.creating_many import register_kinds as offer_kinds_to_many
from contacts.links.screens.synchronizing import register_kinds as offer_to_synchronize_many
from partners.models import BankAccount, Customer, CustomerTemplate, Vendor, VendorTemplate
from setup.models import Direction

CUSTOMER = LinkKind(
    name="customer",
    model=Customer,
    order=1,
    label=pgettext_lazy("entity", "Customer"),
    sentences=Sentences(
        no_code=_(
            "To link contacts with customers, first choose the business relation code for customers in Marketing Setup."
        ),
        contact_linked=_("Contact %(contact)s is already linked to customer %(partner)s. Remove that link first."),
        partner_linked=_("Customer %(partner)s is already linked to contact %(contact)s."),
    ),
    relation_setting="customer_relation",
    series_setting="customer_nos",
    renamed=(Shared("type", "contact_type", Direction.TO_PARTNER),),
    type_column="contact_type",
    primary_contact=True,
    copied=("fiscal_code",),
    people=True,
    templates=CustomerTemplate,
)
VENDOR = LinkKind(
    name="vendor",
    model=Vendor,
    order=2,
    label=pgettext_lazy("entity", "Vendor"),
    sentences=Sentences(
        no_code=_(
            "To link contacts with vendors, first choose the business relation code for vendors in Marketing Setup."
        ),
        contact_linked=_("Contact %(contact)s is already linked to vendor %(partner)s. Remove that link first."),
        partner_linked=_("Vendor %(partner)s is already linked to contact %(contact)s."),
    ),
    relation_setting="vendor_relation",
    series_setting="vendor_nos",
    primary_contact=True,
    copied=("fiscal_code",),
    salesperson_seed="purchaser",
    templates=VendorTemplate,
)
BANK_ACCOUNT = LinkKind(
    name="bank_account",
    model=BankAccount,
    order=3,
    label=pgettext_lazy("entity", "Bank Account"),
    sentences=Sentences(
        no_code=_(
            "To link contacts with bank accounts, first choose the business relation code for bank accounts in"
            " Marketing Setup."
        ),
        contact_linked=_("Contact %(contact)s is already linked to bank account %(partner)s. Remove that link first."),
        partner_linked=_("Bank account %(partner)s is already linked to contact %(contact)s."),
    ),
    relation_setting="bank_account_relation",
    series_setting="bank_account_nos",
    salesperson_seed="our_contact",
)


def register() -> None:
    """Contacts can be linked to customers, vendors and bank accounts."""
    for kind in (CUSTOMER, VENDOR, BANK_ACCOUNT):
        register_kind(kind)
    connect_kinds()
    offer_kinds()
    offer_kinds_to_many()
    offer_to_synchronize_many()
    for kind in (CUSTOMER, VENDOR, BANK_ACCOUNT):
        offer_interactions(kind.model)
