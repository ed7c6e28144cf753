"""The pages of contacts: list, card, forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from contacts.cards import shared_card
from contacts.deletion import PEOPLE
from contacts.formats.banking import format_iban
from contacts.forms import AlternativeAddressForm, ContactForm
from contacts.models import AlternativeAddress, AlternativeAddressDateRange, Contact, ContactType, RelationSummary
from contacts.sharing import SharingRecord
from crm.kit.addresses import page_url
from crm.kit.blocking import register_block
from crm.kit.cards import (
    BulkAction,
    Card,
    Mark,
    Page,
    Panel,
    Place,
    Section,
    register_bulk_action,
    register_marks,
    register_page,
    register_panel,
)
from crm.kit.display import caption, linked, register_format
from crm.kit.fates import Fate, register_fate
from crm.kit.permissions import may, name_of
from crm.kit.phones import format_phone
from crm.kit.screens.assigning import Assignment, register_assignments
from crm.kit.screens.declaration import Column, DeleteChoice, Inline, Menu, Missing, Screens
from crm.kit.screens.delete_many import DeleteManyScreen
from setup.screens import series_missing

if TYPE_CHECKING:
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from crm.kit.models import Record

OF_PEOPLE = frozenset({
    "company", "company_name", "job_title", "first_name", "middle_name", "surname", "initials",
    "organizational_level", "minor", "parental_consent_received",
})  # fmt: skip
"""Fields that make sense for people only."""

PEOPLE_SHOWN = 50


def hidden_fields(contact: Contact) -> frozenset[str]:
    """A company has no company, no name parts and no job."""
    return frozenset() if contact.is_person else OF_PEOPLE


def company_of(contact: Contact) -> str | SafeString:
    """The company of a person; a company has none to show."""
    return linked(contact.company, name=contact.company_name) if contact.is_person else ""


def relation_of(contact: Contact) -> str:
    """What the contact is to us; blank for nothing."""
    return "" if contact.business_relation == RelationSummary.NONE else contact.get_business_relation_display()


CARD = shared_card(
    Contact,
    sections=(
        Section(
            pgettext_lazy("section", "General"),
            ("no", "name", "type", "company", "business_relation", "salesperson", "job_title"),
            more=(
                "first_name", "middle_name", "surname", "initials", "name_2", "search_name", "salutation",
                "organizational_level", "modified_at", "exclude_from_segment", "privacy_blocked", "minor",
                "parental_consent_received", "registration_number", "fiscal_code", "external_id",
            ),
            promoted=("name", "company", "salesperson"),
        ),
        Section(
            pgettext_lazy("section", "Communication"),
            (
                "address", "address_2", "post_code", "city", "county", "country",
                "phone_no", "mobile_phone_no", "email", "home_page", "language",
            ),
            more=(
                "email_2", "extension_no", "pager", "fax_no", "telex_no", "telex_answer_back", "correspondence_type",
                "format_region",
            ),
            promoted=("post_code", "phone_no", "mobile_phone_no", "email", "language"),
        ),
        Section(
            pgettext_lazy("section", "Foreign Trade"),
            ("currency", "territory", "vat_registration_no"),
            promoted=("vat_registration_no",),
        ),
    ),
    hidden=hidden_fields,
)  # fmt: skip


class ContactScreens(Screens):
    """Companies and people."""

    model = Contact
    prefix = ""
    columns = (
        "no",
        "name",
        Column("company", company_of, _("Company Name")),
        Column("business_relation", relation_of),
        "phone_no",
        "mobile_phone_no",
        "email",
        "city",
        "salesperson",
    )
    related = ("company",)
    sortable = {"no": "no", "name": "sort_name", "email": "email"}
    filters = (
        "type",
        "business_relation",
        "salesperson",
        "country",
        "territory",
        "language",
        "city",
        "privacy_blocked",
    )
    everything = pgettext_lazy("filter.contacts", "All")
    card = CARD
    form = ContactForm
    presets = ("type", "company")
    menu = Menu(
        _("CRM"), 10, "contact-round", pgettext_lazy("synonyms", "lead, prospect, company, person, address book")
    )
    new_title = _("New contact")
    empty = _("No contacts yet.")
    about = _("Companies and people you deal with, whether or not they are customers or vendors.")

    delete_choices = (DeleteChoice(PEOPLE, lambda contact: people_to_delete(contact)),)

    def missing(self) -> Missing | None:
        """Without a number series nobody gets a number."""
        return series_missing(Contact, "contact_nos")

    def chip(self, record: Contact) -> tuple[str, str] | None:
        """Blocked for privacy, where it is (P11)."""
        return ("bad", caption(Contact, "privacy_blocked")) if record.privacy_blocked else None

    def new_links(self) -> tuple[tuple[str | Promise, str], ...]:
        """A company or a person."""
        return (
            (_("New company"), f"?type={ContactType.COMPANY}"),
            (_("New person"), f"?type={ContactType.PERSON}"),
        )


class AlternativeAddressScreens(Screens):
    """Other addresses of a contact; they are reached from its card."""

    model = AlternativeAddress
    prefix = "alternative-addresses/"
    columns = ("code", Column("contact", lambda row: linked(row.contact)), "address", "post_code", "city", "country")
    related = ("contact",)
    sortable = {"contact": "contact_id"}
    default_sort = "contact"
    card = Card(
        sections=(
            Section(pgettext_lazy("section", "General"), ("contact", "code", "company_name")),
            Section(
                pgettext_lazy("entity", "Address"), ("address", "address_2", "post_code", "city", "county", "country")
            ),
            Section(
                pgettext_lazy("section", "Communication"),
                ("phone_no", "mobile_phone_no", "email", "home_page", "fax_no"),
            ),
        )
    )
    form = AlternativeAddressForm
    presets = ("contact",)
    inlines = (Inline(AlternativeAddressDateRange, ("starting_date", "ending_date")),)
    new_title = _("New alternative address")
    empty = _("No alternative addresses yet.")


def people_to_delete(contact: Contact) -> str:
    """What deleting the people of a company too would mean; blank where it has none."""
    count = contact.people.count()
    sentence = ngettext("Delete its %(count)s person too", "Delete its %(count)s people too", count)
    return sentence % {"count": count} if count else ""


def people_of(contact: Contact, request: HttpRequest) -> dict[str, Any] | None:
    """The people of a company, the first of them. Two queries."""
    if contact.is_person:
        return None
    people = list(contact.people.order_by("sort_name", "pk")[: PEOPLE_SHOWN + 1])
    new_url = f"{page_url(Contact, 'new')}?type={ContactType.PERSON}&company={contact.pk}"
    return {
        "people": [(linked(person), person) for person in people[:PEOPLE_SHOWN]],
        "has_more": len(people) > PEOPLE_SHOWN,
        "new_url": new_url if may(request.user, "add", Contact) else "",
    }


def addresses_of(contact: Contact, request: HttpRequest) -> dict[str, Any]:
    """The alternative addresses of a contact. One query."""
    return {
        "addresses": [(linked(one), one) for one in contact.alternative_addresses.all()],
        "new_url": f"{page_url(AlternativeAddress, 'new')}?contact={contact.pk}"
        if may(request.user, "add", AlternativeAddress)
        else "",
    }


def pins(record: Record) -> dict[str, tuple[Mark, ...]]:
    """The values of a record that synchronizing leaves alone (decisions S5)."""
    words = now_("Pinned: the linked records do not overwrite this value.")
    return {name: (Mark("📌", words),) for name in getattr(record, "pinned", ())}


def register() -> None:
    """The card of a contact shows its people and its other addresses; pinned values are marked on every card.

    Phones and IBANs are shown as they are printed. Who is blocked for privacy is not chosen anywhere.
    """
    register_block(Contact, lambda contact: caption(Contact, "privacy_blocked") if contact.privacy_blocked else "")
    goes, stays = _("Contact %(record)s will be deleted."), _("Contact %(record)s stays, no longer linked.")
    register_fate(Contact, Fate(goes, stays))
    people = Panel(_("People"), "contacts/people.html", people_of, Place.MAIN, 10)
    addresses = Panel(_("Alternative Addresses"), "contacts/addresses.html", addresses_of, Place.MAIN, 20)
    register_panel(Contact, people)
    register_panel(Contact, addresses)
    register_assignments(
        Contact,
        Assignment("salesperson", "assign-salesperson", _("Assign salesperson"), 20),
        Assignment("territory", "assign-territory", _("Assign territory"), 21),
    )
    register_page(Contact, Page("delete-many", DeleteManyScreen, of_list=True))
    delete = BulkAction(pgettext_lazy("action", "Delete"), "delete-many", name_of("delete", Contact), 90)
    register_bulk_action(Contact, delete)
    register_marks(SharingRecord, pins)
    register_format("phone_no", format_phone)
    register_format("mobile_phone_no", format_phone)
    register_format("iban", format_iban)
