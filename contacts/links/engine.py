"""Save → propagate: locks the hub, plans what follows from a save and writes it (decisions S1–S9)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.inheritance import INHERITABLE
from contacts.links.accepted import in_force
from contacts.links.circle import Circle, lock_hub, lock_with_people, read_circle, read_with_people
from contacts.links.kinds import LinkKind, all_kinds, kind_of
from contacts.links.models import ContactBusinessRelation
from contacts.links.plan import Plan, propagation_plan
from contacts.models import Contact, ContactType
from contacts.sharing import SharingRecord
from crm.kit.bulk import Write, note_written, write_rows
from crm.kit.refusal import Refused
from setup.models import MarketingSetup

_paused: ContextVar[bool] = ContextVar("propagation_paused", default=False)


@contextmanager
def paused() -> Iterator[None]:
    """Saves inside propagate nothing and open no contacts: the engine itself is writing."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


def is_paused() -> bool:
    """The engine is writing; receivers keep still."""
    return _paused.get()


def prepare(record: SharingRecord) -> None:
    """Lock what a save of ``record`` will write, hub first, and read it. Nothing where no shared field changed.

    The record's ``circle`` is what was read; ``None`` where nothing follows. The stored row it compares with is the one
    under the lock.
    """
    record.circle = None
    if record.stored is None:
        kind = kind_of(type(record))
        record.along = Contact if kind is not None and opens_contact(record, kind) else None
        return
    if isinstance(record, Contact):
        _prepare_contact(record)
    elif (kind := kind_of(type(record))) is not None:
        _prepare_partner(record, kind)
    if record.circle is not None:
        record.following = lambda: _writes(record)


def opens_contact(partner: SharingRecord, kind: LinkKind) -> bool:
    """A contact is made for a new partner: relation code and contact number series are set (C1)."""
    setup = MarketingSetup.current()
    if getattr(setup, f"{kind.relation_setting}_id") is None or setup.contact_nos_id is None:
        return False
    # A chosen contact decides which company it is (C1, H5): see primary.settle.
    return not kind.primary_contact or getattr(partner, "primary_contact_id", None) is None


def lock_for_deletion(record: SharingRecord) -> None:
    """Lock the hub and its people before anything that hangs on ``record`` is written."""
    kind = kind_of(type(record))
    hub_id = record.pk if kind is None else _hub_id(record, kind)
    if hub_id is not None:
        lock_with_people(hub_id, renamed=True)


def propagate(record: SharingRecord) -> Plan:
    """What the save changed has reached the contact, its other partners and its people. Returns what was done.

    It was written with the record's own row; here it is noted.
    """
    if record.circle is None:
        return Plan()
    plan: Plan = record.propagated
    note_written(plan.writes())
    end_acceptances(record.circle)
    return plan


def end_acceptances(circle: Circle) -> None:
    """Accepted differences of the circle's links are forgotten where a value has changed since. One save for each."""
    for contact in (circle.hub, *circle.people):
        for link in circle.links_of(contact):
            held = link.relation.accepted
            if held and (standing := in_force(held, contact, link.partner, link.kind)) != held:
                link.relation.accepted = standing or None
                link.relation.save(update_fields=["accepted"])


def apply(plan: Plan) -> None:
    """What ``plan`` says is written and in the history. The rows must be locked; must run inside a unit."""
    write_rows(plan.writes())


def shared_columns() -> frozenset[str]:
    """The columns of a contact whose change may reach somebody else."""
    shared = (pair.contact for kind in all_kinds() for pair in kind.shared)
    return INHERITABLE.union(shared)


def _prepare_contact(contact: Contact) -> None:
    if not shared_columns() & contact.diff.keys():
        return
    assert contact.stored is not None
    contact.rules_revision = contact.stored.rules_revision
    contact.has_people = contact.stored.has_people
    contact.circle = _read_circle(contact, contact.diff.keys())


def _prepare_partner(partner: SharingRecord, kind: LinkKind) -> None:
    if not kind.by_partner.keys() & partner.diff.keys():
        return
    hub_id = getattr(partner.stored, "hub_id", None) or _hub_made_meanwhile(partner, kind)
    while hub_id is not None and not _prepare_linked(partner, kind, hub_id):
        hub_id = _hub_made_meanwhile(partner, kind)


def _prepare_linked(partner: SharingRecord, kind: LinkKind, hub_id: int) -> bool:
    """Hub and partner are locked, and what hangs on them is read. False where they are not linked, or no longer."""
    changing = frozenset(kind.by_partner[name].contact for name in partner.diff if name in kind.by_partner)
    try:
        may_be_person = getattr(partner.stored, "hub_type", None) != ContactType.COMPANY
        hub = lock_hub(hub_id, renamed=may_be_person and "name" in changing)
    except Refused:
        return False  # The contact is gone, and the link with it.
    circle = _read_circle(hub, changing)
    link = next((link for link in circle.links_of(hub) if link.partner == partner), None)
    if link is None:
        return False
    partner.rebase(link.partner)
    circle.replace(partner)
    _refuse_other_type(partner, kind, hub)
    partner.circle = circle
    return True


def _read_circle(hub: Contact, changing: Collection[str]) -> Circle:
    if hub.is_person:
        return read_circle(hub, renamed="name" in changing)
    return read_circle(hub) if INHERITABLE.isdisjoint(changing) else read_with_people(hub)


def _hub_made_meanwhile(partner: SharingRecord, kind: LinkKind) -> int | None:
    """Hold the row of a partner that nobody is linked to; then look again, in a statement that began under the lock.

    Where somebody is by then, the row is let go: its hub is locked first, or two could wait for one another.
    """
    before = transaction.savepoint()
    hold(partner, kind)
    hub_id = _hub_id(partner, kind)
    if hub_id is None:
        transaction.savepoint_commit(before)
    else:
        transaction.savepoint_rollback(before)
    return hub_id


def hold(partner: SharingRecord, kind: LinkKind) -> None:
    """The partner's row is locked, and the partner compared with it."""
    fresh = kind.model._base_manager.select_for_update(no_key=True).filter(pk=partner.pk).first()
    if fresh is not None:
        partner.rebase(fresh)


def _writes(record: SharingRecord) -> list[Write]:
    """What the other rows get. Asked when uploads have their names."""
    record.propagated = propagation_plan(record.circle, record, record.diff)
    writes: list[Write] = record.propagated.writes()
    return writes


def _hub_id(partner: SharingRecord, kind: LinkKind) -> int | None:
    links = ContactBusinessRelation.objects.filter(**{kind.name: partner.pk})
    return links.values_list("contact", flat=True).first()


def _refuse_other_type(partner: SharingRecord, kind: LinkKind, hub: Contact) -> None:
    if kind.type_column in partner.diff and partner.diff[kind.type_column][1] != hub.type:
        sentence = _("The contact type follows contact %(contact)s. Change the type there.") % {"contact": hub.title}
        raise Refused(sentence, field=kind.type_column, record=hub)
