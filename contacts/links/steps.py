"""What a repair does to one link, value by value, and how it is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contacts.links.drift import drift_of, open_way, read_drift
from contacts.links.kinds import kind_of
from contacts.links.plan import link_plan
from contacts.links.winners import Choices, Reason
from crm.kit.context import Cause
from crm.kit.values import column, set_value
from setup.models import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from contacts.links.circle import Circle, Link
    from contacts.links.drift import Difference, Drift, Party
    from contacts.links.kinds import LinkKind, Shared
    from contacts.links.models import ContactBusinessRelation
    from contacts.links.plan import Line
    from setup.rules import Rules

HUB = "contact"


@dataclass(frozen=True)
class Step:
    """One value: written to a record of ``kind`` ("contact" or the name of a kind), or left where it is and why.

    ``contact`` and ``partner`` are the pair. ``kind`` and ``field`` of what is left are those of the pair: its kind,
    the contact's column.
    """

    contact: Party
    partner: Party
    kind: str
    record: str
    field: str
    old: Any
    new: Any
    reason: Reason | None = None


@dataclass
class RepairResult:
    """How many values were written, by kind of record and column, and left, by kind of pair, column and reason.

    ``last`` is the key of the last contact that was looked at.
    """

    change_set: UUID
    contacts: int = 0
    pairs: int = 0
    last: int = 0
    written: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[tuple[str, str, Reason]] = field(default_factory=Counter)

    def count(self, steps: Iterable[Step]) -> None:
        """Count what ``steps`` wrote and left."""
        for step in steps:
            if step.reason is None:
                self.written[step.kind, step.field] += 1
            else:
                self.left[step.kind, step.field, step.reason] += 1


def steps_to_partners(
    kind: LinkKind, rows: QuerySet[ContactBusinessRelation], shared: Sequence[Shared], rules: Rules
) -> Iterator[Step]:
    """What sending the contact's values to the partners of these links, all of them simple, means. One query."""
    for drift in read_drift(kind, rows, shared, rules):
        record = _titled(drift.partner)
        for one in drift.differences:
            field_ = one.shared.partner
            yield Step(drift.contact, drift.partner, kind.name, record, field_, one.partner, one.contact)


def plan_steps(circle: Circle, link: Link, shared: Sequence[Shared], choices: Choices, lines: list[Line]) -> list[Step]:
    """The steps of one link as ``choices`` say, in the engine's plan.

    Its lines are added to ``lines`` and done on the records, but not on their rows, so that the next plan starts from
    them.
    """
    drift = drift_of(circle, link, shared)
    differing = (*drift.differences, *drift.accepted)
    steps = [_left(drift, one, choices.left) for one in differing if one.shared.contact in choices.left]
    if not choices.wins:
        return steps
    only, cause = frozenset(choices.wins), Cause.REPAIRED
    plan = link_plan(circle, link, contact_wins=True, choices=choices.wins, only=only, cause=cause)
    for line in plan.lines:
        if (counted := _counted_as(circle, link, line)) is not None:
            steps.append(_step(drift, line, *counted))
    for line in plan.written:
        set_value(line.record, column(type(line.record), line.field), line.new)
    lines += plan.written
    return steps


def _counted_as(circle: Circle, link: Link, line: Line) -> tuple[str, str] | None:
    """Kind and column by which a line counts; ``None`` for one that only says what is meant to differ (ruling 5)."""
    kind = kind_of(type(line.record))
    if line.skipped is None:
        return (kind.name if kind else HUB), line.field
    owner = link if line.record is circle.hub else None
    owner = owner or next((one for one in circle.links_of(circle.hub) if one.partner is line.record), None)
    if owner is None:
        return None
    shared = (owner.kind.by_partner if kind else owner.kind.by_contact)[line.field]
    way = open_way(owner.kind, shared, circle.rules, circle.hub.pinned, owner.partner.pinned)
    return None if way is Direction.NEVER else (owner.kind.name, shared.contact)


def _left(drift: Drift, one: Difference, reasons: Mapping[str, Reason]) -> Step:
    name, sides = one.shared.contact, (drift.contact, drift.partner)
    return Step(*sides, drift.kind.name, _titled(drift.contact), name, one.contact, one.partner, reasons[name])


def _step(drift: Drift, line: Line, kind: str, name: str) -> Step:
    reason = Reason(line.skipped.value) if line.skipped else None
    return Step(drift.contact, drift.partner, kind, line.record.title, name, line.old, line.new, reason)


def _titled(party: Party) -> str:
    return f"{party.no} {party.name}".strip()
