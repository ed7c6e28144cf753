"""Primary contact and contact name of a customer or vendor (C6–C8, H4, rulings 3 and 7)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contacts.links import creating, engine
from contacts.links.circle import lock_hub, origin_of
from contacts.links.creating import primary_id
from contacts.links.kinds import LinkKind, kind_of
from contacts.links.linking import Master, link
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from contacts.sharing import SharingRecord
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because
from crm.kit.refusal import Refused
from setup.models import MarketingSetup


def lock(partner: SharingRecord) -> None:
    """Before a partner gets another primary contact or none, lock who it was, who it will be, and the latter's company.

    A rename then comes before or after all of it. The partner is compared anew with its row, now that it is locked.
    """
    kind = kind_of(type(partner))
    if kind is None or not kind.primary_contact or not is_chosen(partner):
        return
    contact = _primary_contact(partner)
    if contact is not None and partner.circle is None:
        lock_hub(contact.company_id or contact.pk)
    before = primary_id(partner.stored) if partner.stored else None
    concerned = [pk for pk in (before, primary_id(partner)) if pk is not None]
    list(Contact.stored_rows().filter(pk__in=concerned).order_by("type", "pk").values_list("pk"))
    if partner.stored is not None:
        engine.hold(partner, kind)


def settle(partner: SharingRecord) -> None:
    """The primary contact belongs to the partner's company and its name is the contact name; or the save is refused.

    A person chosen for a partner without contact links that person's company (or a new one) to the partner (H4). A name
    typed where there was neither name nor primary contact becomes a person of the company (C7).
    """
    kind = kind_of(type(partner))
    if kind is None or not kind.primary_contact:
        return
    if is_chosen(partner):
        _settle_chosen(partner, kind)
    elif is_newly_named(partner):
        _create_person(partner, kind)


def is_chosen(partner: SharingRecord) -> bool:
    """Another primary contact was chosen, or none."""
    if partner.stored is None:
        return primary_id(partner) is not None
    return "primary_contact" in partner.diff


def _settle_chosen(partner: SharingRecord, kind: LinkKind) -> None:
    # Read anew: it may have been renamed until its company was locked.
    chosen = primary_id(partner)
    contact = None if chosen is None else Contact._base_manager.filter(pk=chosen).first()
    if contact is None:
        if "contact_name" not in partner.diff:
            _write(partner, contact_name="")
        return
    if not (contact.is_person and getattr(partner, kind.type_column or "type", None) == ContactType.PERSON):
        _belong_together(partner, kind, contact)
    _write(partner, contact_name=contact.name if contact.is_person else "")


def _belong_together(partner: SharingRecord, kind: LinkKind, contact: Contact) -> None:
    hub = _hub_of(partner, kind)
    if hub is None:
        _restore_link(partner, kind, contact)
    elif contact.pk != hub.pk and contact.company_id != hub.pk:
        sentence = _("%(contact)s does not belong to %(company)s, the contact of %(partner)s.")
        values = {"contact": contact.title, "company": hub.title, "partner": partner.title}
        raise Refused(sentence % values, field="primary_contact", record=hub)


def _restore_link(partner: SharingRecord, kind: LinkKind, contact: Contact) -> None:
    if not contact.is_person:
        sentence = _("%(contact)s is not linked to %(partner)s. Link them first.")
        values = {"contact": contact.title, "partner": partner.title}
        raise Refused(sentence % values, field="primary_contact", record=contact)
    if contact.company is not None:
        link(contact.company, partner, master=Master.PARTNER)
        partner.refresh_from_db()
        return
    created = creating.contact_from(partner, kind, MarketingSetup.current())
    contact.company_id = created.record.pk
    contact.save()


def is_newly_named(partner: SharingRecord) -> bool:
    """A contact name was typed where there was neither name nor primary contact."""
    name_before = partner.stored.contact_name if partner.stored else ""  # type: ignore[attr-defined]
    primary_before = primary_id(partner.stored) if partner.stored else None
    has_name = bool(partner.contact_name)  # type: ignore[attr-defined]
    return has_name and not name_before and primary_before is None and primary_id(partner) is None


def _create_person(partner: SharingRecord, kind: LinkKind) -> None:
    hub = _hub_of(partner, kind)
    if hub is None:
        return
    with because(Cause.CREATED, origin_of(partner)):
        name: str = partner.contact_name  # type: ignore[attr-defined]
        person = Contact(type=ContactType.PERSON, name=name, company=None if hub.is_person else hub)
        person.save()
        _write(partner, primary_contact=person.pk)


def _hub_of(partner: SharingRecord, kind: LinkKind) -> Contact | None:
    rows = ContactBusinessRelation.objects.filter(**{kind.name: partner.pk}).select_related("contact")
    relation = rows.first()
    return relation.contact if relation is not None else None


def _write(partner: SharingRecord, **values: object) -> None:
    # The row is locked by its own update; the copy in memory may be older than what a rename wrote to the row.
    standing = type(partner)._base_manager.filter(pk=partner.pk).values(*values).get()
    changes = []
    for name, new in values.items():
        old = standing[name]
        if old != new:
            changes.append(FieldChange(name, old, new))
    write_rows([Write(partner, tuple(changes))])


def _primary_contact(partner: SharingRecord) -> Contact | None:
    found: Contact | None = getattr(partner, "primary_contact", None)
    return found
