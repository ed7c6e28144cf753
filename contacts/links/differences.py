"""The list of differences: which pairs differ, page by page, in a bounded number of scans (P21)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from contacts.links.drift import drifting, find_drift, read_differing
from contacts.links.models import ContactBusinessRelation
from contacts.links.newest import last_in_step, newer_of, traces_of
from contacts.links.selection import Selection
from contacts.links.sql import Among
from setup.rules import rules_in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from contacts.links.drift import Difference, Drift
    from contacts.links.kinds import LinkKind
    from contacts.links.models import ContactBusinessRelation
    from contacts.links.newest import Newer, Traces
    from contacts.links.selection import Age

PER_PAGE = 50

MOST = 10_000
"""How many pairs of a kind are counted and paged through; whoever has more narrows the list or repairs by rule."""


@dataclass(frozen=True)
class Asked:
    """Which pairs are asked for. ``paused``: only paused links, or only live ones; ``accepted``: what was accepted.
    ``age``: when it was changed."""

    kinds: tuple[LinkKind, ...]
    fields: frozenset[str] | None = None
    paused: bool | None = None
    accepted: bool = False
    relations: frozenset[int] | None = None
    age: Age | None = None

    @property
    def selection(self) -> Selection:
        """As a repair takes it; it never writes over paused links."""
        return Selection.of(
            self.kinds,
            None,
            self.fields,
            include_paused=self.paused is not False,
            relations=self.relations,
            age=self.age,
        )


class Key(NamedTuple):
    """A pair that differs, by its kind and the key of its link row."""

    kind: LinkKind
    relation: int


@dataclass(frozen=True)
class Found:
    """The pairs that differ, in order; ``is_more`` where there are more than were counted."""

    keys: list[Key] = field(default_factory=list)
    is_more: bool = False

    @property
    def total(self) -> int:
        """How many were counted."""
        return len(self.keys)


@dataclass(frozen=True)
class Shown:
    """Pairs with what the history knows of their values."""

    drifts: list[Drift]
    traces: Traces
    newer: dict[tuple[int, str], Newer]
    is_accepted: bool = False
    in_step: Mapping[int, datetime] = field(default_factory=dict)
    """Link row → when values went over it last."""

    def differing(self, drift: Drift) -> tuple[Difference, ...]:
        """What of ``drift`` was asked for: what counts, or what was accepted."""
        return drift.accepted if self.is_accepted else drift.differences


def search(asked: Asked) -> Found:
    """What was asked for, kind by kind in the order of contact numbers. One scan for each kind."""
    selection, rules = asked.selection, rules_in_force()
    keys: list[Key] = []
    is_more = False
    for kind in selection.kinds:
        rows = selection.rows(kind)
        if asked.paused is not None:
            rows = rows.filter(paused=asked.paused)
        condition = drifting(kind, selection.shared(kind), rules, accepted=asked.accepted)
        found = list(rows.filter(Q(condition)).order_by("contact__no").values_list("pk", flat=True)[: MOST + 1])
        keys += [Key(kind, relation) for relation in found[:MOST]]
        is_more = is_more or len(found) > MOST
    return Found(keys, is_more)


def read(keys: Sequence[Key], asked: Asked) -> Shown:
    """Those pairs with both values of each difference, and which side is newer. Some queries for each kind."""
    return _shown(list(_drifts(keys, asked)), asked)


def count(asked: Asked) -> int:
    """How many pairs a repair would look at. One scan for each kind."""
    chosen = asked.selection
    rules = rules_in_force()
    return sum(chosen.rows(kind).filter(Q(drifting(kind, chosen.shared(kind), rules))).count() for kind in chosen.kinds)


def kinds_among(kinds: Collection[LinkKind], relations: Collection[int]) -> tuple[LinkKind, ...]:
    """Those of ``kinds`` that the links with these keys are of. One query."""
    rows = ContactBusinessRelation._base_manager.filter(Q(Among("pk", sorted(relations)))).order_by()
    columns = [f"{kind.name}_id" for kind in kinds]
    held = [any(values) for values in zip(*rows.values_list(*columns), strict=True)] if columns else []
    return tuple(kind for kind, some in zip(kinds, held, strict=False) if some)


def every(asked: Asked, size: int = 500) -> Iterator[Shown]:
    """All that was asked for, some at a time, however many; see ``find_drift``."""
    found = find_drift(
        kinds=asked.kinds,
        fields=asked.fields,
        include_paused=asked.paused is not False,
        accepted=asked.accepted,
        age=asked.age,
    )
    wanted = (drift for drift in found if asked.paused is None or drift.paused is asked.paused)
    while some := list(islice(wanted, size)):
        yield _shown(some, asked)


def _shown(drifts: list[Drift], asked: Asked) -> Shown:
    traces = traces_of(drifts)
    return Shown(drifts, traces, newer_of(traces), asked.accepted, last_in_step(drifts))


def _drifts(keys: Collection[Key], asked: Asked) -> Iterator[Drift]:
    selection, rules = asked.selection, rules_in_force()
    for kind in dict.fromkeys(key.kind for key in keys):
        some = [key.relation for key in keys if key.kind is kind]
        rows = selection.rows(kind).filter(Q(Among("pk", some))).order_by("contact__no")
        yield from read_differing(kind, rows, selection.shared(kind), rules)
