"""The frame of our commands: one change set, one report, exit codes, and no tracebacks but sentences."""

from __future__ import annotations

import argparse
import sys
from abc import ABC, abstractmethod
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
    SystemCheckError,
)
from django.db import Error
from django.utils import translation
from django.utils.translation import gettext as _

from crm.kit.context import Cause, Door, Gesture, gesture
from crm.kit.refusal import Refused
from crm.kit.report import FORMATS, TEXT, Outcome, Progress, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.base_user import AbstractBaseUser

MOST = 100_000
"""The largest number of things that a command takes as an argument."""

EXIT_CODES = """exit codes:
  0  done, or nothing to do
  1  differences or refusals are left, or it could not be finished
  2  wrong use: nothing was done
"""


def whole_number(text: str, *, highest: int = MOST) -> int:
    """A whole number from 1 to ``highest``, as an argument of a command."""
    if not text.isdecimal() or len(text) > len(str(highest)) or not 1 <= int(text) <= highest:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {highest}")
    return int(text)


class WrongUse(CommandError):
    """What was asked for cannot be understood or is not possible; nothing was done."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, returncode=2)


class Unfinished(CommandError):
    """Something is left: differences, refusals, or the rest of an interrupted run."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, returncode=1)


class Formatter(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Our options before Django's, and texts as they were written."""


class SpokenCommand(BaseCommand):
    """A command whose errors are sentences and nothing else."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it. On the command line an error ends in its sentence and exit code, unless ``--traceback`` is given."""
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            shows_itself = options["traceback"] or isinstance(error, SystemCheckError)
            if shows_itself or not getattr(self, "_called_from_command_line", False):
                raise
            self.stderr.write(str(error))
            sys.exit(error.returncode)


class OperationsCommand(SpokenCommand, ABC):
    """A command for operations. A subclass says ``columns``, ``examples``, ``options`` and does its ``work``.

    Everything that it writes is one change set, which ``undo`` can take back. ``work`` opens its own units:
    one for each step that stands or falls alone, so that a killed run leaves nothing half done and another
    one goes on.
    """

    columns: ClassVar[tuple[str, ...]] = ()
    """The columns of the result file; each row of the report has these names."""

    examples: ClassVar[str] = ""
    """What the help shows after the options: a line of words and a line of command, each indented by two."""

    formats: ClassVar[tuple[str, ...]] = FORMATS
    cause: ClassVar[Cause] = Cause.TYPED
    output_help: ClassVar[str] = "write the rows to this CSV file too"
    writes: ClassVar[bool] = True
    """Whether there is something to try with ``--dry-run``."""

    report: Report
    progress: Progress
    gesture: Gesture

    def columns_for(self, options: dict[str, Any]) -> tuple[str, ...]:
        """The columns of this run, where they depend on what was asked for."""
        return self.columns

    def options(self, parser: CommandParser) -> None:
        """Declare what this command takes besides the options of all."""

    def only_tries(self, options: dict[str, Any]) -> bool:
        """Nothing is going to be written."""
        return bool(options["dry_run"])

    @abstractmethod
    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """Do it, rows going to ``self.report``. Raise WrongUse or Refused where nothing can be done."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """A parser whose help ends with examples and exit codes."""
        shown = f"examples:\n{self.examples.strip(chr(10))}\n\n" if self.examples else ""
        return super().create_parser(
            prog_name, subcommand, formatter_class=Formatter, epilog=shown + EXIT_CODES, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options of this command and those of all."""
        self.options(parser)
        if self.writes:
            parser.add_argument("--dry-run", action="store_true", help="print what would be done; write nothing")
            parser.add_argument("--by", metavar="USER", help="user name that the history shows for this run")
        parser.add_argument("--format", choices=self.formats, default=TEXT, help="text for people, json for programs")
        parser.add_argument("--output", type=Path, metavar="FILE", help=self.output_help)
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, help="language of captions and sentences")

    def handle(self, **options: Any) -> None:
        """Carry the command out; CommandError with a sentence and an exit code where that did not succeed."""
        with self._sentences(), translation.override(options["language"] or translation.get_language()):
            outcome = self._run(options)
            if outcome.left:
                raise Unfinished(_("Something is left to do; see above."))

    def _run(self, options: dict[str, Any]) -> Outcome:
        options.setdefault("dry_run", False)
        dry_run = options["dry_run"] = self.only_tries(options)
        self.progress = Progress(self.stderr)
        with ExitStack() as stack:
            actor = _user_named(options.get("by"))
            origin = f"manage.py {self._name}"
            self.gesture = stack.enter_context(gesture(actor=actor, door=Door.COMMAND, cause=self.cause, origin=origin))
            self.report = stack.enter_context(closing(self._opened_report(options)))
            stack.callback(self.progress.clear)
            outcome = self.work(**options)
            self.progress.clear()
            self._finish(outcome, dry_run=dry_run)
        return outcome

    def _opened_report(self, options: dict[str, Any]) -> Report:
        path: Path | None = options["output"]
        try:
            return Report(
                self.stdout,
                self.columns_for(options),
                form=options["format"],
                path=path,
                quiet=options["verbosity"] == 0,
                command=self._name,
                dry_run=options["dry_run"],
            )
        except OSError as error:
            sentence = _("The result file %(file)s cannot be written: %(reason)s.")
            raise WrongUse(sentence % {"file": path, "reason": error.strerror}) from error

    def _finish(self, outcome: Outcome, *, dry_run: bool) -> None:
        written = outcome.change_set or self.gesture.change_set
        change_set = str(written) if outcome.changed and not dry_run else None
        if change_set:
            self.report.say(_("Change set %(id)s; `manage.py undo %(id)s` takes it back.") % {"id": change_set})
        self.report.finish(outcome, change_set=change_set)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Whatever goes wrong inside ends in a sentence; ``--traceback`` still shows where it came from."""
        try:
            yield
        except Refused as refusal:
            raise (WrongUse if refusal.setting else Unfinished)(refusal.sentence) from refusal
        except Error as error:
            sentence = _("The database refused (is it up to date? `manage.py migrate`): %(reason)s")
            raise Unfinished(sentence % {"reason": " ".join(str(error).split())}) from error
        except KeyboardInterrupt as stop:
            sentence = _("Interrupted. What was finished until then stays; run it again to go on.")
            raise Unfinished(sentence) from stop

    @property
    def _name(self) -> str:
        return type(self).__module__.rpartition(".")[2]


def _user_named(name: str | None) -> AbstractBaseUser | None:
    if not name:
        return None
    model = get_user_model()
    found: AbstractBaseUser | None = model._default_manager.filter(**{model.USERNAME_FIELD: name}).first()
    if found is None:
        raise WrongUse(_("There is no user %(name)s.") % {"name": name})
    return found
