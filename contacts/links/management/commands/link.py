"""The command `link`: contacts and the customers, vendors and bank accounts that exist already."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.links import bulk_matching, heirs, runs
from contacts.links.eligibility import relation_code
from contacts.links.kinds import all_kinds, kind_named
from contacts.links.linking import Master
from contacts.links.lookup import contact_numbered, partner_numbered
from contacts.links.matching import Method
from contacts.links.pair_files import read_pairs
from crm.kit.commands import OperationsCommand, WrongUse, whole_number
from crm.kit.context import Cause
from crm.kit.refusal import Refused
from crm.kit.report import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.core.management.base import CommandParser

    from contacts.links.kinds import LinkKind

THRESHOLD = 90
WORDS = {
    runs.LINKED: pgettext_lazy("result", "linked"),
    runs.ALREADY: gettext_lazy("linked already"),
    runs.REFUSED: gettext_lazy("refused"),
    runs.AMBIGUOUS: gettext_lazy("ambiguous: more pairs reach the threshold"),
    runs.BELOW: gettext_lazy("below the threshold"),
}
WOULD_BE = gettext_lazy("would be linked")


def methods(text: str) -> tuple[Method, ...]:
    """What to match by, separated by commas."""
    known = {method.value: method for method in Method}
    chosen = [part.strip().lower() for part in text.split(",") if part.strip()]
    wrong = [name for name in chosen if name not in known]
    if wrong or not chosen:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong) or 'nothing'!r}: choose from {', '.join(known)}")
    return tuple(known[name] for name in chosen)


def percentage(text: str) -> int:
    """A whole number from 1 to 100."""
    return whole_number(text, highest=100)


class Command(OperationsCommand):
    """One pair, the pairs of a file, or pairs that match."""

    help = (
        "Link contacts with customers, vendors and bank accounts that exist. Afterwards both are equal in\n"
        "every shared field: the master's value is kept, but a blank never beats a value unless\n"
        "--blanks-win. Pairs that are linked already are passed over, so a run can be repeated, and one\n"
        "that was interrupted is finished by the next. A pair that cannot be linked is listed with the\n"
        "reason, and the others go on (exit code 1).\n\n"
        "--match only proposes, with a score from 0 to 100 and its reasons, until --apply is given; then it\n"
        "links the pairs from the threshold up of which neither side has another one there.\n\n"
        "--follow quotes gives the open quotes of the contact and its people to the customer or vendor, as the\n"
        "pages ask; what followed is said with each pair."
    )
    examples = """
  one pair; the customer's values are kept where both have one
    manage.py link --contact CT000001 --customer C00010 --master partner
  pairs from a CSV file whose first line is: contact,kind,partner
    manage.py link --pairs pairs.csv --output results.csv
  the same, and their open quotes follow to the customers and vendors
    manage.py link --pairs pairs.csv --follow quotes
  propose, look through the list, then link what is clear
    manage.py link --match vat,email,name --kind customer --output proposals.csv
    manage.py link --match vat,email,name --kind customer --apply
"""
    columns = (
        *("contact", "kind", "partner", "contact_name", "partner_name"),
        *("score", "result", "reason", "changes", "followed", "line"),
    )
    cause = Cause.LINKED

    def options(self, parser: CommandParser) -> None:
        """Which pairs, and whose values are kept."""
        parser.add_argument("--contact", metavar="NO", help="one pair: number of the contact")
        for kind in all_kinds():
            name = kind.name.replace("_", "-")
            parser.add_argument(f"--{name}", metavar="NO", help=f"one pair: number of the {name.replace('-', ' ')}")
        parser.add_argument(
            "--pairs",
            type=Path,
            metavar="FILE",
            help="CSV with the columns contact, kind, partner (others are not looked at); separated by comma, "
            "semicolon or tab; UTF-8 or Windows-1252",
        )
        parser.add_argument(
            "--match", type=methods, metavar="BY", help="propose pairs by vat, email, name, phone, or several of them"
        )
        names = [kind.name for kind in all_kinds()]
        parser.add_argument("--kind", choices=names, help="with --match: this kind of partner only")
        parser.add_argument("--threshold", type=percentage, metavar="N", help=f"with --match; {THRESHOLD} if not given")
        parser.add_argument("--apply", action="store_true", help="with --match: link what is clear")
        masters = [master.value for master in Master]
        parser.add_argument("--master", choices=masters, default=Master.CONTACT, help="whose values are kept")
        parser.add_argument("--blanks-win", action="store_true", help="the master's blanks clear values too")
        parser.add_argument(
            "--follow", action="append", choices=heirs.names(), help="what goes to the partner besides; may be repeated"
        )

    def only_tries(self, options: dict[str, Any]) -> bool:
        """Proposals are not written either."""
        return super().only_tries(options) or (options["match"] is not None and not options["apply"])

    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """Link, or say what would be linked."""
        self._insist_on_one_way(options)
        how = runs.How(Master(options["master"]), options["blanks_win"], dry_run, tuple(options["follow"] or ()))
        counts: Counter[str] = Counter()
        for number, entry in enumerate(self._entries(options, how), 1):
            self.progress.show(number)
            counts[entry.result] += 1
            self._report(entry, dry_run=dry_run)
        return _outcome(counts, dry_run=dry_run)

    def _insist_on_one_way(self, options: dict[str, Any]) -> None:
        partners = [kind.name for kind in all_kinds() if options[kind.name]]
        ways = [bool(options["contact"] or partners), options["pairs"] is not None, options["match"] is not None]
        if sum(ways) != 1:
            raise WrongUse(_("Say which pairs: --contact and a partner, or --pairs, or --match."))
        if ways[0] and not (options["contact"] and len(partners) == 1):
            raise WrongUse(_("One pair is --contact and one of --customer, --vendor and --bank-account."))
        if not ways[2] and (options["kind"] or options["threshold"] or options["apply"]):
            raise WrongUse(_("--kind, --threshold and --apply go with --match."))

    def _entries(self, options: dict[str, Any], how: runs.How) -> Iterator[runs.Entry]:
        try:
            if options["pairs"] is not None:
                rows = read_pairs(options["pairs"])
                return runs.link_rows(rows, how)
            if options["match"] is not None:
                return self._matched(options, how)
            return iter([self._one_pair(options, how)])
        except Refused as refusal:
            raise WrongUse(refusal.sentence) from refusal

    def _one_pair(self, options: dict[str, Any], how: runs.How) -> runs.Entry:
        kind = next(kind for kind in all_kinds() if options[kind.name])
        contact = contact_numbered(options["contact"])
        return runs.link_one(kind, contact, partner_numbered(kind, options[kind.name]), how)

    def _matched(self, options: dict[str, Any], how: runs.How) -> Iterator[runs.Entry]:
        kinds: Iterable[LinkKind] = [kind_named(options["kind"])] if options["kind"] else all_kinds()
        for kind in kinds:
            relation_code(kind)
        threshold = options["threshold"] or THRESHOLD
        return (entry for kind in kinds for entry in self._matched_kind(kind, options["match"], threshold, how))

    def _matched_kind(
        self, kind: LinkKind, by: tuple[Method, ...], threshold: int, how: runs.How
    ) -> Iterator[runs.Entry]:
        bulk_matching.find(kind, by, tick=lambda done, total: self.progress.show(done, total, str(kind.label)))
        yield from runs.link_matches(kind, threshold, how)

    def _report(self, entry: runs.Entry, *, dry_run: bool) -> None:
        said = WOULD_BE if dry_run and entry.result == runs.LINKED else WORDS[entry.result]
        parts = [str(said), "" if entry.score is None else str(entry.score), entry.reason]
        place = _("line %(line)s: ") % {"line": entry.line} if entry.line else ""
        contact = f"{entry.contact} {entry.contact_name}".strip()
        pair = f"{contact} ↔ {_label(entry.kind)} {entry.partner} {entry.partner_name}"
        result = f"would_be_{entry.result}" if dry_run and entry.result == runs.LINKED else entry.result
        values = {name: getattr(entry, name) for name in self.columns}
        lines = [f"{place}{pair.strip()} · {' · '.join(filter(None, parts))}", *entry.changes, *entry.followed]
        self.report.row("\n  ".join(lines), **values | {"result": result})


def _label(kind: str) -> str:
    """The kind in words; as it was typed where it is none."""
    return next((one.title for one in all_kinds() if one.name == kind), kind)


def _outcome(counts: Counter[str], *, dry_run: bool) -> Outcome:
    numbers = {name: counts[name] for name in WORDS}
    first = _("To link: %(linked)s") if dry_run else _("Linked: %(linked)s")
    rest = _("linked already: %(already)s; refused: %(refused)s; ambiguous: %(ambiguous)s; below: %(below)s.")
    left = counts[runs.REFUSED] + counts[runs.AMBIGUOUS] > 0
    return Outcome(f"{first}; {rest}" % numbers, numbers, changed=counts[runs.LINKED] > 0 and not dry_run, left=left)
