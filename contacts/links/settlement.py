"""Many differences settled by a rule: first what would happen, then the same thing done (F5)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from contacts.links import differences, texts
from contacts.links.drift import compared, drifting
from contacts.links.kinds import kind_named
from contacts.links.repair import repair
from contacts.links.sql import Pattern
from contacts.models import Contact
from crm.kit.display import caption
from setup.models import Direction
from setup.rules import rules_in_force

if TYPE_CHECKING:
    from contacts.links.differences import Asked
    from contacts.links.repair import RepairResult, Side, Step

SHOWN = 200
"""Values that a preview names, of those that are written and of those that are left."""

MOST = 1_000
"""Pairs that are settled while somebody waits; of more, a job is made."""

EXACT = 5_000
"""Pairs of which a preview knows every value; of more, it counts what differs and shows how it begins."""


class Count(NamedTuple):
    """How many values of a field are written to records of a kind, or left and why."""

    kind: str
    field: str
    number: int
    reason: str = ""


class Line(NamedTuple):
    """One value that is written or left: record, field, old and new, or both values and why they stay."""

    record: str
    field: str
    old: str
    new: str
    reason: str = ""


@dataclass
class Preview:
    """What a rule would do. ``digest`` is another one as soon as anything about it is.

    Of very many pairs, ``differing`` counts what differs, and ``result`` and the lines are only the beginning.
    """

    result: RepairResult
    digest: str
    pairs: int
    differing: list[Count] = field(default_factory=list)
    written: list[Line] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many values would be written."""
        return self.result.written.total()

    @property
    def left_total(self) -> int:
        """How many differences would be left."""
        return self.result.left.total()


def preview(side: Side, asked: Asked) -> Preview:
    """What ``settle`` would do now; nothing is written or locked."""
    pairs, sum_ = differences.count(asked), sha256()
    differing = _differing(asked) if pairs > EXACT else []
    written: list[Step] = []
    left: list[Step] = []

    def hear(step: Step) -> None:
        told = (step.contact.pk, step.partner.pk, step.kind, step.record, step.field, step.old, step.new, step.reason)
        sum_.update(repr(told).encode())
        kept = written if step.reason is None else left
        if len(kept) < SHOWN:
            kept.append(step)

    result = repair(side, **arguments(asked), most=SHOWN if differing else None, dry_run=True, report=hear)
    sum_.update(repr(differing).encode())
    said = texts.of_steps([*written, *left])
    lines = [[_line(step, said) for step in some] for some in (written, left)]
    return Preview(result, sum_.hexdigest(), pairs, differing, *lines)


def settle(side: Side, asked: Asked) -> RepairResult:
    """The differences are settled as far as ``side`` decides them; see ``repair``."""
    return repair(side, **arguments(asked))


def counts_of(result: RepairResult) -> tuple[list[Count], list[Count]]:
    """What was written and what was left, in words, the most first."""
    written = [Count(_label(kind), _caption(kind, name), n) for (kind, name), n in result.written.most_common()]
    left = [
        Count(_label(kind), caption(Contact, name), number, str(reason.label))
        for (kind, name, reason), number in result.left.most_common()
    ]
    return written, left


def _differing(asked: Asked) -> list[Count]:
    """How many values of each field differ, the most first. A scan for each kind."""
    chosen, rules = asked.selection, rules_in_force()
    found: Counter[tuple[str, str]] = Counter()
    for kind in chosen.kinds:
        meant = [one for one in chosen.shared(kind) if kind.direction(one, rules) is not Direction.NEVER]
        rows = chosen.rows(kind).filter(Q(drifting(kind, meant, rules)))
        pattern = Pattern([compared(kind, one) for one in meant])
        for digits, number in rows.values_list(pattern).annotate(models.Count("pk")).order_by():
            for one, digit in zip(meant, digits, strict=True):
                found[kind.name, one.contact] += number * int(digit)
    return [Count(_label(kind), caption(Contact, name), n) for (kind, name), n in found.most_common() if n]


def arguments(asked: Asked) -> dict[str, Any]:
    """What a repair is told of them."""
    return {
        "kinds": asked.kinds,
        "fields": asked.fields,
        "include_paused": asked.paused is not False,
        "relations": asked.relations,
        "age": asked.age,
    }


def _line(step: Step, said: texts.Texts) -> Line:
    model = texts.model_in(step)
    old, new = (said.text(model, step.field, value) for value in (step.old, step.new))
    record = step.record if step.reason is None else f"{step.contact.no} ⇄ {step.partner.no} {step.partner.name}"
    return Line(record.strip(), caption(model, step.field), old, new, str(step.reason.label) if step.reason else "")


def _label(kind: str) -> str:
    return capfirst(str(Contact._meta.verbose_name if kind == "contact" else kind_named(kind).label))


def _caption(kind: str, name: str) -> str:
    return caption(Contact if kind == "contact" else kind_named(kind).model, name)
