"""Drift: linked pairs whose shared fields differ although at least one side may follow the other (S4, ruling 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, QuerySet

from contacts.links.accepted import Acceptance, is_accepted
from contacts.links.kinds import LinkKind, Shared
from contacts.links.selection import Selection
from contacts.links.sql import Among, Compared, Drifts
from contacts.links.streaming import CHUNK, PAGE
from contacts.models import Contact
from crm.kit.values import column, value_of
from setup.models import Direction
from setup.rules import Rules, rules_in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from contacts.links.circle import Circle, Link
    from contacts.links.models import ContactBusinessRelation
    from contacts.links.selection import Age


class Party(NamedTuple):
    """One side of a pair."""

    pk: int
    no: str
    name: str


class Difference(NamedTuple):
    """One shared field in which a pair differs, and which way a value may travel: policy, and pins of both sides."""

    shared: Shared
    contact: Any
    partner: Any
    open: Direction


@dataclass(frozen=True)
class Drift:
    """A linked pair that differs. ``relation`` is the key of the link row; ``accepted`` are differences that do not
    count because somebody accepted them, ``reasons`` what was said of each, by the contact's column."""

    kind: LinkKind
    relation: int
    paused: bool
    contact: Party
    partner: Party
    differences: tuple[Difference, ...]
    accepted: tuple[Difference, ...] = ()
    reasons: Mapping[str, Acceptance] = field(default_factory=dict)


def find_drift(
    *,
    kinds: Collection[LinkKind] | None = None,
    numbers: Mapping[str, Collection[str]] | None = None,
    fields: Collection[str] | None = None,
    include_paused: bool = True,
    accepted: bool = False,
    age: Age | None = None,
) -> Iterator[Drift]:
    """Linked pairs that differ, kind by kind, ordered by contact number; for the arguments see ``Selection``.

    ``accepted`` asks for those with differences that somebody accepted instead.
    One scan for each kind, a second one where more than 10,000 pairs differ, and a query for each 2000 pairs before;
    memory stays flat. Nothing is locked: the answer may be stale by the time it is read.
    """
    selection, rules = Selection.of(kinds, numbers, fields, include_paused=include_paused, age=age), rules_in_force()
    for kind in selection.kinds:
        rows, shared = selection.rows(kind).order_by("contact__no"), selection.shared(kind)
        differing = rows.filter(Q(drifting(kind, shared, rules, accepted=accepted)))
        first = list(differing.values_list("contact__no", "pk")[:PAGE])
        for start in range(0, len(first), CHUNK):
            some = [relation for _, relation in first[start : start + CHUNK]]
            yield from read_differing(kind, differing.filter(Q(Among("pk", some))), shared, rules)
        if len(first) == PAGE:
            rest = _values(kind, differing.filter(contact__no__gt=first[-1][0]), shared)
            yield from _drifts(kind, rest.iterator(chunk_size=CHUNK), shared, rules)


def count_drift(
    *,
    kinds: Collection[LinkKind] | None = None,
    numbers: Mapping[str, Collection[str]] | None = None,
    fields: Collection[str] | None = None,
    include_paused: bool = True,
    accepted: bool = False,
) -> int:
    """How many linked pairs differ, see ``find_drift``. One query for each kind, nothing is fetched."""
    selection, rules = Selection.of(kinds, numbers, fields, include_paused=include_paused), rules_in_force()
    return sum(
        selection.rows(kind).filter(Q(drifting(kind, selection.shared(kind), rules, accepted=accepted))).count()
        for kind in selection.kinds
    )


def read_differing(
    kind: LinkKind, rows: QuerySet[ContactBusinessRelation], shared: Sequence[Shared], rules: Rules
) -> Iterator[Drift]:
    """How each of the links ``rows``, a few thousand at most, differs in ``shared``, whether or not. One query."""
    return _drifts(kind, _values(kind, rows, shared), shared, rules)


def read_drift(
    kind: LinkKind, rows: QuerySet[ContactBusinessRelation], shared: Sequence[Shared], rules: Rules
) -> Iterator[Drift]:
    """Those of the links ``rows``, a few thousand at most, that differ in ``shared``, in their order. One query."""
    return read_differing(kind, rows.filter(Q(drifting(kind, shared, rules))), shared, rules)


def _values(
    kind: LinkKind, rows: QuerySet[ContactBusinessRelation], shared: Sequence[Shared]
) -> QuerySet[ContactBusinessRelation, tuple[Any, ...]]:
    return rows.values_list("pk", "paused", "accepted", *_columns(kind, shared))


def _drifts(kind: LinkKind, rows: Iterable[tuple[Any, ...]], shared: Sequence[Shared], rules: Rules) -> Iterator[Drift]:
    unpinned = [open_way(kind, one, rules, (), ()) for one in shared]
    for relation, paused, held, *values in rows:
        pinned = values[6], values[7]
        ways = [open_way(kind, one, rules, *pinned) for one in shared] if any(pinned) else unpinned
        found = [
            Difference(one, ours, theirs, way)
            for one, ours, theirs, way in zip(shared, values[8::2], values[9::2], ways, strict=True)
            if ours != theirs and way is not Direction.NEVER
        ]
        yield _drift(kind, relation, paused, held, (Party(*values[:3]), Party(*values[3:6])), found)


def _drift(
    kind: LinkKind, relation: int, paused: bool, held: Any, both: tuple[Party, Party], found: Iterable[Difference]
) -> Drift:
    """The drift of a pair, what was accepted apart."""
    split: dict[bool, list[Difference]] = {True: [], False: []}
    for one in found:
        split[is_accepted(held, one.shared.contact, one.contact, one.partner)].append(one)
    reasons = {one.shared.contact: Acceptance.of(held[one.shared.contact]) for one in split[True]}
    return Drift(kind, relation, paused, *both, tuple(split[False]), tuple(split[True]), reasons)


def drift_of(circle: Circle, link: Link, shared: Sequence[Shared]) -> Drift:
    """How a link of the circle's hub differs in ``shared``; without differences where it does not. No query."""
    hub, partner = circle.hub, link.partner
    found = []
    for one in shared:
        values = value_of(hub, column(Contact, one.contact)), value_of(partner, column(link.kind.model, one.partner))
        way = open_way(link.kind, one, circle.rules, hub.pinned, partner.pinned)
        if values[0] != values[1] and way is not Direction.NEVER:
            found.append(Difference(one, *values, way))
    both = Party(hub.pk, hub.no, hub.name), Party(partner.pk, partner.no, partner.name)
    return _drift(link.kind, link.relation.pk, link.paused, link.relation.accepted, both, found)


def drifting(kind: LinkKind, shared: Sequence[Shared], rules: Rules, *, accepted: bool = False) -> Drifts:
    """Holds for the links of ``kind`` that differ in one of ``shared`` although some way is open for it.

    Differences that somebody accepted do not count; with ``accepted``, only they do.
    """
    ways = ((one, kind.direction(one, rules)) for one in shared)
    return Drifts([compared(kind, one, way) for one, way in ways if way is not Direction.NEVER], accepted=accepted)


def compared(kind: LinkKind, shared: Shared, way: Direction = Direction.BOTH) -> Compared:
    """Both columns of ``shared`` as seen from the link row, and the pins that together close ``way``."""
    pins = {
        Direction.TO_CONTACT: ("contact__pinned", shared.contact),
        Direction.TO_PARTNER: (f"{kind.name}__pinned", shared.partner),
    }
    closing = tuple(pins.values()) if way is Direction.BOTH else (pins[way],)
    return Compared(shared.partner, on_contact(shared), on_partner(kind, shared), closing, key=shared.contact)


def on_contact(shared: Shared) -> str:
    """The contact's column, as seen from the link row."""
    return f"contact__{column(Contact, shared.contact).attname}"


def on_partner(kind: LinkKind, shared: Shared) -> str:
    """The partner's column, as seen from the link row."""
    return f"{kind.name}__{column(kind.model, shared.partner).attname}"


def open_way(
    kind: LinkKind, shared: Shared, rules: Rules, pinned_contact: Collection[str], pinned_partner: Collection[str]
) -> Direction:
    """Which way a value of ``shared`` may travel between two records with these pins (S5, ruling 5)."""
    to_partner = kind.to_partner(shared, rules) and shared.partner not in pinned_partner
    to_contact = kind.to_contact(shared, rules) and shared.contact not in pinned_contact
    if to_partner and to_contact:
        return Direction.BOTH
    if to_partner or to_contact:
        return Direction.TO_PARTNER if to_partner else Direction.TO_CONTACT
    return Direction.NEVER


def _columns(kind: LinkKind, shared: Sequence[Shared]) -> Iterator[str]:
    for side in ("contact", kind.name):
        yield from (f"{side}_id", f"{side}__no", f"{side}__name")
    yield from ("contact__pinned", f"{kind.name}__pinned")
    for one in shared:
        yield from (on_contact(one), on_partner(kind, one))
