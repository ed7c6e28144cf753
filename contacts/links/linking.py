"""Link, unlink, pause, resume and pin (decisions L1–L4, S5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from contacts.links import engine
from contacts.links.circle import Circle, Link, lock_hub, lock_with_people, origin_of, read_circle
from contacts.links.eligibility import check_contact, check_partner, relation_code
from contacts.links.kinds import LinkKind, kind_of
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import Plan, differing, link_plan
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because
from crm.kit.refusal import Refused
from crm.kit.unit import unit


class Master(StrEnum):
    """Whose values are kept where both sides have one."""

    CONTACT = "contact"
    PARTNER = "partner"


@dataclass(frozen=True)
class Linked:
    """What linking did."""

    relation: ContactBusinessRelation
    plan: Plan


def preview_link(
    contact: Contact,
    partner: SharingRecord,
    *,
    master: Master = Master.CONTACT,
    blanks_win: bool = False,
    choices: Mapping[str, bool] | None = None,
) -> Plan:
    """What ``link`` would write. Reads only; raises Refused where linking would be refused."""
    kind = _kind(partner)
    check_contact(contact, kind)
    check_partner(partner, kind)
    people = [] if contact.is_person else list(contact.people.order_by("pk"))
    circle = read_circle(contact, people=people, renamed=contact.is_person)
    return _plan(circle, _joined(circle, kind, contact, partner), master, blanks_win, choices)


def link(
    contact: Contact,
    partner: SharingRecord,
    *,
    master: Master = Master.CONTACT,
    blanks_win: bool = False,
    choices: Mapping[str, bool] | None = None,
) -> Linked:
    """Contact and partner are linked and equal in every shared field, in one unit (L2).

    The master's values are kept, but a blank never beats a value unless ``blanks_win``; ``choices`` maps a contact
    column to "the contact's value is kept" where somebody chose. Locks the contact, its people, then the partner.
    Raises Refused.
    """
    kind = _kind(partner)
    with unit(), because(Cause.LINKED, origin_of(partner)):
        hub, people = lock_with_people(contact.pk, renamed=contact.is_person)
        locked = partner.locked()
        check_contact(hub, kind)
        check_partner(locked, kind)
        circle = read_circle(hub, people=people, renamed=hub.is_person)
        circle.replace(locked)
        joined = _joined(circle, kind, hub, locked)
        plan = _plan(circle, joined, master, blanks_win, choices)
        joined.relation.save()
        engine.apply(plan)
        make_person_primary(joined)
        return Linked(joined.relation, plan)


def unlink(relation: ContactBusinessRelation) -> None:
    """The relation is gone; both records keep their values (L3)."""
    with unit(), because(Cause.UNLINKED):
        relation.delete()


def pause(relation: ContactBusinessRelation) -> None:
    """Nothing travels over the link until it is resumed (S5)."""
    with unit():
        lock_hub(relation.contact_id)
        relation.paused = True
        relation.save(update_fields=["paused"])


def resume(relation: ContactBusinessRelation) -> tuple[str, ...]:
    """Values travel again from now on. Returns the contact's columns that differ; they stay as they are (S4)."""
    with unit():
        hub = lock_hub(relation.contact_id)
        relation.paused = False
        relation.save(update_fields=["paused"])
        circle = read_circle(hub)
        joined = next(one for one in circle.links_of(hub) if one.relation == relation)
        return differing(hub, joined.partner, joined.kind)


def pin(record: SharingRecord, name: str, *, pinned: bool = True) -> None:
    """The value of column ``name`` is (or is no longer) kept from being overwritten from the other side (S5)."""
    with unit():
        held = record.locked().pinned
        names = {*held, name} if pinned else set(held) - {name}
        record.pinned = sorted(names)
        record.save(update_fields=["pinned"])


def make_person_primary(joined: Link) -> None:
    """A person who became a customer is that customer's primary contact (ruling 8)."""
    partner, contact = joined.partner, joined.relation.contact
    if not (joined.kind.people and joined.kind.primary_contact and contact.is_person and contact.company_id is None):
        return
    wanted = {"primary_contact": contact.pk, "contact_name": contact.name}
    old = {"primary_contact": partner.primary_contact_id, "contact_name": partner.contact_name}  # type: ignore[attr-defined]
    changes = tuple(FieldChange(name, old[name], new) for name, new in wanted.items() if old[name] != new)
    write_rows([Write(partner, changes)])


def _kind(partner: SharingRecord) -> LinkKind:
    kind = kind_of(type(partner))
    if kind is None:
        raise Refused(_("%(record)s cannot be linked to a contact.") % {"record": partner.title})
    return kind


def _joined(circle: Circle, kind: LinkKind, contact: Contact, partner: SharingRecord) -> Link:
    """The link to be made, as if it stood already. A plain relation under the same code becomes the link (D5.3)."""
    code = relation_code(kind)
    rows = ContactBusinessRelation.objects.filter(contact=contact, business_relation=code)
    relation = rows.first() or ContactBusinessRelation(contact=contact, business_relation_id=code)
    relation.contact = contact
    if rows.linked().exists():
        sentence = _("Contact %(contact)s already has the business relation %(code)s. Use one code for each kind.")
        raise Refused(sentence % {"contact": contact.no, "code": code}, record=contact)
    setattr(relation, kind.name, partner)
    joined = Link(kind, relation, partner)
    links = circle.links.setdefault(contact.pk, [])
    links.append(joined)
    links.sort(key=lambda one: one.kind.order)
    return joined


def _plan(circle: Circle, joined: Link, master: Master, blanks_win: bool, choices: Mapping[str, bool] | None) -> Plan:
    return link_plan(circle, joined, contact_wins=master is Master.CONTACT, blanks_win=blanks_win, choices=choices)
