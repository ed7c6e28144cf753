"""Repair of drift: windows of contacts, each a unit of its own, all of one change set (S4, rulings 5 and 11)."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from contacts.links import bulk_repair, engine
from contacts.links.batches import read_circles
from contacts.links.drift import Selection, drift_of, open_way, read_drift
from contacts.links.kinds import kind_of
from contacts.links.newest import newer_side
from contacts.links.pending import pending
from contacts.links.plan import Plan, link_plan
from contacts.links.sql import Among
from contacts.links.streaming import CHUNK
from contacts.links.winners import Choices, Reason, Side, choose
from contacts.models import Contact
from crm.kit.context import Cause, because
from crm.kit.unit import unit
from crm.kit.values import column, set_value
from setup.models import Direction
from setup.rules import rules_in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from contacts.links.bulk_repair import Pair
    from contacts.links.circle import Circle, Link
    from contacts.links.drift import Difference, Drift, Party
    from contacts.links.kinds import LinkKind
    from contacts.links.pending import Pending
    from contacts.links.plan import Line
    from setup.rules import Rules

WINDOW = 20_000
"""Contacts that are locked and written at once where one statement does it."""

BATCH = 200
"""Contacts that are locked and written at once where each needs a plan."""

LINES = 200
"""Values that go to the database in one statement."""

HUB = "contact"


@dataclass(frozen=True)
class Step:
    """One value: written to a record of ``kind`` ("contact" or the name of a kind), or left where it is and why.

    ``kind`` and ``field`` of what is left are those of the pair: its kind, the contact's column.
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
    """How many values were written, by kind of record and column, and left, by kind of pair, column and reason."""

    change_set: UUID
    contacts: int = 0
    written: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[tuple[str, str, Reason]] = field(default_factory=Counter)


def repair(
    direction: Side,
    *,
    kinds: Collection[LinkKind] | None = None,
    numbers: Mapping[str, Collection[str]] | None = None,
    fields: Collection[str] | None = None,
    include_paused: bool = True,
    dry_run: bool = False,
    window: int = WINDOW,
    report: Callable[[Step], None] | None = None,
    written_too: bool = True,
    progress: Callable[[int], None] | None = None,
) -> RepairResult:
    """Linked pairs that differ agree, except where something keeps them from it, which is counted with its reason.

    The side of ``direction`` wins, but a blank never beats a value. Windows of ``window`` contacts are units of
    their own in one change set: a killed run leaves whole windows, another run does the rest, and it writes nothing
    where nothing differs. Locks companies before people before partners. ``report`` hears of each value left and,
    ``written_too``, written, once its window is safe; ``progress`` of how many contacts are done. For the other
    arguments see ``Selection``.
    """
    with because(Cause.REPAIRED) as opened:
        result = RepairResult(opened.change_set)
        selection = Selection.of(kinds, numbers, fields, include_paused=include_paused)
        run = _Run(selection, direction, dry_run, result, report, written_too=written_too)
        hubs = pending(run.selection, direction)
        while chunk := list(islice(hubs, window)):
            _repair_window(run, chunk)
            result.contacts += len(chunk)
            if progress is not None:
                progress(result.contacts)
        return result


@dataclass
class _Run:
    """One repair under way."""

    selection: Selection
    side: Side
    dry_run: bool
    result: RepairResult
    report: Callable[[Step], None] | None
    written_too: bool

    @property
    def is_detailed(self) -> bool:
        """Somebody wants to hear of every value written."""
        return self.report is not None and self.written_too

    def unit(self) -> Any:
        """What is written inside stands or falls together; nothing is opened where nothing will be written."""
        return nullcontext() if self.dry_run else unit()

    def tell(self, steps: Iterable[Step]) -> None:
        """Pass on what happened, now that it will not be taken back."""
        for step in steps:
            if self.report is not None and (self.written_too or step.reason is not None):
                self.report(step)


def _repair_window(run: _Run, hubs: Sequence[Sequence[Pending]]) -> None:
    simple: dict[LinkKind, list[Pair]] = {kind: [] for kind in run.selection.kinds}
    others: list[int] = []
    for pairs in hubs:
        if all(one.simple for one in pairs):
            for one in pairs:
                simple[one.kind].append(one.pair)
        else:
            others.append(pairs[0].contact)
    _repair_simple(run, {kind: pairs for kind, pairs in simple.items() if pairs})
    for start in range(0, len(others), BATCH):
        _repair_by_plan(run, others[start : start + BATCH])


def _repair_simple(run: _Run, pairs: Mapping[LinkKind, Sequence[Pair]]) -> None:
    """Towards the partner, set-based; steps are read only where somebody wants to hear of them."""
    steps: list[Step] = []
    if not pairs:
        return
    with run.unit():
        if not run.dry_run:
            bulk_repair.lock(pairs.items())
        rules = rules_in_force()
        for kind, some in pairs.items():
            shared = run.selection.shared(kind)
            if run.dry_run or run.is_detailed:
                steps += _steps_to_partners(kind, some, run.selection, rules)
            counts = {} if run.dry_run else bulk_repair.send(kind, some, shared, rules)
            run.result.written.update({(kind.name, name): count for name, count in counts.items() if count})
    if run.dry_run:
        run.result.written.update((step.kind, step.field) for step in steps)
    run.tell(steps)


def _steps_to_partners(kind: LinkKind, pairs: Sequence[Pair], selection: Selection, rules: Rules) -> Iterator[Step]:
    shared = selection.shared(kind)
    rows = selection.rows(kind).filter(bulk_repair.is_simple(kind, shared, rules)).order_by("contact_id")
    for start in range(0, len(pairs), CHUNK):
        some = rows.filter(Q(Among("pk", [pair.relation for pair in pairs[start : start + CHUNK]])))
        for drift in read_drift(kind, some, shared, rules):
            record, sides = f"{drift.partner.no} {drift.partner.name}".strip(), (drift.contact, drift.partner)
            for one in drift.differences:
                yield Step(*sides, kind.name, record, one.shared.partner, one.partner, one.contact)


def _repair_by_plan(run: _Run, contacts: Sequence[int]) -> None:
    """Contact by contact, as the engine would write it: blanks, pins, policies, other partners, people."""
    steps: list[Step] = []
    lines: list[Line] = []
    with run.unit():
        circles = read_circles(contacts, lock=not run.dry_run)
        differing = [(circle, drift) for circle in circles for drift in _drifts(run, circle)]
        newer = newer_side([drift for _, drift in differing]) if run.side is Side.NEWEST else {}
        for circle in circles:
            links = [link for link in circle.links_of(circle.hub) if run.selection.includes(link, circle.hub)]
            chosen = choose(circle, links, run.selection.fields, run.side, newer)
            for link in links:
                steps += _plan_link(run, circle, link, chosen[link.relation.pk], lines)
        for start in range(0, 0 if run.dry_run else len(lines), LINES):
            engine.apply(Plan(tuple(lines[start : start + LINES])))
    _count(run.result, steps)
    run.tell(steps)


def _drifts(run: _Run, circle: Circle) -> Iterator[Drift]:
    for link in circle.links_of(circle.hub):
        if run.selection.includes(link, circle.hub):
            yield drift_of(circle, link, run.selection.shared(link.kind))


def _plan_link(run: _Run, circle: Circle, link: Link, choices: Choices, lines: list[Line]) -> list[Step]:
    """Steps of one link, their lines added to ``lines`` and done on the records, so that the next plan starts there."""
    drift = drift_of(circle, link, run.selection.shared(link.kind))
    steps = [_left(drift, one, choices.left) for one in drift.differences if one.shared.contact in choices.left]
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
    is_contact = isinstance(line.record, Contact)
    kind = None if is_contact else kind_of(type(line.record))
    if line.skipped is None:
        return (kind.name if kind else HUB), line.field
    owner = link if line.record is circle.hub else None
    owner = owner or next((one for one in circle.links_of(circle.hub) if one.partner is line.record), None)
    if owner is None:
        return None
    shared = (owner.kind.by_contact if is_contact else owner.kind.by_partner)[line.field]
    way = open_way(owner.kind, shared, circle.rules, circle.hub.pinned, owner.partner.pinned)
    return None if way is Direction.NEVER else (owner.kind.name, shared.contact)


def _left(drift: Drift, one: Difference, reasons: Mapping[str, Reason]) -> Step:
    record, name = f"{drift.contact.no} {drift.contact.name}".strip(), one.shared.contact
    return Step(drift.contact, drift.partner, drift.kind.name, record, name, one.contact, one.partner, reasons[name])


def _step(drift: Drift, line: Line, kind: str, name: str) -> Step:
    reason = Reason(line.skipped.value) if line.skipped else None
    return Step(drift.contact, drift.partner, kind, line.record.title, name, line.old, line.new, reason)


def _count(result: RepairResult, steps: Iterable[Step]) -> None:
    for step in steps:
        if step.reason is None:
            result.written[step.kind, step.field] += 1
        else:
            result.left[step.kind, step.field, step.reason] += 1
