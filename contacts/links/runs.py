"""Linking on a larger scale: the pairs of a file, or pairs that match; says what became of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.links import bulk_matching, heirs
from contacts.links.bulk_joining import Pair
from contacts.links.bulk_linking import BATCH, Result, link_many, preview_many
from contacts.links.eligibility import relation_code
from contacts.links.linking import Master
from contacts.links.lookup import named_kind, numbered, unknown_contact, unknown_partner
from contacts.models import Contact
from crm.kit.display import as_printed
from crm.kit.refusal import Refused
from crm.kit.report import shown
from crm.kit.unit import unit
from crm.kit.values import column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from contacts.links.kinds import LinkKind
    from contacts.links.pair_files import Row
    from contacts.links.plan import Line
    from contacts.sharing import SharingRecord

T = TypeVar("T")

LINKED, ALREADY, REFUSED, AMBIGUOUS, BELOW = "linked", "already", "refused", "ambiguous", "below"


class How(NamedTuple):
    """Whose values are kept, whether anything is written, and what follows to the partner (``heirs.names``)."""

    master: Master = Master.CONTACT
    blanks_win: bool = False
    dry_run: bool = False
    follow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """What became, or would become, of one pair; numbers and names as far as they are known."""

    contact: str
    kind: str
    partner: str
    result: str = ""
    contact_name: str = ""
    partner_name: str = ""
    score: int | None = None
    reason: str = ""
    changes: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    line: int | None = None


class _Ready(NamedTuple):
    """A row whose numbers are known."""

    kind: LinkKind
    pair: Pair
    entry: Entry


@dataclass
class _Claimed:
    """What a dry run would have linked by now, so that it refuses what the run itself would."""

    by_side: dict[tuple[str, str, int], Pair] = field(default_factory=dict)

    def judge(self, kind: LinkKind, result: Result) -> Result:
        """``result``, unless an earlier pair is the same or has the contact or the partner already."""
        pair = result.pair
        sides = (kind.name, "contact", pair.contact_id), (kind.name, "partner", pair.partner_id)
        earlier = {self.by_side[side] for side in sides if side in self.by_side}
        if result.plan is None or earlier == {pair}:
            return Result(pair, refused=result.refused)
        if earlier:
            return Result(pair, refused=_("An earlier pair would link one of them already."))
        self.by_side |= dict.fromkeys(sides, pair)
        return result


def link_rows(rows: Iterable[Row], how: How) -> Iterator[Entry]:
    """The pairs of a file, in its order; a row that cannot be linked is refused and the others go on."""
    claimed = _Claimed()
    for batch in _batches(rows):
        entries, ready = _resolved(batch)
        for turn in _turns(ready):
            for one, result in _turn_results(turn, how, claimed):
                entries[one.entry.line] = _entry(one.entry, result)
        yield from (entries[row.line] for row in batch)


def link_matches(kind: LinkKind, threshold: int, how: How) -> Iterator[Entry]:
    """What ``bulk_matching.find`` found: linked where it is clear on both sides, else listed with the reason."""
    for batch in _batches(bulk_matching.proposals(kind, threshold)):
        clear = [one for one in batch if one.score >= threshold and not one.rivals]
        pairs = [Pair(one.contact_id, one.partner_id) for one in clear]
        results = {result.pair: result for result in _results(kind, pairs, how, _Claimed())}
        for one in batch:
            entry = _proposed(kind, one)
            result = results.get(Pair(one.contact_id, one.partner_id))
            if result is not None:
                yield _entry(entry, result)
            elif one.score < threshold:
                yield replace(entry, result=BELOW)
            else:
                yield replace(entry, result=AMBIGUOUS)


def link_one(kind: LinkKind, contact: Contact, partner: SharingRecord, how: How) -> Entry:
    """One pair. Raises Refused where the relation code is missing."""
    relation_code(kind)
    entry = Entry(contact.no, kind.name, partner.no, "", contact.name, partner.name)
    (result,) = _results(kind, [Pair(contact.pk, partner.pk)], how, _Claimed())
    return _entry(entry, result)


def _proposed(kind: LinkKind, one: bulk_matching.Proposal) -> Entry:
    reason = ", ".join(one.reasons)
    names = one.contact_name, one.partner_name
    return Entry(one.contact_no, kind.name, one.partner_no, "", *names, one.score, reason)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _resolved(rows: Sequence[Row]) -> tuple[dict[int | None, Entry], list[_Ready]]:
    """Refused rows by their lines, and the others with what their numbers stand for. One query for each kind."""
    contacts = numbered(Contact, [row.contact for row in rows])
    kinds = {row.kind: _usable(row.kind) for row in rows if not row.problem}
    partners: dict[str, Mapping[str, SharingRecord]] = {
        typed: numbered(kind.model, [row.partner for row in rows if row.kind == typed])
        for typed, kind in kinds.items()
        if not isinstance(kind, str)
    }
    refused: dict[int | None, Entry] = {}
    ready = []
    for row in rows:
        kind = row.problem or kinds[row.kind]
        contact = contacts.get(row.contact)
        partner = partners.get(row.kind, {}).get(row.partner)
        if isinstance(kind, str) or contact is None or partner is None:
            refused[row.line] = _refused(row, kind, contact)
        else:
            entry = Entry(contact.no, kind.name, partner.no, "", contact.name, partner.name, line=row.line)
            ready.append(_Ready(kind, Pair(contact.pk, partner.pk), entry))
    return refused, ready


def _usable(typed: str) -> LinkKind | str:
    """The kind, or why its pairs cannot be linked."""
    try:
        kind = named_kind(typed)
        relation_code(kind)
    except Refused as refusal:
        return refusal.sentence
    return kind


def _refused(row: Row, kind: LinkKind | str, contact: Contact | None) -> Entry:
    if isinstance(kind, str):
        reason = kind
    else:
        reason = unknown_contact(row.contact) if contact is None else unknown_partner(kind, row.partner)
    return Entry(row.contact, row.kind, row.partner, REFUSED, reason=reason, line=row.line)


def _turns(ready: Iterable[_Ready]) -> list[list[_Ready]]:
    """Rows of one contact in turns, in their order: which value is kept may depend on it."""
    turns: list[list[_Ready]] = []
    seen: Counter[int] = Counter()
    for one in ready:
        turn = seen[one.pair.contact_id]
        seen[one.pair.contact_id] += 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(one)
    return turns


def _turn_results(turn: Iterable[_Ready], how: How, claimed: _Claimed) -> Iterator[tuple[_Ready, Result]]:
    """What became of the rows of a turn, kind by kind."""
    by_kind: dict[str, list[_Ready]] = defaultdict(list)
    for one in turn:
        by_kind[one.kind.name].append(one)
    for ones in by_kind.values():
        yield from zip(ones, _results(ones[0].kind, [one.pair for one in ones], how, claimed), strict=True)


def _results(kind: LinkKind, pairs: Sequence[Pair], how: How, claimed: _Claimed) -> list[Result]:
    if not pairs:
        return []
    if how.dry_run:
        found = preview_many(kind, pairs, master=how.master, blanks_win=how.blanks_win)
        return [_foreseen(kind, claimed.judge(kind, result), how) for result in found]
    if how.follow:
        return [_linked_and_followed(kind, pair, how) for pair in pairs]
    return list(link_many(kind, pairs, master=how.master, blanks_win=how.blanks_win))


def _linked_and_followed(kind: LinkKind, pair: Pair, how: How) -> Result:
    """A pair in a unit of its own: no run that is killed leaves a link whose quotes did not follow."""
    with unit():
        (result,) = link_many(kind, [pair], master=how.master, blanks_win=how.blanks_win)
        if result.plan is None:
            return result
        owner = Contact._base_manager.get(pk=pair.contact_id)
        return replace(result, followed=tuple(heirs.give_named(owner, kind, how.follow)))


def _foreseen(kind: LinkKind, result: Result, how: How) -> Result:
    """With what would follow. One query for each pair, where that was asked for."""
    if result.plan is None or not how.follow:
        return result
    owner = Contact._base_manager.get(pk=result.pair.contact_id)
    return replace(result, followed=tuple(heirs.to_follow(owner, kind, how.follow)))


def _entry(known: Entry, result: Result) -> Entry:
    if result.refused:
        return replace(known, result=REFUSED, reason=result.refused)
    if result.plan is None:
        return replace(known, result=ALREADY)
    changes = tuple(map(_change, result.plan.lines))
    return replace(known, result=LINKED, changes=changes, followed=result.followed)


def _change(line: Line) -> str:
    caption = capfirst(str(column(type(line.record), line.field).verbose_name))
    old, new = (as_printed(line.field, shown(value)) for value in (line.old, line.new))
    said = f"{line.record.no} · {caption}: {old} → {new}"
    return f"{said} ({line.skipped.label})" if line.skipped else said
