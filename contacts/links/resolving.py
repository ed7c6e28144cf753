"""The differences of one link: what each choice means, and the choices carried out (F5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contacts.links import engine
from contacts.links.batches import read_circles
from contacts.links.comparing import counted, default_choices, reader_of
from contacts.links.drift import drift_of
from contacts.links.linking import Master
from contacts.links.newest import CONTACT, newer_of, traces_of
from contacts.links.plan import link_plan
from contacts.links.winners import Side
from crm.kit.context import Cause, because
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contacts.links.circle import Circle, Link
    from contacts.links.comparing import Comparison
    from contacts.links.drift import Drift
    from contacts.links.models import ContactBusinessRelation
    from contacts.links.newest import Newer, Traces
    from contacts.links.plan import Plan

Choices = dict[str, "bool | None"]
"""The contact's column → the contact's value is kept; ``None`` leaves both as they are."""


@dataclass(frozen=True)
class Pair:
    """A link as it stands: what hangs on it, how it differs, and what the history knows of both values."""

    circle: Circle
    link: Link
    drift: Drift
    traces: Traces

    @property
    def names(self) -> list[str]:
        """The contact's columns that differ."""
        return [one.shared.contact for one in self.drift.differences]

    def newer(self, name: str) -> Newer | None:
        """The newer side of a column; ``None`` where the history does not tell."""
        return newer_of({key: both for key, both in self.traces.items() if key[1] == name}).get(
            (self.drift.relation, name)
        )

    def suggested(self, rule: Side | None) -> Choices:
        """What ``rule`` chooses, blanks never over values; without one, what is newer, else nothing."""
        defaults = default_choices(self.circle.hub, self.link.partner, self.link.kind, self.names)
        found: Choices = {}
        for name in self.names:
            side = rule
            if rule in (None, Side.NEWEST):
                newer = self.newer(name)
                side = None if newer is None else Side.CONTACT if newer.side == CONTACT else Side.PARTNER
            found[name] = None if side is None else defaults[Master(side.value)][name]
        return found


def read_pair(relation: ContactBusinessRelation, *, lock: bool = False) -> Pair | None:
    """The link with all that may change with it; ``None`` where it is gone. About ten queries, however much differs."""
    circles = read_circles([relation.contact_id], lock=lock)
    for circle in circles:
        for link in circle.links_of(circle.hub):
            if link.relation == relation:
                drift = drift_of(circle, link, link.kind.shared)
                return Pair(circle, link, drift, traces_of([drift]))
    return None


def compare_pair(pair: Pair, choices: Choices, before: Mapping[str, tuple[Any, Any]]) -> Comparison:
    """Each field that differs with what both choices lead to; nothing is written. ``before`` as in ``compare``."""
    contact, partner, kind = pair.circle.hub, pair.link.partner, pair.link.kind
    reader = reader_of(contact, partner, kind)
    sides = {kept: _plan(pair, dict.fromkeys(pair.names, kept)) for kept in (True, False)}
    rows = [
        reader.row(kind.by_contact[name], choices.get(name), sides[True], sides[False], before.get(name))
        for name in pair.names
    ]
    decided = decided_in(choices)
    defaults = default_choices(contact, partner, kind, pair.names)
    return counted(reader, kind, rows, decided, _plan(pair, decided), defaults)


def decided_in(choices: Choices) -> dict[str, bool]:
    """The choices without what is left as it is."""
    return {name: kept for name, kept in choices.items() if kept is not None}


def settle(pair: Pair, choices: Mapping[str, bool]) -> Plan:
    """The chosen values stand on both sides and on all that follows, in one unit. The pair must be locked."""
    with unit(), because(Cause.REPAIRED):
        plan = _plan(pair, {name: kept for name, kept in choices.items() if name in pair.names})
        engine.apply(plan)
        engine.end_acceptances(pair.circle)
        return plan


def _plan(pair: Pair, choices: Mapping[str, bool]) -> Plan:
    only, cause = frozenset(choices), Cause.REPAIRED
    return link_plan(pair.circle, pair.link, contact_wins=True, choices=choices, only=only, cause=cause)
