"""The rules of all shared fields at once: what a change of them means for differences, and the change made (S5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from contacts.links.drift import drifting
from contacts.links.kinds import all_kinds
from contacts.links.selection import Selection
from crm.kit.unit import unit
from setup.models import Direction, FieldPolicy
from setup.rules import Rules, rules_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contacts.links.kinds import LinkKind, Shared

Policies = dict[tuple[str, str], Direction]
"""Kind and contact's column → which way it travels; what is left out travels both ways."""


class Change(NamedTuple):
    """A field of a kind that is to travel another way."""

    kind: LinkKind
    shared: Shared
    old: Direction
    new: Direction


@dataclass(frozen=True)
class Effect:
    """A change, and how many pairs come to differ by it or no longer do."""

    change: Change
    become: int
    stop: int


def standing() -> Policies:
    """The rules in force. Two queries."""
    return dict(rules_in_force().policies)


def changes(old: Policies, new: Policies) -> list[Change]:
    """What is different, in the order of kinds and fields."""
    found = []
    for kind in all_kinds():
        for shared in kind.shared:
            key = kind.name, shared.contact
            ways = old.get(key, Direction.BOTH), new.get(key, Direction.BOTH)
            if ways[0] is not ways[1]:
                found.append(Change(kind, shared, *ways))
    return found


def effects(made: Iterable[Change], new: Policies) -> list[Effect]:
    """What each change means for the pairs that there are. One scan for each kind; nothing is written."""
    by_kind: dict[LinkKind, list[Change]] = {}
    for change in made:
        by_kind.setdefault(change.kind, []).append(change)
    return [effect for kind, some in by_kind.items() for effect in _effects(kind, some, new)]


def save(made: Iterable[Change]) -> list[FieldPolicy]:
    """The fields travel as they are to; both ways needs no row. One unit; returns the rows that stand."""
    written = []
    with unit():
        for change in made:
            row = FieldPolicy.objects.filter(kind=change.kind.name, field=change.shared.contact).first()
            if change.new is Direction.BOTH:
                if row is not None:
                    row.delete()
                continue
            row = row or FieldPolicy(kind=change.kind.name, field=change.shared.contact)
            row.direction = change.new
            row.save()
            written.append(row)
    return written


def _effects(kind: LinkKind, some: list[Change], new: Policies) -> Iterator[Effect]:
    before = rules_in_force()
    after = Rules(before.setup, new)
    counted = {}
    for change in some:
        for word, rules in (("before", before), ("after", after)):
            condition = Q(drifting(kind, [change.shared], rules))
            counted[f"{change.shared.contact}_{word}"] = Count("pk", filter=condition)
    numbers: Mapping[str, int] = Selection.of([kind]).rows(kind).aggregate(**counted)
    for change in some:
        difference = numbers[f"{change.shared.contact}_after"] - numbers[f"{change.shared.contact}_before"]
        yield Effect(change, max(difference, 0), max(-difference, 0))
