"""Differences in words: the lines of the list and the rows of its file (P21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.links import offers, texts
from contacts.links.newest import CONTACT
from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.context import Cause
from crm.kit.display import caption

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from django.utils.safestring import SafeString

    from contacts.links.accepted import Acceptance
    from contacts.links.differences import Shown
    from contacts.links.drift import Difference, Drift, Party
    from contacts.links.kinds import LinkKind
    from contacts.links.newest import Newer, Trace, Traces

NAMED = 4
"""Fields of a pair that the list names."""


class FieldLine(NamedTuple):
    """A field that differs. ``newer`` says which side is, ``since`` and ``cause`` what the history knows of that."""

    label: str
    ours: str
    theirs: str
    newer: str
    since: datetime | None
    cause: str
    acceptance: Acceptance | None = None

    @property
    def is_newer(self) -> str:
        """The newer side in words; blank where nobody knows."""
        words = {CONTACT: _("the contact is newer"), "": ""}
        return words.get(self.newer, _("the linked record is newer"))


class Line(NamedTuple):
    """A pair of the list; ``more`` counts the fields that are not named."""

    relation: int
    title: str
    kind: str
    name: str
    contact: SafeString
    partner: SafeString
    paused: bool
    fields: list[FieldLine]
    more: int
    url: str
    may_repair: bool
    in_step: datetime | None


def lines_of(shown: Shown, repairable: Collection[LinkKind]) -> list[Line]:
    """The pairs as the list shows them. One query for the titles of codes."""
    said = texts.of_drifts(shown.drifts)
    lines = []
    for drift in shown.drifts:
        fields = [field_line(drift, one, shown.newer, shown.traces, said) for one in shown.differing(drift)]
        lines.append(
            Line(
                drift.relation,
                f"{_titled(drift.contact)} ⇄ {_titled(drift.partner)}",
                drift.kind.title,
                drift.kind.name,
                _linked(Contact, drift.contact),
                _linked(drift.kind.model, drift.partner),
                drift.paused,
                fields[:NAMED],
                len(fields[NAMED:]),
                offers.resolve_url(drift.relation),
                drift.kind in repairable and not drift.paused,
                shown.in_step.get(drift.relation),
            )
        )
    return lines


def rows_of(shown: Shown) -> Iterator[list[object]]:
    """The pairs as the file has them, a row for each field."""
    said = texts.of_drifts(shown.drifts)
    for drift in shown.drifts:
        for one in shown.differing(drift):
            line = field_line(drift, one, shown.newer, shown.traces, said)
            accepted = (line.acceptance.reason, line.acceptance.by) if line.acceptance else ("", "")
            yield [
                *(drift.kind.title, drift.contact.no, drift.contact.name, drift.partner.no, drift.partner.name),
                *(drift.paused, line.label, line.ours, line.theirs, line.is_newer, line.since, line.cause, *accepted),
                shown.in_step.get(drift.relation),
            ]


def field_line(
    drift: Drift, one: Difference, newer: dict[tuple[int, str], Newer], traces: Traces, said: texts.Texts
) -> FieldLine:
    """One difference with what the history knows of it."""
    name = one.shared.contact
    latest = newer.get((drift.relation, name))
    trace = _latest(latest, traces.get((drift.relation, name)))
    return FieldLine(
        caption(Contact, name),
        said.text(Contact, name, one.contact),
        said.text(drift.kind.model, one.shared.partner, one.partner),
        latest.side if latest else "",
        latest.at if latest else None,
        cause_in_words(latest, trace),
        drift.reasons.get(name),
    )


def cause_in_words(latest: Newer | None, trace: Trace | None) -> str:
    """Why the newer side holds what it does."""
    if latest is None:
        return _("not known which is newer")
    if latest.at is None or trace is None:
        return _("written past the program")
    return str(Cause(trace.cause).label) if trace.cause in Cause.values else trace.cause


def known_of(trace: Trace) -> str:
    """What the history knows of one value: when it was changed, by whom and why; of what it does not know, that."""
    if trace.at is None:
        return _("no change is recorded")
    if not trace.is_known:
        return _("written past the program since")
    values: dict[str, Any] = {"cause": Cause(trace.cause).label, "who": trace.by or pgettext("history", "nobody")}
    return _("%(cause)s by %(who)s") % values


def _latest(latest: Newer | None, both: tuple[Trace, Trace] | None) -> Trace | None:
    if latest is None or both is None:
        return None
    return both[0] if latest.side == CONTACT else both[1]


def _titled(party: Party) -> str:
    return f"{party.no} {party.name}".strip()


def _linked(model: Any, party: Party) -> SafeString:
    return format_html('<a href="{}">{}</a>', page_url(model, "card", party.pk), _titled(party))
