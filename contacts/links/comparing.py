"""A contact and a partner side by side before they are linked: every field that differs, and what each choice means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from contacts.links.linking import Master, preview_link
from contacts.links.plan import decide, differing
from contacts.links.underlining import underlined
from contacts.models import Contact
from crm.kit.codes import titles_on
from crm.kit.display import as_printed, caption, text_of
from crm.kit.snapshot import packed, python_value, unpacked, values_on
from crm.kit.values import column, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contacts.links.kinds import LinkKind, Shared
    from contacts.links.plan import Line, Plan
    from contacts.sharing import SharingRecord
    from crm.kit.codes import Titles

PINNED = "pinned"

Defaults = dict[Master, dict[str, bool]]


class Outcome(NamedTuple):
    """What one choice leads to: the value after saving, whose card it is written to, or why it is not written."""

    text: str
    to_contact: bool
    skipped: str


class Row(NamedTuple):
    """One field that differs. ``ours`` is the contact's text, ``theirs`` the partner's.

    ``contact_kept`` is the choice shown, ``None`` where both stay as they are; without ``is_open`` there is nothing to
    choose. ``was`` says what stood there when the page was first shown, ``None`` where it still does.
    """

    name: str
    label: str
    ours: str
    theirs: str
    contact_kept: bool | None
    is_open: bool
    if_contact: Outcome
    if_partner: Outcome
    was: tuple[str, str] | None = None

    @property
    def outcome(self) -> Outcome:
        """What the choice shown leads to."""
        return self.if_contact if self.contact_kept else self.if_partner

    @property
    def marked(self) -> tuple[str, str]:
        """Both texts, what differs in them underlined."""
        return underlined(self.ours, self.theirs)


class Written(NamedTuple):
    """A record that is written besides the two, and its values: label, old, new."""

    record: SharingRecord
    values: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Comparison:
    """What linking both as chosen would do; nothing has been written. ``choices`` is what ``link`` takes."""

    rows: list[Row]
    choices: dict[str, bool]
    to_contact: int
    to_partner: int
    others: list[Written]
    defaults: Defaults
    """What is chosen where the values of a side are kept: column → the contact's."""
    same: list[tuple[str, str]]
    """The fields in which both agree: label and text."""

    def keeps(self, side: Master) -> bool:
        """Wherever there is a choice, it is the one that keeping the values of ``side`` means."""
        return all(row.contact_kept == self.defaults[side][row.name] for row in self.rows if row.is_open)

    @property
    def compared(self) -> int:
        """How many fields both share."""
        return len(self.rows) + len(self.same)

    @property
    def total(self) -> int:
        """How many values would be written on all records."""
        return self.to_contact + self.to_partner + sum(len(one.values) for one in self.others)


def compare(
    contact: Contact,
    partner: SharingRecord,
    kind: LinkKind,
    *,
    master: Master,
    chosen: Mapping[str, bool],
    before: Mapping[str, tuple[Any, Any]],
) -> Comparison:
    """Both side by side: the fields in ``chosen`` as chosen, the others by ``master``, blanks never over values.

    ``before`` maps the fields that changed meanwhile to what they held. Plans twice: as chosen, and the other way
    round, so that the page can say what every choice means. Raises Refused.
    """
    names = differing(contact, partner, kind)
    defaults = default_choices(contact, partner, kind, names)
    choices = {name: chosen.get(name, kept) for name, kept in defaults[master].items()}
    plan = preview_link(contact, partner, choices=choices)
    reverse = preview_link(contact, partner, choices={name: not kept for name, kept in choices.items()})
    reader = reader_of(contact, partner, kind)
    rows = []
    for name, kept in choices.items():
        plans = (plan, reverse) if kept else (reverse, plan)
        rows.append(reader.row(kind.by_contact[name], kept, *plans, before.get(name)))
    return counted(reader, kind, rows, choices, plan, defaults)


def counted(
    reader: Reader,
    kind: LinkKind,
    rows: list[Row],
    choices: dict[str, bool],
    plan: Plan,
    defaults: Defaults,
) -> Comparison:
    """``rows`` with what carrying out ``plan``, which is about ``choices``, writes on which side."""
    written = [row.outcome for row in rows if row.contact_kept is not None and not row.outcome.skipped]
    to_contact = sum(1 for outcome in written if outcome.to_contact)
    shown = {row.name for row in rows}
    same = [reader.same(one) for one in kind.shared if one.contact not in shown]
    return Comparison(rows, choices, to_contact, len(written) - to_contact, reader.others(plan), defaults, same)


def default_choices(contact: Contact, partner: SharingRecord, kind: LinkKind, names: Iterable[str]) -> Defaults:
    """For each side, what is chosen where its values are kept: column → the contact's; blanks never over values."""
    listed = list(names)
    return {side: {name: _default(contact, partner, kind.by_contact[name], side) for name in listed} for side in Master}


def reader_of(contact: Contact, partner: SharingRecord, kind: LinkKind) -> Reader:
    """Who says plans of the pair in words. One query for the titles of codes."""
    return Reader(contact, partner, titles_on([contact, partner], _same_named(kind)))


def snapshot(contact: Contact, partner: SharingRecord, kind: LinkKind) -> str:
    """What both hold in their shared fields, signed, to tell later whether somebody changed them meanwhile."""
    return packed({"contact": _held(contact, kind), "partner": _held(partner, kind)})


def changed_since(shown: str, contact: Contact, partner: SharingRecord, kind: LinkKind) -> dict[str, tuple[Any, Any]]:
    """Fields of which either side holds something else than when the page was shown → what both held.

    Everything counts as changed where ``shown`` is not ours.
    """
    then = unpacked(shown) or {"contact": {}, "partner": {}}
    ours, theirs = _held(contact, kind), _held(partner, kind)
    changed = {}
    for shared in kind.shared:
        was = then["contact"].get(shared.contact), then["partner"].get(shared.partner)
        if was != (ours[shared.contact], theirs[shared.partner]):
            changed[shared.contact] = was
    if then["contact"].get(PINNED) != ours[PINNED] or then["partner"].get(PINNED) != theirs[PINNED]:
        changed.setdefault(PINNED, ([], []))
    return changed


def not_shared(kind: LinkKind) -> list[str]:
    """The captions of the partner's own fields, which linking never touches."""
    own = (one for one in kind.model.columns() if one.editable and one.name not in kind.by_partner)
    return [caption(kind.model, one.name) for one in own if one.name != "no"]


def _held(record: SharingRecord, kind: LinkKind) -> dict[str, Any]:
    names = kind.by_contact if isinstance(record, Contact) else kind.by_partner
    return values_on(record, [*names, PINNED])


def _same_named(kind: LinkKind) -> list[str]:
    return [shared.contact for shared in kind.shared if shared.contact == shared.partner]


def _default(contact: Contact, partner: SharingRecord, shared: Shared, master: Master) -> bool:
    ours = value_of(contact, column(Contact, shared.contact))
    theirs = value_of(partner, column(type(partner), shared.partner))
    return decide(ours, theirs, master is Master.CONTACT, False)


@dataclass(frozen=True)
class Reader:
    """Says plans of one pair in words."""

    contact: Contact
    partner: SharingRecord
    titles: Titles

    def row(
        self,
        shared: Shared,
        contact_kept: bool | None,
        if_contact: Plan,
        if_partner: Plan,
        before: tuple[Any, Any] | None = None,
    ) -> Row:
        """The line of ``shared``, with what both choices lead to."""
        first, second = self._outcome(shared, if_contact), self._outcome(shared, if_partner)
        sides = (self.contact, shared.contact), (self.partner, shared.partner)
        ours, theirs = (
            self._said(record, name, value_of(record, column(type(record), name))) for record, name in sides
        )
        return Row(
            shared.contact,
            caption(Contact, shared.contact),
            ours,
            theirs,
            contact_kept,
            first != second and not (first.skipped and second.skipped),
            first,
            second,
            None if before is None else self._was(shared, before),
        )

    def same(self, shared: Shared) -> tuple[str, str]:
        """The label and the text of a field in which both agree."""
        text = self._said(self.contact, shared.contact, value_of(self.contact, column(Contact, shared.contact)))
        return caption(Contact, shared.contact), text

    def others(self, plan: Plan) -> list[Written]:
        """What is written besides contact and partner, record by record."""
        found: dict[tuple[type[SharingRecord], Any], Written] = {}
        for line in plan.written:
            if line.record not in (self.contact, self.partner):
                written = found.setdefault((type(line.record), line.record.pk), Written(line.record, []))
                old, new = (self._said(line.record, line.field, value) for value in (line.old, line.new))
                written.values.append((caption(type(line.record), line.field), old, new))
        return list(found.values())

    def _outcome(self, shared: Shared, plan: Plan) -> Outcome:
        line = next(line for line in plan.lines if self._is_about(line, shared))
        text = self._said(line.record, line.field, line.new)
        return Outcome(text, line.record == self.contact, str(line.skipped.label) if line.skipped else "")

    def _is_about(self, line: Line, shared: Shared) -> bool:
        if line.record == self.contact:
            return line.field == shared.contact
        return line.record == self.partner and line.field == shared.partner

    def _said(self, record: SharingRecord, name: str, value: Any) -> str:
        """``value`` as cards show it."""
        return as_printed(name, text_of(column(type(record), name), value, self.titles))

    def _was(self, shared: Shared, before: tuple[Any, Any]) -> tuple[str, str]:
        sides = ((self.contact, shared.contact), (self.partner, shared.partner))
        texts = [
            self._said(record, name, python_value(record, name, value))
            for (record, name), value in zip(sides, before, strict=True)
        ]
        return texts[0], texts[1]
