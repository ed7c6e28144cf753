"""The command `documents`: quotes whose time is over are expired, and documents are printed."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.kit.commands import OperationsCommand, Unfinished, WrongUse
from crm.kit.report import Outcome
from partners.trade import bulk_expiring, printed_files
from partners.trade.kinds import NATURES, Kind
from partners.trade.models import Document
from partners.trade.selection import SIDES, STATUSES, chosen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser
    from django.db.models import QuerySet

EXPIRE, PRINT = "expire", "print"


def day(text: str) -> date:
    """A date as an argument: 2026-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-12-31") from error


class Command(OperationsCommand):
    """Each batch of quotes, and each printed document, is a transaction of its own."""

    help = (
        "documents expire: quotes that were neither ordered nor canceled and whose date has passed take the\n"
        "status Expired. A later date, or reopening, opens them again. Meant to run every night; running it\n"
        "twice, or again after it was interrupted, expires nothing twice.\n"
        "\n"
        "documents print: every chosen document is printed as from its page: its PDF is kept, it counts how\n"
        "often it was printed, and the interaction is recorded. The PDFs go to --output: into a folder, or\n"
        "into one file whose name ends in .pdf (one after the other) or .zip. A blocked document is refused\n"
        "by name and the others go on (exit code 1); --unprinted goes on after an interruption."
    )
    examples = """
  what would expire tonight
    manage.py documents expire --dry-run
  requests to vendors that were valid until before the first of July
    manage.py documents expire --side purchases --on 2026-07-01
  all released sales orders that were never printed, as one file for the printer
    manage.py documents print --kind sales_order --status released --unprinted --output orders.pdf
  some of them, one PDF each, without recording
    manage.py documents print --number SO0001 SO0100..SO0199 --no-interaction --output out/
"""
    columns = ("kind", "no", "name", "date", "result", "file", "reason")
    output_help = "expire: write the rows to this CSV file too; print: folder, .pdf or .zip that gets the PDFs"

    def options(self, parser: CommandParser) -> None:
        """Which documents, and what of them."""
        parser.add_argument("deed", choices=(EXPIRE, PRINT), help="what to do")
        parser.add_argument("--side", choices=sorted(SIDES), help="only what is sold, bought or serviced")
        parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="only this kind")
        parser.add_argument("--number", nargs="+", default=[], metavar="NO", help="numbers, or ranges FIRST..LAST")
        parser.add_argument("--on", type=day, metavar="DATE", help="expire: as of this day; today if not given")
        parser.add_argument("--from", dest="since", type=day, metavar="DATE", help="documents of this day or later")
        parser.add_argument("--to", dest="until", type=day, metavar="DATE", help="documents of this day or earlier")
        parser.add_argument("--status", nargs="+", choices=STATUSES, help="print: only with these")
        parser.add_argument("--unprinted", action="store_true", help="print: only what was never printed")
        parser.add_argument("--no-interaction", action="store_true", help="print: record no interactions")

    def handle(self, **options: Any) -> None:
        """The PDFs go where the rows of other commands go."""
        options["target"] = None
        if options["deed"] == PRINT:
            options["target"], options["output"] = options["output"], None
        super().handle(**options)

    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """Expire or print."""
        rows = chosen(options)
        return (
            self._expire(rows, options, dry_run=dry_run)
            if options["deed"] == EXPIRE
            else self._print(rows, options, dry_run=dry_run)
        )

    def _expire(self, rows: QuerySet[Document], options: dict[str, Any], *, dry_run: bool) -> Outcome:
        if options["status"] or options["unprinted"] or options["no_interaction"]:
            raise WrongUse(_("--status, --unprinted and --no-interaction belong to `documents print`."))
        if options["kind"] and not NATURES[options["kind"]].is_quote:
            raise WrongUse(_("Only quotes expire."))
        on = options["on"] or timezone.localdate()
        wanted = bulk_expiring.over(rows, on)
        total, done = wanted.count(), 0
        found = wanted.order_by("pk").iterator(chunk_size=500) if dry_run else bulk_expiring.expire(rows, on)
        for one in found:
            done += 1
            self.progress.show(done, total, one.no)
            until = one.valid_until
            assert until is not None
            self.report.row(
                _("%(quote)s: valid until %(date)s")
                % {"quote": one.title, "date": date_format(until, "SHORT_DATE_FORMAT")},
                **_named(one),
                date=until,
                result="would_be_expired" if dry_run else "expired",
            )
        said = (
            ngettext("%(count)s quote would be expired.", "%(count)s quotes would be expired.", done)
            if dry_run
            else ngettext("%(count)s quote expired.", "%(count)s quotes expired.", done)
        )
        return Outcome(said % {"count": done}, {"expired": done}, changed=done > 0)

    def _print(self, rows: QuerySet[Document], options: dict[str, Any], *, dry_run: bool) -> Outcome:
        if options["on"]:
            raise WrongUse(_("--on belongs to `documents expire`."))
        if options["target"] is None and not dry_run:
            raise WrongUse(_("Say where the PDFs go: --output FOLDER, FILE.pdf or FILE.zip."))
        wanted = printed_files.printable(rows, unprinted=options["unprinted"])
        total, counts = wanted.count(), {"printed": 0, "refused": 0}
        made: Iterator[printed_files.Made]
        if dry_run:
            made = (printed_files.Made(one) for one in wanted.order_by("pk").iterator(chunk_size=500))
        else:
            made = printed_files.printed(wanted, record=not options["no_interaction"])
        try:
            for one in made if dry_run else printed_files.written(made, options["target"]):
                self._tell(one, counts, total, dry_run=dry_run)
        except OSError as error:
            sentence = _("%(file)s cannot be written: %(reason)s.")
            raise Unfinished(sentence % {"file": options["target"], "reason": error.strerror}) from error
        said = _("Would be printed: %(printed)s.") if dry_run else _("Printed: %(printed)s; refused: %(refused)s.")
        return Outcome(said % counts, counts, changed=counts["printed"] > 0, left=counts["refused"] > 0)

    def _tell(self, one: printed_files.Made, counts: dict[str, int], total: int, *, dry_run: bool) -> None:
        result = "refused" if one.reason else "printed"
        counts[result] += 1
        self.progress.show(sum(counts.values()), total, one.document.no)
        self.report.row(
            f"{one.document.title} → {one.reason or one.name or '…'}",
            **_named(one.document),
            date=one.document.document_date,
            result=f"would_be_{result}" if dry_run else result,
            file=one.name,
            reason=one.reason,
        )


def _named(document: Document) -> dict[str, str]:
    return {"kind": document.kind, "no": document.no, "name": document.name}
