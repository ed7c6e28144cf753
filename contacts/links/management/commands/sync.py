"""The command `sync`: shows where linked records differ, and repairs it on purpose."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.links.drift import count_drift, find_drift
from contacts.links.kinds import all_kinds, kind_named
from contacts.links.lookup import contact_numbered, partner_numbered
from contacts.links.newest import newer_side
from contacts.links.repair import WINDOW, Side, repair
from contacts.links.selection import RANGE, range_of
from contacts.links.sync_words import also_accepted, found_in_words, line_of, newer_in_words, repaired_in_words
from contacts.models import Contact
from crm.kit.commands import OperationsCommand, WrongUse, whole_number
from crm.kit.context import Cause
from crm.kit.display import as_printed
from crm.kit.refusal import Refused
from crm.kit.report import JSON, Outcome, shown
from crm.kit.sentences import one_stop
from crm.kit.values import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.management.base import CommandParser

    from contacts.links.drift import Difference, Drift
    from contacts.links.kinds import LinkKind
    from contacts.links.newest import Newer
    from contacts.links.repair import RepairResult, Step

BATCH = 500


class Command(OperationsCommand):
    """List differences, or repair them window by window."""

    help = (
        "Show where contacts differ from the customers, vendors and bank accounts they are linked to, with\n"
        "both values and which side is newer. Nothing is written without --repair.\n\n"
        "Saves keep linked records equal, so differences come from elsewhere: raw SQL, a restored backup, a\n"
        "link that was paused. What a field policy keeps apart, or pins on both sides, is no difference, nor\n"
        "is one that somebody accepted with a reason: --accepted lists those.\n\n"
        "--repair says whose value is taken where both sides have one; a blank never beats a value. What\n"
        "changes on a contact reaches its other partners and its people, as with every save. Left as they\n"
        "are, and listed with the reason: paused links, pinned values, accepted differences, values that a\n"
        "policy keeps from travelling that way, and contacts whose partners disagree until one is named.\n"
        "A repair can be interrupted and run again, beside the running web application too."
    )
    examples = """
  what differs; exit code 1 if anything does, for cron
    manage.py sync --ignore-paused
  the customers' phone numbers and e-mail addresses, as a CSV file
    manage.py sync --kind customer --field phone_no email --output differences.csv
  what a repair would write and what it would leave
    manage.py sync --repair contact --dry-run
  repair: the contacts' values go to their partners
    manage.py sync --repair contact
  two partners of one contact disagree: this customer is right
    manage.py sync --repair partner --customer C00010
  take whatever the history says was changed last, for some contacts
    manage.py sync --repair newest --contact CT000100..CT000199
"""
    listed = (
        *("kind", "contact", "contact_name", "partner", "partner_name", "paused", "field"),
        *("contact_value", "partner_value", "newer", "newer_since", "may_travel", "accepted"),
    )
    repaired = (
        *("contact", "contact_name", "partner", "partner_name"),
        *("kind", "record", "field", "old", "new", "result", "reason"),
    )
    cause = Cause.REPAIRED

    def columns_for(self, options: dict[str, Any]) -> tuple[str, ...]:
        """Differences, or what became of them."""
        return self.repaired if options["repair"] else self.listed

    def options(self, parser: CommandParser) -> None:
        """Which pairs and fields, and whose values are taken."""
        names = [kind.name for kind in all_kinds()]
        numbers = "numbers, or ranges FIRST..LAST"
        parser.add_argument("--kind", nargs="+", choices=names, help="these kinds of partners only")
        parser.add_argument("--contact", nargs="+", metavar="NO", help=f"pairs of these contacts: {numbers}")
        for name in names:
            option = name.replace("_", "-")
            parser.add_argument(f"--{option}", nargs="+", metavar="NO", help=f"pairs of these: {numbers}")
        parser.add_argument("--field", nargs="+", metavar="NAME", help="these shared fields only, such as phone_no")
        parser.add_argument("--ignore-paused", action="store_true", help="leave paused links out altogether")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--accepted", action="store_true", help="list the differences that were accepted instead")
        what.add_argument("--repair", choices=[side.value for side in Side], help="whose values are taken")
        parser.add_argument(
            "--window", type=whole_number, default=WINDOW, metavar="N", help=f"contacts in one transaction; {WINDOW}"
        )

    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """List, or repair."""
        try:
            selection = _selection(options)
        except Refused as refusal:
            raise WrongUse(refusal.sentence) from refusal
        if options["repair"] is None:
            return self._accepted(selection) if options["accepted"] else self._list(selection)
        detailed = dry_run or options["format"] == JSON or options["output"] is not None or options["verbosity"] > 1
        self._dry_run = dry_run
        result = repair(
            Side(options["repair"]),
            **selection,
            dry_run=dry_run,
            window=options["window"],
            report=self._report_step,
            written_too=detailed,
            progress=lambda done: self.progress.show(done, what=_("contacts")),
        )
        return self._conclude(result)

    def _list(self, selection: dict[str, Any]) -> Outcome:
        counts = {"pairs": 0, "differences": 0}
        found = find_drift(**selection)
        while batch := list(islice(found, BATCH)):
            newer = newer_side(batch)
            for drift in batch:
                self._report_drift(drift, newer, drift.differences)
                counts["pairs"] += 1
                counts["differences"] += len(drift.differences)
            self.progress.show(counts["pairs"], what=_("pairs differ"))
        accepted = count_drift(**selection, accepted=True)
        said = " ".join(filter(None, (found_in_words(counts), also_accepted(accepted))))
        return Outcome(said, counts | {"accepted": accepted}, left=counts["pairs"] > 0)

    def _accepted(self, selection: dict[str, Any]) -> Outcome:
        """Accepted differences are in order: the exit code is 0."""
        counts = {"pairs": 0, "differences": 0}
        for drift in find_drift(**selection, accepted=True):
            self._report_drift(drift, {}, drift.accepted)
            counts["pairs"] += 1
            counts["differences"] += len(drift.accepted)
        return Outcome(also_accepted(counts["pairs"]) or _("No difference was accepted."), counts)

    def _report_drift(
        self, drift: Drift, newer: dict[tuple[int, str], Newer], differences: tuple[Difference, ...]
    ) -> None:
        title = f"{_titled(*drift.contact[1:])} · {drift.kind.title} {_titled(*drift.partner[1:])}"
        self.report.say(title + (f" ({pgettext('link', 'paused')})" if drift.paused else ""))
        for one in differences:
            latest = newer.get((drift.relation, one.shared.contact))
            values = {
                "field": _caption("contact", one.shared.contact),
                "contact": _said(one.shared.contact, one.contact),
                "partner": _said(one.shared.partner, one.partner),
                "newer": newer_in_words(latest),
                "reason": getattr(drift.reasons.get(one.shared.contact), "reason", ""),
            }
            self.report.row(
                "  " + line_of(drift.reasons.get(one.shared.contact)) % values,
                kind=drift.kind.name,
                contact=drift.contact.no,
                contact_name=drift.contact.name,
                partner=drift.partner.no,
                partner_name=drift.partner.name,
                paused=drift.paused,
                field=one.shared.contact,
                contact_value=one.contact,
                partner_value=one.partner,
                newer=latest.side if latest else None,
                newer_since=latest.at.isoformat() if latest and latest.at else None,
                may_travel=one.open.value,
                accepted=values["reason"] or None,
            )

    def _report_step(self, step: Step) -> None:
        old, new = _said(step.field, step.old), _said(step.field, step.new)
        line = f"{step.record} · {_caption(step.kind, step.field)}: {old} → {new}" if step.reason is None else ""
        if step.reason is not None:
            said = _("Left: %(contact)s · %(partner)s · %(field)s: %(old)s, %(new)s. %(reason)s")
            values = {"contact": step.contact.no, "partner": step.partner.no, "reason": step.reason.label}
            line = one_stop(said % (values | {"field": _caption("contact", step.field), "old": old, "new": new}))
        result = "left" if step.reason else "would_be_written" if self._dry_run else "written"
        self.report.row(
            line,
            contact=step.contact.no,
            contact_name=step.contact.name,
            partner=step.partner.no,
            partner_name=step.partner.name,
            kind=step.kind,
            record=step.record,
            field=step.field,
            old=step.old,
            new=step.new,
            result=result,
            reason=step.reason.value if step.reason else None,
        )

    def _conclude(self, result: RepairResult) -> Outcome:
        for (kind, name), number in sorted(result.written.items()):
            self.report.say(f"  {_label(kind)} · {_caption(kind, name)}: {number}")
        for (kind, name, reason), number in sorted(result.left.items()):
            said = _("  %(kind)s · %(field)s: %(number)s left. %(reason)s")
            values = {"kind": _label(kind), "field": _caption("contact", name), "number": number}
            self.report.say(said % (values | {"reason": reason.label}))
        counts = {"contacts": result.contacts, "written": result.written.total(), "left": result.left.total()}
        sentence = repaired_in_words(counts, dry_run=self._dry_run)
        return Outcome(sentence, counts, changed=counts["written"] > 0, left=counts["left"] > 0)


def _selection(options: dict[str, Any]) -> dict[str, Any]:
    """The arguments that choose pairs and fields. Raises Refused for what does not exist or cannot go together."""
    kinds = [kind_named(name) for name in dict.fromkeys(options["kind"] or [kind.name for kind in all_kinds()])]
    numbers = {}
    if options["contact"]:
        numbers["contact"] = _numbers(options["contact"], lambda typed: contact_numbered(typed).no)
    for kind in all_kinds():
        if not options[kind.name]:
            continue
        if kind not in kinds:
            raise Refused(_("--%(kind)s goes with that kind only.") % {"kind": kind.name.replace("_", "-")})
        numbers[kind.name] = _numbers(options[kind.name], lambda typed, kind=kind: partner_numbered(kind, typed).no)
    chosen: dict[str, Any] = {"kinds": kinds, "numbers": numbers or None, "fields": _fields(kinds, options["field"])}
    return chosen | {"include_paused": not options["ignore_paused"]}


def _numbers(typed: Sequence[str], existing: Any) -> list[str]:
    return [RANGE.join(range_of(one)) if RANGE in one else existing(one) for one in typed]


def _fields(kinds: Sequence[LinkKind], typed: Sequence[str] | None) -> list[str] | None:
    if typed is None:
        return None
    known = dict.fromkeys(shared.contact for kind in kinds for shared in kind.shared)
    for name in typed:
        if name not in known:
            said = _("%(field)s is no shared field; these are: %(known)s.")
            raise Refused(said % {"field": shown(name), "known": ", ".join(known)})
    return list(typed)


def _said(name: str, value: object) -> str:
    """``value`` as cards print the columns called ``name``."""
    return as_printed(name, shown(value))


def _titled(no: str, name: str) -> str:
    return f"{no} {name}".strip()


def _label(kind: str) -> str:
    return capfirst(str(Contact._meta.verbose_name if kind == "contact" else kind_named(kind).label))


def _caption(kind: str, name: str) -> str:
    model = Contact if kind == "contact" else kind_named(kind).model
    return capfirst(str(column(model, name).verbose_name))
