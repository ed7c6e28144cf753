"""Who a document is for: contact and customer or vendor belong together and fill it when they are chosen (c.2–c.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contacts.links.creating import owner_of
from contacts.links.kinds import kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from crm.kit.refusal import Refused
from crm.kit.values import column, is_blank, set_value, value_of
from partners.trade import blocks
from partners.trade.kinds import Status
from setup.models import CompanyInformation

if TYPE_CHECKING:
    from partners.trade.models import Document

PLACE = ("name", "name_2", "address", "address_2", "post_code", "city", "county", "country")
"""What is copied of whoever something is sold, billed or shipped to."""

BILL, SHIP = "bill_", "ship_"
IDENTITY = ("vat_registration_no", "fiscal_code", "phone_no", "email")
TERMS = (
    "payment_terms",
    "payment_method",
    "prices_including_vat",
    "vat_business_posting_group",
    "currency",
    "language",
)
TEMPLATED = (
    "vat_business_posting_group", "payment_terms", "payment_method", "shipment_method", "prices_including_vat",
    "currency", "language",
)  # fmt: skip
MATCHED = ("country", "territory", "currency")
"""What a template may be for; blank, it is for all."""


def settle(document: Document) -> None:
    """Contact and partner of ``document`` agree; those newly chosen have filled what was not typed in the same save.

    Raises Refused where they do not belong together, are blocked, or one is missing that the kind cannot do without.
    """
    new_contact = _is_new(document, "contact")
    contact: Contact | None = document.contact
    if contact is not None and new_contact:
        blocks.check_contact(contact)
        if document.party is None:
            setattr(document, document.nature.party, _partner_for(document, contact))
    if document.party is None:
        _without_party(document, new_contact=new_contact)
    else:
        _with_party(document, new_contact=new_contact)
    if document.contact is not None or document.typed & {"contact", document.nature.party}:
        document.contact_company = _company_of(document.contact)


def contact_of(document: Document) -> Contact | None:
    """Whom it is recorded with and written to: its own contact, on both sides (T6).

    Where that was deleted, the company that it belonged to, else the contact that the partner is linked with (D5). A
    query for the latter.
    """
    contact: Contact | None = document.contact or document.contact_company
    return contact or (_linked_contact(document) if document.party is not None else None)


class NoPartner(Refused):
    """``record`` is the contact that has to become a customer or vendor first."""


def partner_of(contact: Contact, party: str, *, own: bool = True) -> Any | None:
    """The customer or vendor of a person by its own link, else by that of its company (c.2-5). One query.

    ``own`` false: that of a person who has a company is not looked at (c.10).
    """
    companies = [contact.company_id] if contact.is_person and contact.company_id else []
    owners = [contact.pk, *companies] if own or not companies else companies
    rows = ContactBusinessRelation.objects.filter(contact__in=owners, **{f"{party}__isnull": False})
    found = {relation.contact_id: getattr(relation, party) for relation in rows.select_related(party)}
    return next((found[owner] for owner in owners if owner in found), None)


def fitting_template(contact: Contact, party: str) -> Any | None:
    """The only template for such contacts; ``None`` where there are several or none. One query."""
    owner = owner_of(contact)
    templates = kind_named(party).templates
    assert templates is not None
    rows = templates._base_manager.filter(contact_type=owner.type)
    fits = [one for one in rows if all(_matches(one, owner, name) for name in MATCHED)]
    special = [one for one in fits if any(getattr(one, f"{name}_id") for name in MATCHED)] or fits
    return special[0] if len(special) == 1 else None


def fill_from_template(document: Document, template: Any) -> None:
    """What the template presets stands where nothing was typed."""
    for name in TEMPLATED:
        _put(document, name, value_of(template, column(type(template), name)))


def give(document: Document, partner: Any) -> None:
    """``document`` is for ``partner``, which fills what it left blank: what it says stands (T2, promise 7)."""
    name = document.nature.party
    setattr(document, name, partner)
    document.kept = _said(document, partner)


def _said(document: Document, partner: Any) -> frozenset[str]:
    """The columns that stand: an address as a whole, the terms of what was accepted, and the bill goes to who pays."""
    said = {field.name for field in document.columns() if not is_blank(value_of(document, field))}
    for prefix in ("", BILL, SHIP):
        block = {prefix + name for name in PLACE}
        said |= block if said & block else set()
    if document.status == Status.ACCEPTED:
        said |= set(TERMS)
    payer = partner.bill_to_customer if document.nature.is_sold else partner.pay_to_vendor
    if payer is not None and payer != partner:
        said -= {BILL + name for name in PLACE}
    return frozenset(said)


def _with_party(document: Document, *, new_contact: bool) -> None:
    name = document.nature.party
    new_party = _is_new(document, name)
    if new_party:
        blocks.check_party(document.party, name)
        _choose_contact(document, typed=new_contact)
        _fill_from_party(document)
        document.customer_template = document.vendor_template = None
    if document.contact is not None and (new_contact or new_party):
        _belong_together(document)
        _address_person(document, document.contact)


def _without_party(document: Document, *, new_contact: bool) -> None:
    contact = document.contact
    if document.nature.needs_party:
        raise _missing(document)
    if contact is None:
        sold = document.nature.is_sold
        sentence = _("Choose a contact or a customer.") if sold else _("Choose a contact or a vendor.")
        raise Refused(sentence, field="contact")
    if new_contact:
        _fill_from_contact(document, contact)
    name = f"{document.nature.party}_template"
    if new_contact and getattr(document, f"{name}_id") is None:
        setattr(document, name, fitting_template(contact, document.nature.party))
    if (template := getattr(document, name)) is not None and _is_new(document, name):
        fill_from_template(document, template)


def _missing(document: Document) -> Refused:
    """What to do where a document cannot be without partner: choose one, or link or create one first (T1)."""
    contact, sold = document.contact, document.nature.is_sold
    if contact is None:
        return Refused(_("Choose a customer.") if sold else _("Choose a vendor."), field=document.nature.party)
    owner = owner_of(contact)
    sentence = (
        _("%(contact)s is not a customer yet. Link it with a customer or create one from it; then go on here.")
        if sold
        else _("%(contact)s is not a vendor yet. Link it with a vendor or create one from it; then go on here.")
    )
    return NoPartner(sentence % {"contact": owner.title}, field="contact", record=owner)


def _partner_for(document: Document, contact: Contact) -> Any | None:
    """Whose partner ``contact`` speaks for: about service its company does, whoever the person is (c.10)."""
    return partner_of(contact, document.nature.party, own=not document.nature.is_service)


def _choose_contact(document: Document, *, typed: bool) -> None:
    """The partner's primary contact, else the one it is linked to; unless one of its own contacts is there (c.3)."""
    party = document.party
    if typed or (document.contact is not None and _partner_for(document, document.contact) == party):
        return
    chosen = party.primary_contact or _linked_contact(document)
    if chosen is not None:
        blocks.check_contact(chosen)
    document.contact = chosen


def _belong_together(document: Document) -> None:
    contact, linked = document.contact, _linked_contact(document)
    assert contact is not None
    own = _partner_for(document, contact)
    if own == document.party or (linked is not None and contact.pk == linked.pk):
        return
    sentence = _("%(contact)s belongs to another company than %(partner)s.")
    values = {"contact": contact.title, "partner": document.party.title}
    raise Refused(sentence % values, field="contact", record=contact)


def _linked_contact(document: Document) -> Contact | None:
    rows = ContactBusinessRelation.objects.filter(**{document.nature.party: document.party.pk})
    relation = rows.select_related("contact").first()
    return relation.contact if relation is not None else None


def _fill_from_party(document: Document) -> None:
    """Sell-to, bill-to and ship-to blocks, and the terms of who pays (c.3, c.4)."""
    party, sold = document.party, document.nature.is_sold
    payer = (party.bill_to_customer if sold else party.pay_to_vendor) or party
    if payer != party:
        blocks.check_party(payer, document.nature.party)
    _put(document, "bill_to_customer" if sold else "pay_to_vendor", payer.pk)
    for name in (*PLACE, *IDENTITY):
        _take(document, name, party, name)
    for name in PLACE:
        _take(document, BILL + name, payer, name)
    for name in TERMS:
        _take(document, name, payer, name)
    _take(document, "shipment_method", party, "shipment_method")
    _take(document, "format_region", party, "format_region")
    _take(document, "contact_name", party, "contact_name")
    _take(document, "salesperson", party, "salesperson" if sold else "purchaser")
    _put(document, "bill_contact", document.contact.pk if document.contact is not None else None)
    _ship(document, party)


def _fill_from_contact(document: Document, contact: Contact) -> None:
    """A quote without partner is written to the company of its contact, or to the person who has none."""
    owner = owner_of(contact)
    for name in (*PLACE, *IDENTITY, "currency", "language", "format_region"):
        _take(document, name, owner, name)
    for name in PLACE:
        _take(document, BILL + name, owner, name)
    _take(document, "salesperson", contact, "salesperson")
    _put(document, "contact_name", contact.name if contact.is_person else "")
    _put(document, "bill_contact", contact.pk)
    _ship(document, owner)


def _address_person(document: Document, contact: Contact) -> None:
    """The document is for the attention of its contact, and goes to that mailbox."""
    if contact.is_person:
        _put(document, "contact_name", contact.name)
    for name in ("phone_no", "email"):
        if value := getattr(contact, name):
            _put(document, name, value)
    if document.salesperson_id is None:
        _take(document, "salesperson", contact, "salesperson")


def _ship(document: Document, party: Any) -> None:
    """What is sold goes to the customer, what is bought comes to us."""
    source = party if document.nature.is_sold else CompanyInformation.current()
    for name in PLACE:
        _take(document, SHIP + name, source, name)


def _take(document: Document, name: str, source: Any, source_name: str) -> None:
    _put(document, name, value_of(source, column(type(source), source_name)))


def _put(document: Document, name: str, value: Any) -> None:
    """``value`` stands in the column, unless something was typed there in this save, or what was there is kept."""
    if name not in document.typed | document.kept:
        set_value(document, column(type(document), name), value)


def _is_new(document: Document, name: str) -> bool:
    """The column points to something it did not point to before."""
    now = getattr(document, f"{name}_id")
    return now is not None and (document.stored is None or getattr(document.stored, f"{name}_id") != now)


def _company_of(contact: Contact | None) -> Contact | None:
    if contact is None:
        return None
    return contact.company if contact.type == ContactType.PERSON else contact


def _matches(template: Any, owner: Contact, name: str) -> bool:
    wanted = getattr(template, f"{name}_id")
    return wanted is None or wanted == getattr(owner, f"{name}_id")
