"""The pages of customers, vendors and bank accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.cards import shared_card
from crm.kit.blocking import register_block
from crm.kit.cards import Section, register_panel
from crm.kit.display import caption, linked, text_of
from crm.kit.fates import Fate, register_fate
from crm.kit.masking import protect
from crm.kit.screens.assigning import Assignment, register_assignments
from crm.kit.screens.declaration import Column, Menu, Missing, Screens
from crm.kit.values import column
from partners.filters import PartnerFilters
from partners.forms import PartnerForm
from partners.models import BankAccount, Customer, Vendor
from partners.setup_screens import LINKING
from setup.models import MarketingSetup
from setup.screens import series_missing

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

ADDRESS = (
    "address", "address_2", "post_code", "city", "county", "country",
    "phone_no", "mobile_phone_no", "email", "home_page",
)  # fmt: skip
FURTHER = ("fax_no", "telex_no", "telex_answer_back", "language", "territory", "format_region")


def contact_of(partner: Any) -> str | SafeString:
    """The contact that is linked to ``partner``."""
    relation = getattr(partner, "link", None)
    return linked(relation.contact) if relation is not None else ""


CONTACT = Column("link", contact_of, pgettext_lazy("entity", "Contact"))


FATES: dict[type[Any], Fate] = {
    Customer: Fate(_("Customer %(record)s will be deleted."), _("Customer %(record)s stays, no longer linked.")),
    Vendor: Fate(_("Vendor %(record)s will be deleted."), _("Vendor %(record)s stays, no longer linked.")),
    BankAccount: Fate(
        _("Bank account %(record)s will be deleted."), _("Bank account %(record)s stays, no longer linked.")
    ),
}
"""What deletions say of them (M13)."""


def how_blocked(record: Any) -> str:
    """Whether a partner is blocked, and for what; for privacy before anything else."""
    model = type(record)
    if getattr(record, "privacy_blocked", False):
        return caption(model, "privacy_blocked")
    if not record.blocked:
        return ""
    words = text_of(column(model, "blocked"), record.blocked, {}) if record.blocked is not True else ""
    return ": ".join(filter(None, (caption(model, "blocked"), words)))


def bars_choosing(record: Any) -> str:
    """Why a partner is not chosen any more; a vendor who is blocked for payments only can still be."""
    free = isinstance(record, Vendor) and not record.privacy_blocked and record.blocked == Vendor.Blocked.PAYMENT
    return "" if free else how_blocked(record)


class PartnerScreens(Screens):
    """What the three lists have in common."""

    related = ("link__contact",)
    sortable = {"no": "no", "name": "sort_name"}
    filterset = PartnerFilters
    form = PartnerForm

    def missing(self) -> Missing | None:
        """Without a number series nobody gets a number."""
        names: dict[Any, str] = {Customer: "customer_nos", Vendor: "vendor_nos", BankAccount: "bank_account_nos"}
        return series_missing(self.model, names[self.model])

    def chip(self, record: Any) -> tuple[str, str] | None:
        """Blocked, where it is, and for what; for privacy before anything else (P31)."""
        words = how_blocked(record)
        return ("bad", words) if words else None


class CustomerScreens(PartnerScreens):
    """Whom we sell to."""

    model = Customer
    everything = pgettext_lazy("filter.customers", "All")
    prefix = "customers/"
    columns = ("no", "name", "city", "phone_no", CONTACT, "contact_name", "salesperson", "credit_limit", "blocked")
    filters = ("salesperson", "country", "territory", "customer_posting_group", "payment_terms", "blocked", "city")
    menu = Menu(
        pgettext_lazy("navigation", "Sales"), 20, "store", pgettext_lazy("synonyms", "client, buyer, credit limit")
    )
    new_title = _("New customer")
    empty = _("No customers yet.")
    about = _("Whom you sell to. A customer can also be created from its contact.")
    card = shared_card(
        Customer,
        sections=(
            Section(
                pgettext_lazy("section", "General"),
                ("no", "name", "contact_type", "credit_limit", "blocked"),
                more=("search_name", "privacy_blocked", "salesperson", "modified_at", "name_2", "our_account_no"),
                promoted=("name",),
            ),
            Section(
                pgettext_lazy("section", "Address & Contact"),
                (*ADDRESS, "primary_contact", "contact_name"),
                more=FURTHER,
                promoted=("post_code", "email", "contact_name"),
            ),
            Section(
                pgettext_lazy("section", "Invoicing"),
                (
                    "bill_to_customer", "vat_registration_no", "fiscal_code", "sdi_recipient_code", "certified_email",
                    "general_business_posting_group", "vat_business_posting_group", "customer_posting_group",
                    "currency", "price_group", "discount_group", "prices_including_vat",
                ),
                more=("registration_number", "gln", "eori_number"),
                promoted=(
                    "general_business_posting_group", "customer_posting_group", "price_group", "discount_group",
                ),
            ),
            Section(
                pgettext_lazy("section", "Payments"),
                ("payment_terms", "payment_method", "prepayment_percent", "preferred_bank_account"),
                more=("reminder_terms",),
                promoted=("payment_terms",),
            ),
            Section(pgettext_lazy("section", "Shipping"), ("location", "shipment_method"), promoted=("location",)),
        )
    )  # fmt: skip


class VendorScreens(PartnerScreens):
    """Whom we buy from."""

    model = Vendor
    everything = pgettext_lazy("filter.vendors", "All")
    prefix = "vendors/"
    columns = ("no", "name", "city", "phone_no", CONTACT, "contact_name", "purchaser", "blocked")
    filters = ("purchaser", "country", "territory", "vendor_posting_group", "payment_terms", "blocked", "city")
    menu = Menu(
        pgettext_lazy("navigation", "Purchases"), 30, "factory", pgettext_lazy("synonyms", "supplier, creditor")
    )
    new_title = _("New vendor")
    empty = _("No vendors yet.")
    about = _("Whom you buy from. A vendor can also be created from its contact.")
    card = shared_card(
        Vendor,
        sections=(
            Section(
                pgettext_lazy("section", "General"),
                ("no", "name", "blocked"),
                more=("search_name", "purchaser", "privacy_blocked", "modified_at", "name_2"),
                promoted=("name",),
            ),
            Section(
                pgettext_lazy("section", "Address & Contact"),
                (*ADDRESS, "primary_contact", "contact_name", "our_account_no"),
                more=FURTHER,
                promoted=("post_code", "email", "contact_name"),
            ),
            Section(
                pgettext_lazy("section", "Invoicing"),
                (
                    "vat_registration_no", "fiscal_code", "pay_to_vendor", "general_business_posting_group",
                    "vat_business_posting_group", "vendor_posting_group", "currency", "prices_including_vat",
                ),
                more=("registration_number", "gln", "eori_number"),
                promoted=("general_business_posting_group", "vendor_posting_group"),
            ),
            Section(
                pgettext_lazy("section", "Payments"),
                ("payment_terms", "payment_method", "preferred_bank_account", "creditor_no", "prepayment_percent"),
                promoted=("payment_terms", "payment_method"),
            ),
            Section(
                pgettext_lazy("section", "Receiving"),
                ("location", "shipment_method"),
                promoted=("location", "shipment_method"),
            ),
        )
    )  # fmt: skip


class BankAccountScreens(PartnerScreens):
    """Where our money is."""

    model = BankAccount
    everything = pgettext_lazy("filter.banks", "All")
    prefix = "bank-accounts/"
    columns = ("no", "name", "iban", "currency", CONTACT, "contact_name", "phone_no", "our_contact", "blocked")
    filters = ("currency", "country", "posting_group", "our_contact", "blocked", "city")
    menu = Menu(_("Bank"), 40, "landmark", pgettext_lazy("synonyms", "bank, IBAN"))
    new_title = _("New bank account")
    empty = _("No bank accounts yet.")
    about = _("Where your money is.")
    card = shared_card(
        BankAccount,
        sections=(
            Section(
                pgettext_lazy("section", "General"),
                ("no", "name", "bank_branch_no", "bank_account_no", "our_contact", "blocked"),
                more=("search_name", "modified_at", "name_2", "min_balance"),
                promoted=("name", "bank_account_no"),
            ),
            Section(
                pgettext_lazy("section", "Communication"),
                (*ADDRESS, "contact_name"),
                more=FURTHER[:-1],
                promoted=("email",),
            ),
            Section(
                _("Posting"),
                ("currency", "posting_group", "last_statement_no", "last_statement_balance"),
                promoted=("currency", "posting_group"),
            ),
            Section(
                pgettext_lazy("section", "Transfer"),
                ("iban", "swift_code", "transit_no"),
                more=("creditor_no",),
                promoted=("iban", "swift_code"),
            ),
        ),
    )


def register() -> None:
    """Bank details can be read in full with the banking permission only; Marketing Setup shows the state of linking."""
    register_panel(MarketingSetup, LINKING)
    for model, fate in FATES.items():
        register_block(model, bars_choosing)
        register_fate(model, fate)
    territory = Assignment("territory", "assign-territory", _("Assign territory"), 21)
    terms = Assignment("payment_terms", "assign-terms", _("Set payment terms"), 22)
    blocked = Assignment("blocked", "block", _("Block or unblock"), 30)
    salesperson = Assignment("salesperson", "assign-salesperson", _("Assign salesperson"), 20)
    purchaser = Assignment("purchaser", "assign-purchaser", _("Assign purchaser"), 20)
    register_assignments(Customer, salesperson, territory, terms, blocked)
    register_assignments(Vendor, purchaser, territory, terms, blocked)
    protect(BankAccount, "iban", "bank_account_no", "swift_code", permission="partners.view_bank_details")
