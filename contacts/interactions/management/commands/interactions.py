"""The command `interactions`: what is done with the log as a whole."""

from __future__ import annotations

import argparse
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.interactions.cleaning import delete_canceled
from contacts.interactions.models import Interaction, InteractionGroup, InteractionTemplate
from contacts.links.lookup import contact_numbered
from contacts.links.selection import RANGE
from crm.kit.commands import OperationsCommand, WrongUse
from crm.kit.fields import unknown
from crm.kit.refusal import Refused
from crm.kit.report import Outcome
from setup.models import Salesperson

if TYPE_CHECKING:
    from django.core.management.base import CommandParser
    from django.db.models import Model, QuerySet

DELETE_CANCELED = "delete-canceled"
CODES: dict[str, tuple[str, type[Model]]] = {
    "template": ("template", InteractionTemplate),
    "group": ("template__group", InteractionGroup),
    "salesperson": ("salesperson", Salesperson),
}
"""Option → how entries point to that code, and where it is listed."""


def day(text: str) -> date:
    """A day as programs write it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2026-01-31") from error


def numbers(text: str) -> tuple[int | None, int | None]:
    """The first and the last number of ``12``, ``12..20``, ``12..`` or ``..20``."""
    ends = [part.strip() for part in text.split(RANGE)] if RANGE in text else [text.strip()] * 2
    if len(ends) != 2 or not any(ends) or not all(one.isdecimal() and len(one) < 19 for one in ends if one):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number nor a range FIRST..LAST")
    first, last = (int(one) if one else None for one in ends)
    if first is not None and last is not None and first > last:
        raise argparse.ArgumentTypeError(f"{text!r} is empty: {first} comes after {last}")
    return first, last


class Command(OperationsCommand):
    """Deletes canceled entries."""

    help = (
        "delete-canceled: delete interactions that were canceled, with their comments and with the files that no\n"
        "other interaction and no stored version of a document has. All of them, or those that the filters let\n"
        "through; entries that were not canceled, and postponed ones, are never touched.\n\n"
        "A run can be interrupted and run again, beside the running web application too."
    )
    examples = """
  what would go
    manage.py interactions delete-canceled --dry-run
  what was canceled before this year
    manage.py interactions delete-canceled --to 2025-12-31
  the calls of one contact and its people
    manage.py interactions delete-canceled --contact CT000001 --group PHONE
"""
    columns = (
        "number",
        "date",
        "contact",
        "contact_name",
        "description",
        "template",
        "document",
        "attachment",
        "result",
    )

    def options(self, parser: CommandParser) -> None:
        """What is done, and with which entries."""
        parser.add_argument("deed", choices=[DELETE_CANCELED], help="what is done")
        parser.add_argument(
            "--number", nargs="+", type=numbers, metavar="NO", help="entries with these numbers, or ranges FIRST..LAST"
        )
        parser.add_argument(
            "--contact", nargs="+", metavar="NO", help="with these contacts; of a company those of its people too"
        )
        parser.add_argument("--from", type=day, metavar="DAY", dest="since", help="from this day on, as in 2026-01-31")
        parser.add_argument("--to", type=day, metavar="DAY", dest="until", help="up to this day")
        for name in CODES:
            parser.add_argument(f"--{name}", nargs="+", metavar="CODE", help=f"with one of these {name} codes")

    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """Delete, or say what would be deleted."""
        _check_days(options["since"], options["until"])
        try:
            rows = _selected(options)
        except Refused as refusal:
            raise WrongUse(refusal.sentence) from refusal
        counts = {"deleted": 0, "files": 0}
        for window in delete_canceled(rows, dry_run=dry_run):
            for entry in window.entries:
                self._report(entry, dry_run=dry_run)
            counts["deleted"] += len(window.entries)
            counts["files"] += window.files
            self.progress.show(counts["deleted"], what=_("interactions"))
        return Outcome(_sentence(counts, dry_run=dry_run), counts, changed=counts["deleted"] > 0 and not dry_run)

    def _report(self, entry: Interaction, *, dry_run: bool) -> None:
        said = (
            f"{entry.pk} · {date_format(entry.date, 'SHORT_DATE_FORMAT')} · {entry.contact_name} · {entry.description}"
        )
        self.report.row(
            said,
            number=entry.pk,
            date=entry.date.isoformat(),
            contact=entry.contact.no if entry.contact is not None else None,
            contact_name=entry.contact_name,
            description=entry.description,
            template=entry.template_id,
            document=entry.document_no,
            attachment=entry.attachment.name if entry.attachment is not None else None,
            result="would_be_deleted" if dry_run else "deleted",
        )


def _selected(options: dict[str, Any]) -> QuerySet[Interaction]:
    """The entries that are meant. Raises Refused for a contact or code that does not exist."""
    rows = Interaction.objects.filter(postponed=False)
    if options["number"]:
        rows = rows.filter(reduce(or_, (_between("pk", *ends) for ends in options["number"])))
    if options["contact"]:
        contacts = [contact_numbered(typed).pk for typed in options["contact"]]
        rows = rows.filter(Q(contact__in=contacts) | Q(company__in=contacts))
    rows = rows.filter(_between("date", options["since"], options["until"]))
    for name, (path, model) in CODES.items():
        if options[name]:
            rows = rows.filter(**{f"{path}__in": _codes(model, options[name])})
    return rows


def _check_days(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and first > last:
        sentence = _("There is no day from %(first)s to %(last)s. Say the earlier day first.")
        raise WrongUse(sentence % {"first": first.isoformat(), "last": last.isoformat()})


def _between(path: str, first: Any, last: Any) -> Q:
    ends = {f"{path}__gte": first, f"{path}__lte": last}
    return Q(**{lookup: end for lookup, end in ends.items() if end is not None})


def _codes(model: type[Model], typed: list[str]) -> list[str]:
    wanted = [code.strip().upper() for code in typed]
    known = set(model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    for code in wanted:
        if code not in known:
            raise Refused(unknown(model, code))
    return wanted


def _sentence(counts: dict[str, int], *, dry_run: bool) -> str:
    if not counts["deleted"]:
        return _("No canceled interactions.")
    if dry_run:
        said = ngettext(
            "To delete: %(deleted)s interaction.", "To delete: %(deleted)s interactions.", counts["deleted"]
        )
    else:
        said = ngettext(
            "Deleted: %(deleted)s interaction; files: %(files)s.",
            "Deleted: %(deleted)s interactions; files: %(files)s.",
            counts["deleted"],
        )
    return said % counts
