"""What awaits repair: differing pairs in the order of their contacts, read while others of them are written."""

from __future__ import annotations

import heapq
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, Q, When

from contacts.links.bulk_repair import Pair, is_simple
from contacts.links.drift import drifting
from contacts.links.streaming import PAGE, stream
from contacts.links.winners import Side
from setup.rules import rules_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts.links.kinds import LinkKind
    from contacts.links.selection import Selection
    from setup.rules import Rules


class Pending(NamedTuple):
    """A differing pair by its keys. ``simple``: the statement that repairs many will do."""

    contact: int
    kind: LinkKind
    pair: Pair
    simple: bool


def pending(selection: Selection, side: Side, first: int = PAGE) -> Iterator[list[Pending]]:
    """The differing pairs, those of one contact together, by the contact's key.

    What was repaired while this is read may still appear. Statements, and ``first``: see ``stream``, for each kind.
    """
    rules = rules_in_force()
    streams = [_stream(selection, side, kind, rules, first) for kind in selection.kinds]
    for _contact, pairs in groupby(heapq.merge(*streams, key=attrgetter("contact")), attrgetter("contact")):
        yield list(pairs)


def _stream(selection: Selection, side: Side, kind: LinkKind, rules: Rules, first: int) -> Iterator[Pending]:
    shared = selection.shared(kind)
    simple = is_simple(kind, shared, rules) if side is Side.CONTACT else Q(pk__in=[])
    rows = selection.rows(kind).filter(Q(drifting(kind, shared, rules))).order_by("contact_id")
    found = rows.values_list("contact_id", "pk", f"{kind.name}_id", Case(When(simple, then=1), default=0))
    for contact, relation, partner, flag in stream(found, "contact_id", first):
        yield Pending(contact, kind, Pair(contact, relation, partner), bool(flag))
