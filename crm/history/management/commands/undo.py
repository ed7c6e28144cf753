"""The command `undo`: takes back what one gesture did."""

from __future__ import annotations

import argparse
import uuid
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.history.models import Action, Change
from crm.history.nets import UnknownChangeSet
from crm.history.recent import ChangeSet, recent
from crm.history.retelling import Restored, planned, retold
from crm.history.undo import UndoPlan, plan_undo, undo
from crm.kit.commands import OperationsCommand, WrongUse, whole_number
from crm.kit.context import Cause, Door
from crm.kit.report import Outcome, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.management.base import CommandParser
    from django.db import models

LISTED = 20
LINES = {
    "goes": gettext_lazy("Goes: %(record)s"),
    "returns": gettext_lazy("Comes back: %(record)s"),
    "restored": gettext_lazy("Goes back: %(record)s · %(field)s: %(old)s → %(new)s"),
    "kept": gettext_lazy("Stays: %(record)s: %(reason)s"),
    "kept_field": gettext_lazy("Stays: %(record)s · %(field)s: %(reason)s"),
    "differs": "%(reason)s",
    "already": "%(reason)s",
}


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
  take back the last run of a command (a second time does nothing); it is named first
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
            type=whole_number,
            const=1,
            metavar="N",
            help="the last N (1 if not given), newest first, as far as they are not undone yet; those of "
            "commands, unless --door says otherwise; demo loads and imports only go by their number",
        )
        which.add_argument(
            "--list",
            nargs="?",
            type=whole_number,
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
        return self._undo_last(recent(options["last"], door=door or Door.COMMAND, gestures_only=True), dry_run=dry_run)

    def _undo_last(self, found: Sequence[ChangeSet], *, dry_run: bool) -> Outcome:
        """Each is named before it goes: nobody typed its number."""
        for one in found:
            self.report.say(_line(one))
        if not found:
            said = _("There is nothing to undo. Demo loads and imports are taken back by their number; see --list.")
            return Outcome(said, _no_counts())
        return self._undo([one.id for one in found if one.undone_by is None], dry_run=dry_run)

    def _list(self, found: Sequence[ChangeSet]) -> Outcome:
        for one in found:
            self.report.row(_line(one), **_values(one))
        said = ngettext("%(count)s change set.", "%(count)s change sets.", len(found)) % {"count": len(found)}
        return Outcome(said, {"change_sets": len(found)})

    def _undo(self, change_sets: Sequence[uuid.UUID], *, dry_run: bool) -> Outcome:
        counts, written = _no_counts(), None
        for number, one in enumerate(change_sets):
            self.progress.show(number, len(change_sets))
            try:
                done = self._preview(one, counts) if dry_run else self._take_back(one, counts)
            except UnknownChangeSet as unknown:
                raise WrongUse(unknown.sentence) from unknown
            written = written or done
        left = counts["kept"] + counts["differences"] > 0
        return Outcome(
            _sentence(counts, dry_run=dry_run), counts, changed=written is not None, left=left, change_set=written
        )

    def _preview(self, number: uuid.UUID, counts: dict[str, int]) -> uuid.UUID | None:
        plan = plan_undo(number)
        for record in plan.removals:
            self._row(number, "goes", record.title)
        for record in plan.returns:
            self._row(number, "returns", record.title)
        for one in planned(plan):
            self._report_restored(number, one)
        written = (write.record for write in (*plan.writes, *plan.consequences))
        counts["undone"] += len({*plan.removals, *plan.returns, *written})
        self._report_kept(number, plan, counts)
        return None

    def _take_back(self, number: uuid.UUID, counts: dict[str, int]) -> uuid.UUID | None:
        """What the history says of it afterwards is shown; returns the change set, if anything was written."""
        done = undo(number)
        touched = set()
        changes = Change.objects.in_set(done.change_set).iterator() if done.change_set else ()
        for change, restored in retold(changes, removed=done.plan.removals):
            touched.add((change.model, change.object_id))
            if change.action != Action.UPDATE:
                self._row(number, "goes" if change.action == Action.DELETE else "returns", change.title)
            for one in restored:
                self._report_restored(number, one)
        counts["undone"] += len(touched)
        self._report_kept(number, done.plan, counts)
        for sentence in done.differences:
            counts["differences"] += 1
            self._row(number, "differs", "", reason=sentence)
        return done.change_set

    def _report_restored(self, number: uuid.UUID, one: Restored) -> None:
        self._row(number, "restored", one.record, field=one.field, old=one.old, new=one.new)

    def _report_kept(self, number: uuid.UUID, plan: UndoPlan, counts: dict[str, int]) -> None:
        if plan.undone_by:
            said = _("Change set %(id)s is undone already, by %(undone_by)s.")
            self._row(number, "already", "", reason=said % {"id": number, "undone_by": plan.undone_by})
        for kept in plan.kept:
            counts["kept"] += 1
            self._row(number, "kept", kept.title, field=kept.field, reason=kept.sentence)

    def _row(self, number: uuid.UUID, happens: str, record: str, **values: object) -> None:
        said = {"record": record, **{name: shown(value) for name, value in values.items()}}
        kind = "kept_field" if happens == "kept" and values.get("field") else happens
        line = str(LINES[kind]) % said
        self.report.row(line, change_set=number, happens=happens, record=record, **values)


def _no_counts() -> dict[str, int]:
    return dict.fromkeys(("undone", "kept", "differences"), 0)


def _sentence(counts: dict[str, int], *, dry_run: bool) -> str:
    if dry_run:
        said = ngettext(
            "To undo: %(undone)s record; kept: %(kept)s.",
            "To undo: %(undone)s records; kept: %(kept)s.",
            counts["undone"],
        )
    else:
        said = ngettext(
            "Undone: %(undone)s record; kept: %(kept)s; pairs left different: %(differences)s.",
            "Undone: %(undone)s records; kept: %(kept)s; pairs left different: %(differences)s.",
            counts["undone"],
        )
    return said % counts


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
