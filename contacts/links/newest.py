"""Which side of a difference is newer, by the history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Max, Q

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Action, Change
from crm.kit.context import Cause
from crm.kit.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from contacts.links.drift import Drift

CARRIED = (Cause.SYNCHRONIZED, Cause.LINKED, Cause.CREATED, Cause.REPAIRED)
"""Why a record holds what the other side of its link had."""

CONTACT, PARTNER = "contact", "partner"

_Change = tuple["datetime", int, Any, str, str]


class Newer(NamedTuple):
    """The newer side, and since when; ``None`` where it was written past the history, later than anything known."""

    side: str
    at: datetime | None


@dataclass(frozen=True)
class Trace:
    """What the history knows of a value: its last change, by whom and why, and what it was changed to."""

    value: Any
    at: datetime | None = None
    number: int = 0
    recorded: Any = None
    cause: str = ""
    by: str = ""

    @property
    def is_known(self) -> bool:
        """The value is what the history saw last; otherwise it was written without history since."""
        return self.at is not None and _same(self.value, self.recorded)


Traces = dict[tuple[int, str], tuple[Trace, Trace]]


def newer_side(drifts: Sequence[Drift]) -> dict[tuple[int, str], Newer]:
    """For link row and contact's column: which side is newer. Left out where the history does not tell.

    A value that the history saw last on its side is as old as that change. Any other was written past the history
    (raw SQL, a restored backup), after the last change noted on its side. One query for contacts and one for each
    kind, whatever the number of ``drifts``.
    """
    return newer_of(traces_of(drifts))


def newer_of(traces: Traces) -> dict[tuple[int, str], Newer]:
    """What ``newer_side`` says, of what the history was asked already. No query."""
    return {key: newer for key, both in traces.items() if (newer := _compare(*both)) is not None}


def traces_of(drifts: Sequence[Drift]) -> Traces:
    """For link row and contact's column: what the history knows of the contact's value and of the partner's.

    Accepted differences too. Queries like ``newer_side``.
    """
    changes = _last_changes(drifts)
    found = {}
    for drift in drifts:
        ours, theirs = Contact._meta.label_lower, drift.kind.model._meta.label_lower
        for one in (*drift.differences, *drift.accepted):
            found[drift.relation, one.shared.contact] = (
                _trace(one.contact, changes.get((ours, str(drift.contact.pk), one.shared.contact))),
                _trace(one.partner, changes.get((theirs, str(drift.partner.pk), one.shared.partner))),
            )
    return found


def last_in_step(drifts: Sequence[Drift]) -> dict[int, datetime]:
    """Link row → when a value went from one side to the other last, or when they were linked; as the history knows.

    One query, whatever the number of ``drifts``.
    """
    asked, owners = Q(), defaultdict[tuple[str, str, str], list[int]](list)
    by_model: defaultdict[str, set[str]] = defaultdict(set)
    for drift in drifts:
        contacts, partners = Contact._meta.label_lower, drift.kind.model._meta.label_lower
        ours, theirs = f"{contacts} {drift.contact.no}", f"{partners} {drift.partner.no}"
        relation = (ContactBusinessRelation._meta.label_lower, str(drift.relation), "")
        for key in (relation, (contacts, str(drift.contact.pk), theirs), (partners, str(drift.partner.pk), ours)):
            owners[key].append(drift.relation)
            by_model[key[0]].add(key[1])
    for model, keys in by_model.items():
        asked |= Q(model=model, object_id__in=keys)
    rows = Change.objects.filter(asked, cause__in=CARRIED).order_by() if by_model else Change.objects.none()
    found: dict[int, datetime] = {}
    for model, key, origin, at in rows.values_list("model", "object_id", "origin").annotate(Max("at")):
        known = owners.get((model, key, "" if model == ContactBusinessRelation._meta.label_lower else origin), ())
        found |= {relation: max(at, found.get(relation, at)) for relation in known}
    return found


def _compare(contact: Trace, partner: Trace) -> Newer | None:
    if contact.is_known == partner.is_known:
        ages = [trace.number if trace.is_known else 0 for trace in (contact, partner)]
        if ages[0] == ages[1] or _same_moment(contact, partner):
            return None
        return Newer(CONTACT, contact.at) if ages[0] > ages[1] else Newer(PARTNER, partner.at)
    strange, known = (partner, contact) if contact.is_known else (contact, partner)
    if strange.at is None:
        return Newer(CONTACT if known is contact else PARTNER, known.at)
    if strange.number < known.number and not _same(strange.recorded, known.value):
        return None
    return Newer(CONTACT if strange is contact else PARTNER, None)


def _same_moment(contact: Trace, partner: Trace) -> bool:
    return contact.at == partner.at


def _same(one: Any, other: Any) -> bool:
    return one == other or (is_blank(one) and is_blank(other))


def _trace(value: Any, change: _Change | None) -> Trace:
    return Trace(value) if change is None else Trace(value, *change)


def _last_changes(drifts: Iterable[Drift]) -> dict[tuple[str, str, str], _Change]:
    """Type, key and column → when, in which row of the history, to what, why and by whom it was changed last."""
    wanted: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for drift in drifts:
        for one in (*drift.differences, *drift.accepted):
            wanted[Contact._meta.label_lower][str(drift.contact.pk)].add(one.shared.contact)
            wanted[drift.kind.model._meta.label_lower][str(drift.partner.pk)].add(one.shared.partner)
    last = {}
    for model, records in wanted.items():
        rows = Change.objects.filter(model=model, object_id__in=list(records)).order_by("pk")
        columns = ("pk", "object_id", "at", "action", "diff", "cause", "actor_name")
        for number, key, at, action, diff, *why in rows.values_list(*columns).iterator():
            # What a new record leaves out was blank on it.
            for name in records[key] if action == Action.CREATE else records[key] & diff.keys():
                last[model, key, name] = (at, number, diff.get(name, (None, None))[1], *why)
    return last
