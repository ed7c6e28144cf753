"""Which side of a difference is newer, by the history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from contacts.models import Contact
from crm.history.models import Action, Change
from crm.kit.values import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from contacts.links.drift import Drift

CONTACT, PARTNER = "contact", "partner"


class Newer(NamedTuple):
    """The newer side, and since when; ``None`` where it was written past the history, later than anything known."""

    side: str
    at: datetime | None


@dataclass(frozen=True)
class _Trace:
    """What the history knows of a value: its last change, and what it was changed to."""

    value: Any
    at: datetime | None = None
    number: int = 0
    recorded: Any = None

    @property
    def is_known(self) -> bool:
        """The value is what the history saw last; otherwise it was written without history since."""
        return self.at is not None and _same(self.value, self.recorded)


def newer_side(drifts: Sequence[Drift]) -> dict[tuple[int, str], Newer]:
    """For link row and contact's column: which side is newer. Left out where the history does not tell.

    A value that the history saw last on its side is as old as that change. Any other was written past the history
    (raw SQL, a restored backup), after the last change noted on its side. One query for contacts and one for each
    kind, whatever the number of ``drifts``.
    """
    changes = _last_changes(drifts)
    found = {}
    for drift in drifts:
        ours, theirs = Contact._meta.label_lower, drift.kind.model._meta.label_lower
        for one in drift.differences:
            newer = _compare(
                _trace(one.contact, changes.get((ours, str(drift.contact.pk), one.shared.contact))),
                _trace(one.partner, changes.get((theirs, str(drift.partner.pk), one.shared.partner))),
            )
            if newer is not None:
                found[drift.relation, one.shared.contact] = newer
    return found


def _compare(contact: _Trace, partner: _Trace) -> Newer | None:
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


def _same_moment(contact: _Trace, partner: _Trace) -> bool:
    return contact.at == partner.at


def _same(one: Any, other: Any) -> bool:
    return one == other or (is_blank(one) and is_blank(other))


def _trace(value: Any, change: tuple[datetime, int, Any] | None) -> _Trace:
    return _Trace(value) if change is None else _Trace(value, *change)


def _last_changes(drifts: Iterable[Drift]) -> dict[tuple[str, str, str], tuple[datetime, int, Any]]:
    """Type, key and column → when, in which row of the history, and to what it was changed last."""
    wanted: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for drift in drifts:
        for one in drift.differences:
            wanted[Contact._meta.label_lower][str(drift.contact.pk)].add(one.shared.contact)
            wanted[drift.kind.model._meta.label_lower][str(drift.partner.pk)].add(one.shared.partner)
    last = {}
    for model, records in wanted.items():
        rows = Change.objects.filter(model=model, object_id__in=list(records)).order_by("pk")
        for number, key, at, action, diff in rows.values_list("pk", "object_id", "at", "action", "diff").iterator():
            # What a new record leaves out was blank on it.
            for name in records[key] if action == Action.CREATE else records[key] & diff.keys():
                last[model, key, name] = (at, number, diff.get(name, (None, None))[1])
    return last
