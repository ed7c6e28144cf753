"""The command `create_contacts`: contacts for the partners that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.links import duplicates
from contacts.links.bulk_creating import create_many, plan_many, series_in_force, without_contact
from contacts.links.eligibility import relation_code
from contacts.links.kinds import all_kinds
from contacts.links.lookup import named_kind, numbers_in
from crm.kit.commands import OperationsCommand, WrongUse
from crm.kit.context import Cause
from crm.kit.refusal import Refused
from crm.kit.report import Outcome
from crm.kit.values import column
from setup.numbering.errors import SeriesMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.management.base import CommandParser
    from django.db import models

    from contacts.links.bulk_creating import Made
    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord
    from setup.numbering.models import NumberSeries


class Command(OperationsCommand):
    """Batch by batch, each a transaction of its own."""

    help = (
        "Make a contact for every customer, vendor or bank account that has none, equal to it in every\n"
        "shared field and linked to it; its primary contact is the new contact, or a person made of its\n"
        "contact name. Partners that have a contact are passed over, so running it twice, or again after it\n"
        "was interrupted, makes nothing twice. A partner whose contact probably exists already is listed\n"
        "with the command that links both (exit code 1). Marketing Setup must name the relation code and\n"
        "the contact numbers."
    )
    examples = """
  what would be made, and what looks like a duplicate
    manage.py create_contacts --from customers --dry-run
  some of them only
    manage.py create_contacts --from vendors --number V00010 V00100..V00199 --currency EUR
  likely duplicates too, with a list of what became of each
    manage.py create_contacts --from bank-accounts --create-duplicates --output made.csv
"""
    columns = ("kind", "partner", "name", "result", "contact", "person", "reason")
    cause = Cause.CREATED

    def options(self, parser: CommandParser) -> None:
        """Which partners."""
        plurals = [f"{kind.name.replace('_', '-')}s" for kind in all_kinds()]
        parser.add_argument("--from", dest="kind", choices=plurals, required=True, help="kind of partners")
        parser.add_argument("--number", nargs="+", default=[], metavar="NO", help="numbers, or ranges FIRST..LAST")
        parser.add_argument("--search-name", metavar="TEXT", help="search names that contain this")
        parser.add_argument("--posting-group", metavar="CODE", help="with this posting group")
        parser.add_argument("--currency", metavar="CODE", help="with this currency; '' for none")
        parser.add_argument("--create-duplicates", action="store_true", help="make contacts for likely duplicates too")

    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """Check the setup, look for likely duplicates, then make or list."""
        kind = named_kind(options["kind"])
        partners = _chosen(kind, options)
        wanted = without_contact(partners)
        self._kind, self._total, self._done = kind, wanted.count(), 0
        series = _insist_on_setup(kind)
        alike = not options["create_duplicates"]
        if self._total and alike:
            duplicates.find(kind, wanted, lambda done, total: self.progress.show(done, total, _("compared")))
        counts = dict.fromkeys(("created", "people", "left_out", "refused"), 0)

        def skip(batch: Sequence[SharingRecord]) -> dict[int, str]:
            found = duplicates.among(kind, batch, alike=alike)
            return {key: one.sentence for key, one in found.items()}

        for made in plan_many(kind, wanted, series, skip) if dry_run else create_many(kind, partners, skip):
            self._report(made, counts, dry_run=dry_run)
        return _outcome(counts, dry_run=dry_run)

    def _report(self, made: Made, counts: dict[str, int], *, dry_run: bool) -> None:
        self._done += 1
        self.progress.show(self._done, self._total, made.partner.no)
        result = "refused" if made.refused else "left_out" if made.left_out else "created"
        counts[result] += 1
        counts["people"] += made.person is not None
        contact, person = ("" if one is None else one.no for one in (made.contact, made.person))
        reason = made.refused or made.left_out
        self.report.row(
            f"{made.partner.title} → {reason or _made(made, dry_run=dry_run)}",
            kind=self._kind.name,
            partner=made.partner.no,
            name=made.partner.name,
            result=f"would_be_{result}" if dry_run else result,
            contact=contact,
            person=person,
            reason=reason,
        )


def _made(made: Made, *, dry_run: bool) -> str:
    if made.contact is None:
        return ""
    if dry_run:
        return _("a contact and %(person)s") % {"person": made.person.name} if made.person else _("a contact")
    return made.contact.no + (f" + {made.person.title}" if made.person else "")


def _outcome(counts: dict[str, int], *, dry_run: bool) -> Outcome:
    contacts = ngettext("%(count)s contact", "%(count)s contacts", counts["created"]) % {"count": counts["created"]}
    people = ngettext("%(count)s person", "%(count)s people", counts["people"]) % {"count": counts["people"]}
    if dry_run:
        said = _("To create: %(contacts)s and %(people)s; left out: %(left_out)s; would be refused: %(refused)s.")
    else:
        said = _("Created: %(contacts)s and %(people)s; left out: %(left_out)s; refused: %(refused)s.")
    said %= counts | {"contacts": contacts, "people": people}
    left = counts["left_out"] + counts["refused"] > 0
    return Outcome(said, counts, changed=counts["created"] > 0, left=left)


def _insist_on_setup(kind: LinkKind) -> NumberSeries:
    """Raise a sentence that names the field of Marketing Setup which is missing."""
    relation_code(kind)
    try:
        return series_in_force()
    except SeriesMissing as error:
        raise WrongUse(error.sentence) from error


def _chosen(kind: LinkKind, options: dict[str, Any]) -> models.QuerySet[SharingRecord]:
    """The partners that the filters choose (F1). Raises WrongUse for numbers and codes that do not exist."""
    chosen = kind.model._base_manager.all()
    try:
        chosen = chosen.filter(numbers_in(kind, options["number"]))
    except Refused as refusal:
        raise WrongUse(refusal.sentence) from refusal
    if options["search_name"]:
        chosen = chosen.filter(Q(search_name__icontains=options["search_name"]))
    groups = (f"{kind.name}_posting_group", "posting_group")
    known = {field.name for field in kind.model._meta.concrete_fields}
    group = next(name for name in groups if name in known)
    return _coded(_coded(chosen, group, options["posting_group"]), "currency", options["currency"])


def _coded(chosen: models.QuerySet[SharingRecord], name: str, typed: str | None) -> models.QuerySet[SharingRecord]:
    if typed is None:
        return chosen
    codes: Any = column(chosen.model, name).related_model
    code = typed.strip().upper()
    if code and not codes._base_manager.filter(pk=code).exists():
        raise WrongUse(_("There is no %(kind)s %(no)s.") % {"kind": codes._meta.verbose_name, "no": typed})
    return chosen.filter(**{name: code} if code else {f"{name}__isnull": True})
