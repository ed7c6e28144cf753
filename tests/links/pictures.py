"""How contacts, links and partners stand at one moment, for comparing the moments before and after a gesture."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contacts.links.kinds import LinkKind, all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Action, Change
from crm.kit.models import Record
from setup.rules import Rules, rules_in_force
from tests.links.samples import got

Key = tuple[str, str]
"""Model and key of a row, as the history names it."""

Written = Mapping[Key, Mapping[str, set[str]]]
"""By row and column: why it was written, as the history tells it."""


@dataclass(frozen=True)
class Pair:
    """A live link: both values by the contact's column, and the columns that take nothing in on either side."""

    contact: int
    partner: Key
    kind: LinkKind
    paused: bool
    values: Mapping[str, tuple[Any, Any]]
    closed_on_contact: frozenset[str]
    closed_on_partner: frozenset[str]
    titles: tuple[str, str]

    @property
    def apart(self) -> tuple[str, ...]:
        """The contact's columns in which both sides differ, in the order of the declaration."""
        return tuple(name for name, (ours, theirs) in self.values.items() if ours != theirs)

    @property
    def drift(self) -> set[str]:
        """Those of them that some way is open for; a pause closes none, it waits (S5, ruling 5)."""
        return {name for name in self.apart if name not in self.always_closed}

    always_closed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Picture:
    """Pairs by link row, and the values of contacts by key and of partners by model and key."""

    rules: Rules
    pairs: Mapping[int, Pair] = field(default_factory=dict)
    contacts: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    partners: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)


def taken() -> Picture:
    """The picture of this moment."""
    rules = rules_in_force()
    rows = ContactBusinessRelation.objects.linked().with_partners()
    shared = {name for kind in all_kinds() for name in kind.by_contact}
    contacts = {
        contact.pk: {"pinned": frozenset(contact.pinned)} | _values(contact, {"company", "company_name", *shared})
        for contact in Contact.objects.all()
    }
    partners = {
        _key(partner): _values(partner, {"contact_name", *kind.by_partner, *_PRIMARY[: kind.primary_contact]})
        for kind in all_kinds()
        for partner in kind.model._base_manager.all()
    }
    return Picture(rules, {row.pk: _pair(row, rules) for row in rows}, contacts, partners)


def written_in(change_set: uuid.UUID) -> Written:
    """What a gesture wrote to rows that stood before; what it made or deleted is there without columns."""
    found: dict[Key, dict[str, set[str]]] = {}
    for change in Change.objects.in_set(change_set):
        row = found.setdefault((change.model, change.object_id), {})
        for name in change.diff if change.action == Action.UPDATE else ():
            row.setdefault(name, set()).add(change.cause)
    return found


def _kind_and_partner(relation: ContactBusinessRelation) -> tuple[LinkKind, Any]:
    """What a link row links to."""
    return next((kind, partner) for kind in all_kinds() if (partner := getattr(relation, kind.name)) is not None)


_PRIMARY = ("primary_contact",)


def _key(record: Record) -> Key:
    return record._meta.label_lower, str(record.pk)


def _values(record: Record, names: Iterable[str]) -> dict[str, Any]:
    return {name: got(record, name) for name in names}


def _pair(relation: ContactBusinessRelation, rules: Rules) -> Pair:
    kind, partner = _kind_and_partner(relation)
    contact, ways = relation.contact, {one.contact: kind.direction(one, rules) for one in kind.shared}
    no_way_in = {name for name, way in ways.items() if way in ("to_partner", "never") or name in contact.pinned}
    no_way_out = {
        one.contact
        for one in kind.shared
        if ways[one.contact] in ("to_contact", "never") or one.partner in partner.pinned
    }
    waiting = set(ways) if relation.paused else set()
    return Pair(
        contact.pk,
        _key(partner),
        kind,
        relation.paused,
        {one.contact: (got(contact, one.contact), got(partner, one.partner)) for one in kind.shared},
        frozenset(no_way_in | waiting),
        frozenset(no_way_out | waiting),
        (contact.title, partner.title),
        frozenset(no_way_in & no_way_out),
    )
