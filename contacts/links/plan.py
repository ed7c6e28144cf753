"""What a change, a link or a repair would write, and what not and why. Pure: reads what it is given, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.inheritance import INHERITABLE, inherited_changes
from contacts.links.circle import Circle, Link, origin_of
from contacts.links.kinds import LinkKind
from contacts.models import Contact
from contacts.rules import name_consequences
from contacts.sharing import SharingRecord
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.context import Cause
from crm.kit.unit import Diff
from crm.kit.values import column, value_of


class Skip(models.TextChoices):
    """Why a value is not written."""

    PAUSED = "paused", _("The link is paused.")
    PINNED = "pinned", _("The value is pinned here.")
    POLICY = "policy", _("The field policy does not let it travel this way.")


@dataclass(frozen=True)
class Line:
    """One value of one record: old → new, why, and whether something keeps it from being written."""

    record: SharingRecord
    field: str
    old: Any
    new: Any
    cause: Cause
    origin: str
    skipped: Skip | None = None


@dataclass(frozen=True)
class Plan:
    """Lines in the order in which they are written: contact, its partners, its people, their partners."""

    lines: tuple[Line, ...] = ()

    @property
    def written(self) -> tuple[Line, ...]:
        """What will be written."""
        return tuple(line for line in self.lines if line.skipped is None)

    @property
    def skipped(self) -> tuple[Line, ...]:
        """What stays as it is although it differs, with the reason."""
        return tuple(line for line in self.lines if line.skipped is not None)

    @property
    def records(self) -> tuple[SharingRecord, ...]:
        """The records that will be written, each once."""
        return tuple({(line.record._meta.label, line.record.pk): line.record for line in self.written}.values())

    def writes(self) -> list[Write]:
        """The written lines as row writes, one for each record and cause."""
        grouped: dict[tuple[str, Any, Cause, str], tuple[SharingRecord, list[FieldChange]]] = {}
        for line in self.written:
            key = (line.record._meta.label, line.record.pk, line.cause, line.origin)
            grouped.setdefault(key, (line.record, []))[1].append(FieldChange(line.field, line.old, line.new))
        return [
            Write(record, tuple(changes), cause, origin) for (*_, cause, origin), (record, changes) in grouped.items()
        ]


@dataclass
class Spread:
    """Collects what one change of a contact means for everything around it."""

    circle: Circle
    cause: Cause = Cause.SYNCHRONIZED
    lines: list[Line] = field(default_factory=list)

    def to_contact(self, contact: Contact, changes: Iterable[FieldChange], cause: Cause, origin: str) -> Diff:
        """Write ``changes`` to ``contact`` with what follows from them; returns what changes on it."""
        diff: Diff = {change.field: (change.old, change.new) for change in changes}
        if "name" in diff:
            for name, new in name_consequences(contact.is_person, diff["name"][1]).items():
                diff.setdefault(name, (getattr(contact, name), new))
        diff = {name: (old, new) for name, (old, new) in diff.items() if old != new}
        self.lines += [Line(contact, name, old, new, cause, origin) for name, (old, new) in diff.items()]
        return diff

    def to_partners(self, contact: Contact, values: Mapping[str, Any], *, source: SharingRecord | None = None) -> None:
        """Write ``values`` (contact column → value) to the partners of ``contact`` other than ``source``."""
        for link in self.circle.links_of(contact):
            if source is None or link.partner != source:
                self._to_partner(link, values, origin_of(source or contact))

    def to_people(self, company: Contact, diff: Diff) -> None:
        """Let the people of ``company`` inherit what changed on it, and their partners after them (S7)."""
        if company.is_person or not INHERITABLE & diff.keys():
            return
        for person in self.circle.people:
            changes = inherited_changes(diff, person, self.circle.rules.setup)
            free = [change for change in changes if change.field not in person.pinned]
            pinned = [change for change in changes if change.field in person.pinned]
            origin = origin_of(company)
            taken = self.to_contact(person, free, Cause.INHERITED, origin)
            self.lines += [Line(person, *change, Cause.INHERITED, origin, Skip.PINNED) for change in pinned]
            self.to_partners(person, {name: new for name, (_, new) in taken.items()})

    def to_followers(self, contact: Contact, diff: Diff) -> None:
        """Let the contact name of partners follow the name of their primary contact (B6, S6)."""
        if contact.is_person and "name" in diff:
            new = diff["name"][1]
            for partner in self.circle.followers:
                old = value_of(partner, column(type(partner), "contact_name"))
                if old != new:
                    self.lines.append(Line(partner, "contact_name", old, new, Cause.SYNCHRONIZED, origin_of(contact)))

    def plan(self) -> Plan:
        """What was collected."""
        return Plan(tuple(self.lines))

    def _to_partner(self, link: Link, values: Mapping[str, Any], origin: str) -> None:
        for name, new in values.items():
            shared = link.kind.by_contact.get(name)
            if shared is None:
                continue
            old = value_of(link.partner, column(link.kind.model, shared.partner))
            if old != new:
                skipped = _obstacle(link, link.partner, shared.partner, link.kind.to_partner(shared, self.circle.rules))
                self.lines.append(Line(link.partner, shared.partner, old, new, self.cause, origin, skipped))


def propagation_plan(circle: Circle, source: SharingRecord, diff: Diff) -> Plan:
    """What follows from a save that changed ``diff`` on ``source``: hub, other partners, people (S3, ruling 4)."""
    spread = Spread(circle)
    if isinstance(source, Contact):
        spread.to_partners(source, {name: new for name, (_, new) in diff.items()})
        hub_diff = diff
    else:
        hub_diff = _into_hub(spread, source, diff)
    spread.to_people(circle.hub, hub_diff)
    spread.to_followers(circle.hub, hub_diff)
    return spread.plan()


def link_plan(
    circle: Circle,
    link: Link,
    *,
    contact_wins: bool,
    blanks_win: bool = False,
    choices: Mapping[str, bool] | None = None,
    only: frozenset[str] | None = None,
    cause: Cause = Cause.LINKED,
) -> Plan:
    """What makes contact and partner equal: the master side wins, a blank never beats a value unless asked (L2).

    ``choices`` maps a contact column to "the contact's value wins" where somebody chose that field by hand; ``only``
    restricts the columns. The contact's type always stands (ruling 1).
    """
    spread = Spread(circle, cause)
    to_contact: list[FieldChange] = []
    for shared in link.kind.shared:
        if only is not None and shared.contact not in only:
            continue
        ours, theirs = _values(circle.hub, link, shared.contact, shared.partner)
        if ours == theirs:
            continue
        chosen = (choices or {}).get(shared.contact)
        wins = decide(ours, theirs, contact_wins if chosen is None else chosen, blanks_win or chosen is not None)
        origin = origin_of(circle.hub if wins else link.partner)
        may_leave = link.kind.to_contact(shared, circle.rules)
        if wins or shared.flows == "to_partner":
            skipped = _obstacle(link, link.partner, shared.partner, link.kind.to_partner(shared, circle.rules))
            spread.lines.append(Line(link.partner, shared.partner, theirs, ours, cause, origin_of(circle.hub), skipped))
        elif skipped := _obstacle(link, circle.hub, shared.contact, may_leave):
            spread.lines.append(Line(circle.hub, shared.contact, ours, theirs, cause, origin, skipped))
        else:
            to_contact.append(FieldChange(shared.contact, ours, theirs))
    diff = spread.to_contact(circle.hub, to_contact, cause, origin_of(link.partner))
    spread.to_partners(circle.hub, {change.field: change.new for change in to_contact}, source=link.partner)
    spread.to_people(circle.hub, diff)
    spread.to_followers(circle.hub, diff)
    return spread.plan()


def decide(ours: Any, theirs: Any, contact_wins: bool, blanks_win: bool) -> bool:
    """Whether the contact's value wins over the partner's (L2, ruling 2)."""
    winner, loser = (ours, theirs) if contact_wins else (theirs, ours)
    if _blank(winner) and not _blank(loser) and not blanks_win:
        return not contact_wins
    return contact_wins


def differing(contact: Contact, partner: SharingRecord, kind: LinkKind) -> tuple[str, ...]:
    """The contact's columns in which both sides differ, in the order of the declaration."""
    return tuple(
        shared.contact
        for shared in kind.shared
        if value_of(contact, column(Contact, shared.contact)) != value_of(partner, column(kind.model, shared.partner))
    )


def _into_hub(spread: Spread, source: SharingRecord, diff: Diff) -> Diff:
    circle = spread.circle
    link = next((link for link in circle.links_of(circle.hub) if link.partner == source), None)
    if link is None:
        return {}
    travelling: dict[str, Any] = {}
    changes = []
    for name, (_old, new) in diff.items():
        shared = link.kind.by_partner.get(name)
        if shared is None:
            continue
        old = value_of(circle.hub, column(Contact, shared.contact))
        skipped = _obstacle(link, circle.hub, shared.contact, link.kind.to_contact(shared, circle.rules))
        if skipped is None:
            travelling[shared.contact] = new
            changes.append(FieldChange(shared.contact, old, new))
        elif old != new:
            spread.lines.append(Line(circle.hub, shared.contact, old, new, spread.cause, origin_of(source), skipped))
    hub_diff = spread.to_contact(circle.hub, changes, spread.cause, origin_of(source))
    spread.to_partners(circle.hub, travelling, source=source)
    return hub_diff


def _obstacle(link: Link, target: SharingRecord, name: str, open_: bool) -> Skip | None:
    if link.paused:
        return Skip.PAUSED
    if name in target.pinned:
        return Skip.PINNED
    return None if open_ else Skip.POLICY


def _values(contact: Contact, link: Link, ours: str, theirs: str) -> tuple[Any, Any]:
    return value_of(contact, column(Contact, ours)), value_of(link.partner, column(link.kind.model, theirs))


def _blank(value: Any) -> bool:
    return value is None or value == "" or value is False
