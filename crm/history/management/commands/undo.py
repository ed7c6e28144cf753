"""The command `undo`: takes back what one gesture did."""

from __future__ import annotations

import argparse
import uuid
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from crm.history.models import Action, Change
from crm.history.recent import ChangeSet, recent
from crm.history.undo import UndoPlan, plan_undo, undo
from crm.kit.commands import OperationsCommand, WrongUse
from crm.kit.context import Cause, Door
from crm.kit.refusal import Refused
from crm.kit.report import Outcome, shown
from crm.kit.values import column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.management.base import CommandParser
    from django.db import models

LISTED = 20


def positive(text: str) -> int:
    """A whole number of change sets, at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def change_set(text: str) -> uuid.UUID:
    """The number of a change set as `--list` shows it."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a change set; see --list") from error


class Command(OperationsCommand):
    """Undo by change set: each one a unit of its own."""

    help = (
        "Take back what one gesture did: a save in the browser with all that followed it, a run of `link`,\n"
        "`sync` or `create_contacts`. Old values return, created records go, deleted ones come back.\n"
        "A field that was edited since stays as it is and is named (exit code 1). An undo can be undone too."
    )
    examples = """
  which change sets there are, newest first
    manage.py undo --list
  what would go back, and what would stay
    manage.py undo 0f5c2a52-7a5e-4c43-8f4b-0a3f9d6f2b11 --dry-run
  take back the last run of a command (it is not taken back twice)
    manage.py undo --last
"""
    columns = ("change_set", "happens", "record", "field", "old", "new", "reason")
    listed = ("change_set", "at", "actor", "door", "causes", "actions", "undoes", "undone_by")
    cause = Cause.UNDONE

    def columns_for(self, options: dict[str, Any]) -> tuple[str, ...]:
        """The list has columns of its own."""
        return self.columns if options["list"] is None else self.listed

    def options(self, parser: CommandParser) -> None:
        """Which change sets."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("change_set", nargs="?", type=change_set, help="number of a change set")
        which.add_argument(
            "--last",
            nargs="?",
            type=positive,
            const=1,
            metavar="N",
            help="the last N (1 if not given) that are not undone yet, newest first; those of commands, "
            "unless --door says otherwise",
        )
        which.add_argument(
            "--list",
            nargs="?",
            type=positive,
            const=LISTED,
            metavar="N",
            help=f"change nothing; show the last N change sets ({LISTED} if not given)",
        )
        parser.add_argument("--door", choices=Door.values, help="with --last and --list: entered through it")

    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """List, or undo one after the other."""
        door = options["door"]
        if options["list"] is not None:
            return self._list(recent(options["list"], door=door))
        if options["last"] is None:
            return self._undo([options["change_set"]], dry_run=dry_run)
        found = recent(options["last"], door=door or Door.COMMAND, standing=True)
        return self._undo([one.id for one in found], dry_run=dry_run)

    def _list(self, found: Sequence[ChangeSet]) -> Outcome:
        for one in found:
            self.report.row(_line(one), **_values(one))
        return Outcome(_("%(count)s change sets.") % {"count": len(found)}, {"change_sets": len(found)})

    def _undo(self, change_sets: Sequence[uuid.UUID], *, dry_run: bool) -> Outcome:
        back = kept = differing = 0
        written = None
        for number, one in enumerate(change_sets):
            self.progress.show(number, len(change_sets))
            planned, differences = self._one(one, dry_run=dry_run)
            self._report(one, planned, differences)
            back += len(planned.writes) + len(planned.removals) + len(planned.returns)
            kept, differing = kept + len(planned.kept), differing + len(differences)
            written = written or _undone_by(one)
        counts = {"undone": back, "kept": kept, "differences": differing}
        said = _("To undo: %(undone)s records; kept: %(kept)s.") if dry_run else None
        said = said or _("Undone: %(undone)s records; kept: %(kept)s; pairs left different: %(differences)s.")
        return Outcome(said % counts, counts, changed=back > 0, left=kept > 0, change_set=written)

    def _one(self, number: uuid.UUID, *, dry_run: bool) -> tuple[UndoPlan, tuple[str, ...]]:
        try:
            if dry_run:
                return plan_undo(number), ()
            done = undo(number)
        except Refused as refusal:
            raise WrongUse(refusal.sentence) from refusal
        return done.plan, done.differences

    def _report(self, number: uuid.UUID, planned: UndoPlan, differences: Sequence[str]) -> None:
        for record in planned.removals:
            self._row(number, "goes", record.title, _("Goes: %(record)s"))
        for record in planned.returns:
            self._row(number, "returns", record.title, _("Comes back: %(record)s"))
        for write in planned.writes:
            for change in write.changes:
                label = str(column(type(write.record), change.field).verbose_name)
                line = _("Goes back: %(record)s · %(field)s: %(old)s → %(new)s")
                values = {"field": label, "old": change.old, "new": change.new}
                self._row(number, "restored", write.record.title, line, **values)
        for kept in planned.kept:
            line = (
                _("Stays: %(record)s · %(field)s: %(reason)s")
                if kept.field
                else _("Stays: %(record)s: %(reason)s")
            )
            self._row(number, "kept", kept.title, line, field=kept.field, reason=kept.sentence)
        for sentence in differences:
            self._row(number, "differs", "", "%(reason)s", reason=sentence)

    def _row(self, number: uuid.UUID, happens: str, record: str, line: str, **values: object) -> None:
        said = {name: shown(value) for name, value in values.items()}
        self.report.row(
            line % {"record": record, **said}, change_set=number, happens=happens, record=record, **values
        )


def _undone_by(number: uuid.UUID) -> uuid.UUID | None:
    return Change.objects.filter(reverts=number).order_by("-pk").values_list("change_set", flat=True).first()


def _line(one: ChangeSet) -> str:
    causes = ", ".join(_counted(one.causes, Cause))
    actions = ", ".join(_counted(one.actions, Action))
    at = date_format(localtime(one.at), "SHORT_DATETIME_FORMAT")
    said = f"{one.id}  {at}  {one.actor or '—'} · {one.door} · {causes} · {actions}"
    if one.undoes:
        said += " · " + _("undoes %(id)s") % {"id": one.undoes}
    if one.undone_by:
        said += " · " + _("undone by %(id)s") % {"id": one.undone_by}
    return said


def _values(one: ChangeSet) -> dict[str, object]:
    known = {"change_set": one.id, "at": one.at, "actor": one.actor, "door": one.door}
    counts = {"causes": dict(one.causes), "actions": dict(one.actions)}
    return {**known, **counts, "undoes": one.undoes, "undone_by": one.undone_by}


def _counted(counts: dict[str, int], names: type[models.TextChoices]) -> list[str]:
    return [f"{names(name).label} {count}" for name, count in sorted(counts.items())]
