"""Create a partner from a contact, and a contact from a partner (decisions C1–C5, rules C1, C2, E, F)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from contacts.links import engine
from contacts.links.circle import Link, link_from, lock_with_people, origin_of, read_circle
from contacts.links.eligibility import check_contact, relation_code
from contacts.links.kinds import LinkKind, all_kinds, kind_of
from contacts.links.linking import make_person_primary
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import Plan, Spread
from contacts.models import Contact, ContactType
from contacts.sharing import SharingRecord
from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because
from crm.kit.deletion import Consequences, grouped
from crm.kit.models import Record
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from crm.kit.values import column, is_blank, set_value, value_of
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeries


@dataclass(frozen=True)
class Created:
    """What creating did: the new record, the relation that links it, and what went to others."""

    record: SharingRecord
    relation: ContactBusinessRelation
    plan: Plan = Plan()


def owner_of(contact: Contact) -> Contact:
    """Whom a partner is created for: the company of a person, or the contact itself (C3, E2)."""
    return contact.company if contact.is_person and contact.company is not None else contact


def templates_for(contact: Contact, kind: LinkKind) -> list[Any]:
    """The templates that fit the contact that will be linked, by code (ruling 12). Banks have none."""
    if kind.templates is None:
        return []
    return list(kind.templates._base_manager.filter(contact_type=owner_of(contact).type).order_by("pk"))


def choose_template(contact: Contact, kind: LinkKind) -> Any | None:
    """The only template that fits; ``None`` where none does. Raises Refused, listing them, where several do (C4)."""
    fitting = templates_for(contact, kind)
    if len(fitting) > 1:
        listed = ", ".join(str(template.pk) for template in fitting)
        raise Refused(_("Several templates fit: %(templates)s. Choose one.") % {"templates": listed}, field="template")
    return fitting[0] if fitting else None


def draft_partner(contact: Contact, kind: LinkKind, template: Any | None = None, no: str = "") -> SharingRecord:
    """The partner that would be created, unsaved: the contact's values, the template's where those are blank (E5)."""
    owner = owner_of(contact)
    check_contact(owner, kind)
    partner = kind.model(no=no)
    for shared in kind.shared:
        _copy(owner, shared.contact, partner, shared.partner)
    for name in kind.copied:
        _copy(owner, name, partner, name)
    for name in template.presets() if template is not None else ():
        field = column(kind.model, name)
        preset = getattr(template, field.attname)
        if _untouched(value_of(partner, field), field) and not is_blank(preset):
            set_value(partner, field, preset)
    if template is not None and template.no_series_id is not None:
        partner.no_series_id = template.no_series_id
    return partner


def create_partner(contact: Contact, kind: LinkKind, template: Any | None = None, no: str = "") -> Created:
    """A new partner of ``kind`` is linked to the contact (a person's company) and equal to it in every shared field.

    Values of the template in shared fields go back to the contact, and on to its other partners, at once (C3). Locks
    the contact, then takes the number. Raises Refused and NumberingError.
    """
    with unit(), because(Cause.CREATED, origin_of(owner_of(contact))):
        owner = owner_of(contact)
        hub, people = lock_with_people(owner.pk, renamed=owner.is_person)
        circle = read_circle(hub, people=people, renamed=hub.is_person)
        partner = draft_partner(hub, kind, template, no)
        with engine.paused():
            partner.save()
        relation = join(hub, partner, kind)
        spread = Spread(circle)
        changes = [_back(hub, shared.contact, partner, shared.partner) for shared in kind.shared]
        diff = spread.to_contact(
            hub, [change for change in changes if change.old != change.new], Cause.CREATED, origin_of(partner)
        )
        spread.to_partners(hub, {name: new for name, (_old, new) in diff.items()}, source=partner)
        spread.to_people(hub, diff)
        engine.apply(spread.plan())
        make_person_primary(Link(kind, relation, partner))
        return Created(partner, relation, spread.plan())


def create_contact(partner: SharingRecord) -> Created:
    """The partner has a contact, new and linked. Raises Refused without relation code (C10) or where it has one."""
    kind = kind_of(type(partner))
    assert kind is not None
    with unit():
        locked = partner.locked()
        standing = ContactBusinessRelation.objects.filter(**{kind.name: partner.pk}).select_related("contact").first()
        if standing is not None:
            sentence = str(kind.sentences.partner_linked)
            raise Refused(sentence % {"partner": partner.title, "contact": standing.contact.title})
        return contact_from(locked, kind, MarketingSetup.current())


def open_contact(partner: SharingRecord) -> None:
    """A partner just created has its contact if relation code and contact number series are set (C1)."""
    kind = kind_of(type(partner))
    if kind is None or partner.circle is not None:
        return
    if engine.opens_contact(partner, kind):
        contact_from(partner, kind, MarketingSetup.current())


def contact_from(partner: SharingRecord, kind: LinkKind, setup: MarketingSetup) -> Created:
    """A new contact made of the partner's values, linked to it (C2). Marketing defaults are not applied."""
    code = relation_code(kind, setup)
    with because(Cause.CREATED, origin_of(partner)):
        contact = draft_contact(partner, kind, setup)
        contact.business_relation = kind.name
        if partner.taken_along and setup.contact_nos is not None:
            ((number, contact.number_warning),) = partner.taken_along
            contact.assign(number, setup.contact_nos)
            partner.taken_along = ()
        contact.save()
        relation = ContactBusinessRelation(contact=contact, business_relation_id=code, **{kind.name: partner})
        with engine.paused():
            relation.save()
        make_person_primary(Link(kind, relation, partner))
    return Created(contact, relation)


def draft_contact(partner: SharingRecord, kind: LinkKind, setup: MarketingSetup) -> Contact:
    """The contact that would be created for ``partner``, unsaved and without number."""
    contact = Contact(type=getattr(partner, kind.type_column) if kind.type_column else ContactType.COMPANY)
    contact.skip_defaults = True
    for shared in kind.shared:
        _copy(partner, shared.partner, contact, shared.contact)
    if kind.salesperson_seed:
        contact.salesperson_id = getattr(partner, f"{kind.salesperson_seed}_id")
    by_type = setup.person_salutation_id if contact.is_person else setup.company_salutation_id
    contact.salutation_id = by_type
    return contact


def join(contact: Contact, partner: SharingRecord, kind: LinkKind, code: str | None = None) -> ContactBusinessRelation:
    """The relation row that links both, saved; a plain relation under the same code becomes it (D5.3)."""
    code = code or relation_code(kind)
    plain = ContactBusinessRelation.objects.filter(contact=contact, business_relation=code).first()
    relation = plain or ContactBusinessRelation(contact=contact, business_relation_id=code)
    if any(getattr(relation, f"{one.name}_id") is not None for one in all_kinds()):
        sentence = _("Contact %(contact)s already has the business relation %(code)s. Use one code for each kind.")
        raise Refused(sentence % {"contact": contact.no, "code": code}, record=contact)
    relation.contact = contact
    setattr(relation, kind.name, partner)
    relation.save()
    return relation


def partners_stay(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """The partners of a deleted contact stay, no longer linked (D1). One query, one more for each kind."""
    keys = [record.pk for record in records]
    rows = ContactBusinessRelation.objects.filter(contact__in=keys).linked()
    # Not joined: where many rows are new to the database, it would expect few and look for each of them in all.
    relations = rows.order_by("contact_id", "business_relation_id").prefetch_related(*(one.name for one in all_kinds()))
    own = grouped(relations, "contact_id")
    return [Consequences(stays=tuple(link_from(one).partner for one in own.get(key, ()))) for key in keys]


def contact_stays(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """The contact of a deleted partner stays, no longer linked (D2). Two queries."""
    kind = kind_of(type(records[0]))
    assert kind is not None
    keys = [record.pk for record in records]
    rows = ContactBusinessRelation.objects.filter(**{f"{kind.name}__in": keys})
    own = grouped(rows.order_by("pk").prefetch_related("contact"), f"{kind.name}_id")
    return [Consequences(stays=tuple(one.contact for one in own.get(key, ()))) for key in keys]


def primary_id(partner: SharingRecord) -> int | None:
    """The key of the partner's primary contact; ``None`` without one."""
    found: int | None = getattr(partner, "primary_contact_id", None)
    return found


def series_of(kind: LinkKind, setup: MarketingSetup) -> NumberSeries | None:
    """The number series for new partners of ``kind``."""
    series: NumberSeries | None = getattr(setup, kind.series_setting)
    return series


def _copy(source: SharingRecord, source_name: str, target: SharingRecord, target_name: str) -> None:
    set_value(target, column(type(target), target_name), value_of(source, column(type(source), source_name)))


def _back(hub: Contact, contact_name: str, partner: SharingRecord, partner_name: str) -> FieldChange:
    ours = value_of(hub, column(Contact, contact_name))
    return FieldChange(contact_name, ours, value_of(partner, column(type(partner), partner_name)))


def _untouched(value: Any, field: Any) -> bool:
    return is_blank(value) or (field.has_default() and value == field.get_default())
