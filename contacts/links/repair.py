"""Repair of drift: windows of contacts, each a unit of its own, all of one change set (S4, rulings 5 and 11)."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q

from contacts.links import bulk_repair, engine
from contacts.links.batches import read_circles
from contacts.links.drift import drift_of
from contacts.links.newest import newer_side
from contacts.links.pending import pending
from contacts.links.plan import Plan
from contacts.links.selection import Selection
from contacts.links.sql import Among
from contacts.links.steps import RepairResult, Step, plan_steps, steps_to_partners
from contacts.links.streaming import CHUNK
from contacts.links.winners import Side, choose
from crm.kit.context import Cause, because
from crm.kit.unit import unit
from setup.rules import rules_in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from contacts.links.bulk_repair import Pair
    from contacts.links.circle import Circle
    from contacts.links.drift import Drift
    from contacts.links.kinds import LinkKind
    from contacts.links.pending import Pending
    from contacts.links.plan import Line
    from contacts.links.selection import Age
    from setup.rules import Rules

__all__ = ["RepairResult", "Side", "Step", "repair"]

WINDOW = 5_000
"""Contacts that are locked and written at once where one statement does it."""

BATCH = 200
"""Contacts that are locked and written at once where each needs a plan."""

LINES = 200
"""Values that go to the database in one statement of a plan."""


def repair(
    direction: Side,
    *,
    kinds: Collection[LinkKind] | None = None,
    numbers: Mapping[str, Collection[str]] | None = None,
    fields: Collection[str] | None = None,
    include_paused: bool = True,
    relations: Collection[int] | None = None,
    age: Age | None = None,
    after: int = 0,
    most: int | None = None,
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
    ``written_too``, written, once its window is safe; ``progress`` of how many contacts are done. Ends after ``most``
    contacts. For the other arguments see ``Selection``.
    """
    with because(Cause.REPAIRED) as opened:
        result = RepairResult(opened.change_set)
        selection = Selection.of(
            kinds, numbers, fields, include_paused=include_paused, relations=relations, after=after, age=age
        )
        run = _Run(selection, direction, dry_run, result, report, written_too=written_too)
        hubs = pending(selection, direction) if most is None else islice(pending(selection, direction, most + 1), most)
        while chunk := list(islice(hubs, min(window, CHUNK) if run.is_detailed else window)):
            _repair_window(run, chunk)
            result.contacts += len(chunk)
            result.pairs += sum(map(len, chunk))
            result.last = chunk[-1][0].contact
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
        """Every value written is read one by one: to be told, or because only counting is left to do."""
        return self.dry_run or (self.report is not None and self.written_too)

    def unit(self) -> AbstractContextManager[None]:
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
    if any(simple.values()):
        _repair_simple(run, {kind: pairs for kind, pairs in simple.items() if pairs})
    for start in range(0, len(others), BATCH):
        _repair_by_plan(run, others[start : start + BATCH])


def _repair_simple(run: _Run, pairs: Mapping[LinkKind, Sequence[Pair]]) -> None:
    """Towards the partner, set-based."""
    steps: list[Step] = []
    with run.unit():
        if not run.dry_run:
            bulk_repair.lock(pairs.items())
        rules = rules_in_force()
        for kind, some in pairs.items():
            if run.is_detailed:
                steps += _steps(run.selection, kind, some, rules)
            if not run.dry_run:
                counts = bulk_repair.send(kind, some, run.selection.shared(kind), rules)
                run.result.written.update({(kind.name, name): count for name, count in counts.items() if count})
    if run.dry_run:
        run.result.count(steps)
    run.tell(steps)


def _steps(selection: Selection, kind: LinkKind, pairs: Sequence[Pair], rules: Rules) -> Iterator[Step]:
    shared = selection.shared(kind)
    rows = selection.rows(kind).filter(bulk_repair.is_simple(kind, shared, rules)).order_by("contact_id")
    yield from steps_to_partners(kind, rows.filter(Q(Among("pk", [pair.relation for pair in pairs]))), shared, rules)


def _repair_by_plan(run: _Run, contacts: Sequence[int]) -> None:
    """Contact by contact, as the engine would write it: blanks, pins, policies, other partners, people."""
    steps: list[Step] = []
    lines: list[Line] = []
    with run.unit():
        circles = read_circles(contacts, lock=not run.dry_run)
        drifts = [drift for circle in circles for drift in _drifts(run.selection, circle)]
        newer = newer_side(drifts) if run.side is Side.NEWEST else {}
        for circle in circles:
            links = [link for link in circle.links_of(circle.hub) if run.selection.includes(link, circle.hub)]
            chosen = choose(circle, links, run.selection.fields, run.side, newer)
            for link in links:
                shared = run.selection.shared(link.kind)
                steps += plan_steps(circle, link, shared, chosen[link.relation.pk], lines)
        for start in range(0, 0 if run.dry_run else len(lines), LINES):
            engine.apply(Plan(tuple(lines[start : start + LINES])))
    run.result.count(steps)
    run.tell(steps)


def _drifts(selection: Selection, circle: Circle) -> Iterator[Drift]:
    for link in circle.links_of(circle.hub):
        if selection.includes(link, circle.hub):
            yield drift_of(circle, link, selection.shared(link.kind))
