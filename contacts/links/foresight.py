"""What a save would carry to linked records and people, planned without a lock and without a write (R1, F4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.inheritance import INHERITABLE, kept_values
from contacts.links import engine, primary
from contacts.links.circle import read_circle
from contacts.links.engine import shared_columns
from contacts.links.kinds import kind_of
from contacts.links.marks import hub_of
from contacts.links.plan import Line, propagation_plan
from contacts.models import Contact, ContactType
from contacts.sharing import SharingRecord
from crm.kit.foresight import Effect, register_foresight

if TYPE_CHECKING:
    from contacts.links.circle import Circle
    from contacts.links.kinds import LinkKind
    from contacts.links.plan import Plan
    from crm.kit.unit import Diff


def foresee(record: SharingRecord) -> Iterator[Effect]:
    """What follows from the unsaved ``record``. Three queries, one more for a renamed person and each kind."""
    changing = _changing(record)
    circle = _circle_of(record, changing) if changing else None
    if circle is None:
        return
    plan = propagation_plan(circle, record, record.diff)
    for line in plan.lines:
        yield _effect(line, circle)
    hub_diff = record.diff if record == circle.hub else _of_hub(plan, circle.hub)
    for person in circle.people:
        for change in kept_values(hub_diff, person, circle.rules.setup):
            yield Effect(person, *change, _("It did not hold the old value of the company."))


def made_besides(record: SharingRecord) -> Iterator[str]:
    """The contacts that saving a partner creates (C1, C7), or links it with (H4). Two queries at most."""
    kind = kind_of(type(record))
    if kind is None:
        return
    is_new = record._state.adding
    opens = is_new and engine.opens_contact(record, kind)
    if opens:
        yield _("Will also create a contact.")
    if not kind.primary_contact:
        return
    if primary.is_newly_named(record) and (opens or (not is_new and hub_of(record) is not None)):
        yield _("Will also create the person %(name)s.") % {"name": record.contact_name}  # type: ignore[attr-defined]
    elif primary.is_chosen(record) and (is_new or hub_of(record) is None):
        yield from _linked_by(record, kind)


def _linked_by(partner: SharingRecord, kind: LinkKind) -> Iterator[str]:
    """A person chosen for a partner without contact brings the company along, or gets one."""
    chosen: Contact | None = partner.primary_contact  # type: ignore[attr-defined]
    is_own = getattr(partner, kind.type_column or "type", None) == ContactType.PERSON
    if chosen is None or not chosen.is_person or is_own:
        return
    if chosen.company is None:
        yield _("Will also create a contact.")
    else:
        yield _("Will also link it with contact %(contact)s.") % {"contact": chosen.company.title}


def register() -> None:
    """Cards of contacts and partners say before they are saved what will follow."""
    register_foresight(SharingRecord, foresee)


def people_of_company(count: int) -> str:
    """How a sentence counts the people of a company."""
    return ngettext("%(count)s person of this company", "%(count)s people of this company", count) % {"count": count}


def _changing(record: SharingRecord) -> frozenset[str]:
    """The columns of the contact that the change concerns."""
    if isinstance(record, Contact):
        return shared_columns() & record.diff.keys()
    kind = kind_of(type(record))
    by_partner = kind.by_partner if kind is not None else {}
    return frozenset(by_partner[name].contact for name in record.diff if name in by_partner)


def _circle_of(record: SharingRecord, changing: frozenset[str]) -> Circle | None:
    hub = hub_of(record)
    if hub is None:
        return None
    if isinstance(record, Contact):
        record.rules_revision = hub.rules_revision
        hub = record
    inherits = not hub.is_person and not INHERITABLE.isdisjoint(changing)
    people = list(Contact._base_manager.filter(company=hub.pk).order_by("pk")) if inherits else []
    for person in people:
        person.company = hub
    circle = read_circle(hub, people=people, renamed=hub.is_person and "name" in changing)
    circle.replace(record)
    return circle


def _effect(line: Line, circle: Circle) -> Effect:
    reason = str(line.skipped.label) if line.skipped is not None else ""
    is_person = isinstance(line.record, Contact) and line.record != circle.hub
    return Effect(line.record, line.field, line.old, line.new, reason, people_of_company if is_person else None)


def _of_hub(plan: Plan, hub: Contact) -> Diff:
    return {line.field: (line.old, line.new) for line in plan.written if line.record == hub}
