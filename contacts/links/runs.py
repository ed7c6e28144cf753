"""Linking on a larger scale: the pairs of a file, or pairs that match; each says what became of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from contacts.links import bulk_matching
from contacts.links.bulk_linking import BATCH, Pair, Result, link_many
from contacts.links.eligibility import relation_code
from contacts.links.linking import Master, preview_link
from contacts.links.lookup import named_kind, numbered
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.kit.refusal import Refused
from crm.kit.report import shown
from crm.kit.values import column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contacts.links.kinds import LinkKind
    from contacts.links.pair_files import Row
    from contacts.links.plan import Line, Plan

T = TypeVar("T")

LINKED, ALREADY, REFUSED, AMBIGUOUS, BELOW = "linked", "already_linked", "refused", "ambiguous", "below_threshold"


class How(NamedTuple):
    """Whose values are kept, and whether anything is written."""

    master: Master = Master.CONTACT
    blanks_win: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Entry:
    """What became, or would become, of one pair; numbers and names as far as they are known."""

    contact: str
    kind: str
    partner: str
    result: str
    contact_name: str = ""
    partner_name: str = ""
    score: int | None = None
    reason: str = ""
    changes: tuple[str, ...] = ()
    line: int | None = None


@dataclass
class _Claimed:
    """What a dry run would have linked by now, so that it refuses what the run itself would."""

    contacts: set[tuple[str, int]] = field(default_factory=set)
    partners: set[tuple[str, int]] = field(default_factory=set)

    def claim(self, kind: LinkKind, pair: Pair) -> bool:
        """False where an earlier pair has the contact or the partner already."""
        contact, partner = (kind.name, pair.contact_id), (kind.name, pair.partner_id)
        if contact in self.contacts or partner in self.partners:
            return False
        self.contacts.add(contact)
        self.partners.add(partner)
        return True


def link_rows(rows: Iterable[Row], how: How) -> Iterator[Entry]:
    """The pairs of a file, in its order; a row that cannot be linked is refused and the others go on."""
    claimed = _Claimed()
    for batch in _batches(rows):
        yield from _link_batch(batch, how, claimed)


def link_matches(kind: LinkKind, threshold: int, how: How) -> Iterator[Entry]:
    """What ``bulk_matching.find`` found for ``kind``: linked where it is clear on both sides, listed where not."""
    for batch in _batches(bulk_matching.proposals(kind, threshold)):
        clear = [Pair(one.contact_id, one.partner_id) for one in batch if one.score >= threshold and not one.rivals]
        results = {result.pair: result for result in _results(kind, clear, how, _Claimed())}
        for one in batch:
            known = Entry(one.contact_no, kind.name, one.partner_no, "", one.contact_name, one.partner_name, one.score)
            result = results.get(Pair(one.contact_id, one.partner_id))
            reason = ", ".join(one.reasons)
            if result is not None:
                yield _entry(known, result, reason)
            elif one.score < threshold:
                yield replace(known, result=BELOW, reason=reason)
            else:
                said = _("%(reasons)s; %(count)s more over the threshold on one of the sides")
                yield replace(known, result=AMBIGUOUS, reason=said % {"reasons": reason, "count": one.rivals})


def _link_batch(rows: Sequence[Row], how: How, claimed: _Claimed) -> Iterator[Entry]:
    entries: dict[int, Entry] = {}
    pairs: dict[str, list[tuple[Row, Pair, Entry]]] = defaultdict(list)
    contacts = numbered(Contact, [row.contact for row in rows])
    for row in rows:
        try:
            kind = _usable(row)
        except Refused as refusal:
            entries[row.line] = _refused(row, refusal.sentence)
            continue
        pairs[kind.name].append((row, Pair(0, 0), _refused(row, "")))
    for name, waiting in pairs.items():
        kind = named_kind(name)
        partners = numbered(kind.model, [row.partner for row, _pair, _entry_ in waiting])
        found: dict[int, tuple[Pair, Entry]] = {}
        for row, _pair, _entry_ in waiting:
            contact, partner = contacts.get(row.contact), partners.get(row.partner)
            if contact is None or partner is None:
                entries[row.line] = _refused(row, _unknown(row, kind, contact is None))
                continue
            known = Entry(contact.no, kind.name, partner.no, "", contact.name, partner.name, line=row.line)
            found[row.line] = Pair(contact.pk, partner.pk), known
    yield from (entries[row.line] for row in rows)
