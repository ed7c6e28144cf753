"""The frame of all commands: formats, exit codes, sentences, progress and a reader who goes away."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.db import DatabaseError, OperationalError

from crm.kit.commands import OperationsCommand, Unfinished, WrongUse
from crm.kit.context import Cause, Door, Gesture, current_gesture
from crm.kit.refusal import Refused
from crm.kit.report import Outcome, Progress, Report, shown

pytestmark = pytest.mark.django_db


class Sample(OperationsCommand):
    """Does what the test says."""

    columns = ("no", "reasons")
    examples = "  show it\n    manage.py sample\n"
    cause = Cause.IMPORTED

    def __init__(self, act: Callable[[Sample], Outcome]) -> None:
        super().__init__(StringIO(), StringIO())
        self.act = act

    def work(self, *, dry_run: bool, **options: Any) -> Outcome:
        """The test's turn."""
        return self.act(self)


class Terminal(StringIO):
    """Somebody is looking."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def ran(act: Callable[[Sample], Outcome], *words: object) -> str:
    """What the command says; its errors are raised."""
    command, out = Sample(act), StringIO()
    call_command(command, *map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


def two_rows(command: Sample) -> Outcome:
    """Two rows and a sentence."""
    command.report.say("Only for people")
    command.report.row("One · a, b", no="1", reasons=("a", "b"))
    command.report.row("Two", no="2")
    return Outcome("Done: 2.", {"done": 2}, changed=True)


def test_people_read_lines(db: None) -> None:
    """Rows, then how to take it back, then the sentence."""
    lines = ran(two_rows).splitlines()

    assert lines[:3] == ["Only for people", "One · a, b", "Two"]
    assert lines[3].startswith("Change set ")
    assert lines[4:] == ["Done: 2."]


def test_a_quiet_run_says_the_sentence_only(db: None) -> None:
    """For cron: -v 0."""
    assert ran(two_rows, "-v", 0) == "Done: 2.\n"


@pytest.mark.parametrize("rows", [0, 2])
def test_programs_read_one_document(rows: int) -> None:
    """Also where there is no row."""
    empty: Callable[[Sample], Outcome] = lambda command: Outcome("Nothing.")  # noqa: E731

    document = json.loads(ran(two_rows if rows else empty, "--format", "json"))

    assert len(document["rows"]) == rows
    assert {"command", "dry_run", "summary", "counts", "left", "change_set"} <= set(document)
    assert (document["change_set"] is not None) == bool(rows)


def test_the_result_file_has_every_column(tmp_path: Path) -> None:
    """Lists are joined, missing values blank."""
    path = tmp_path / "rows.csv"

    ran(two_rows, "--output", path)

    assert path.read_text(encoding="utf-8-sig").splitlines() == ["no,reasons", "1,a; b", "2,"]


def test_everything_belongs_to_one_gesture(db: None) -> None:
    """Door, cause and origin say that a command did it."""
    seen: list[Gesture | None] = []

    def look(command: Sample) -> Outcome:
        seen.append(current_gesture())
        return Outcome("")

    ran(look)

    (opened,) = seen
    assert opened is not None
    assert (opened.door, opened.cause, opened.actor) == (Door.COMMAND, Cause.IMPORTED, None)
    assert opened.origin.startswith("manage.py ")
    assert current_gesture() is None


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (Refused("That is taken."), Unfinished, "That is taken."),
        (Refused("Choose a code.", setting="customer_relation"), WrongUse, "Choose a code."),
        (WrongUse("No such number."), WrongUse, "No such number."),
        (OperationalError("no such\n  table: x"), Unfinished, "no such table: x"),
        (DatabaseError("gone"), Unfinished, "migrate"),
        (KeyboardInterrupt(), Unfinished, "run it again"),
    ],
)
def test_whatever_goes_wrong_ends_in_a_sentence(error: BaseException, kind: type[CommandError], sentence: str) -> None:
    """And in an exit code."""

    def fail(command: Sample) -> Outcome:
        raise error

    with pytest.raises(kind, match=sentence):
        ran(fail)


def test_something_left_is_exit_code_one_after_the_report(db: None) -> None:
    """The report is complete before."""
    out = StringIO()
    command = Sample(lambda _self: Outcome("Done.", left=True))

    with pytest.raises(Unfinished) as caught:
        call_command(command, stdout=out)

    assert caught.value.returncode == 1
    assert out.getvalue() == "Done.\n"


def test_a_file_is_complete_although_the_run_failed(tmp_path: Path) -> None:
    """What was reported until then can be read."""
    path = tmp_path / "rows.csv"

    def fail(command: Sample) -> Outcome:
        two_rows(command)
        raise Refused("Stop.")

    with pytest.raises(Unfinished):
        ran(fail, "--output", path)

    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 3


def test_help_teaches(db: None) -> None:
    """Examples and exit codes stand below the options."""
    text = Sample(two_rows).create_parser("manage.py", "sample").format_help()

    assert "manage.py sample\n" in text
    assert "  2  wrong use: nothing was done" in text
    assert text.index("--dry-run") < text.index("--verbosity")


def test_progress_is_for_terminals_only() -> None:
    """Nothing in a log; on a terminal one line that is cleared at the end."""
    log, terminal = StringIO(), Terminal()
    for stream in (log, terminal):
        progress = Progress(OutputWrapper(stream))
        progress.show(1, 2, "C1")
        progress.show(2, 2, "C2")
        progress.clear()

    assert log.getvalue() == ""
    assert "2/2 (100 %) C2" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_the_work_goes_on_when_the_reader_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """`manage.py link … | head` links everything."""
    hushed: list[bool] = []
    monkeypatch.setattr(Report, "_stop_writing", lambda self: hushed.append(True))

    class Gone(StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    Report(OutputWrapper(Gone()), ("no",)).row("One", no=1)

    assert hushed == [True]


@pytest.mark.parametrize(("value", "text"), [(None, "—"), ("", "—"), (False, "—"), (0, "0"), ("x", "x")])
def test_blanks_are_shown_as_a_dash(value: object, text: str) -> None:
    """An arrow from or to nothing cannot be read."""
    assert shown(value) == text


def test_the_terminal_shows_the_sentence_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """No name of a class before it; the exit code tells programs."""

    def fail(command: Sample) -> Outcome:
        raise Refused("Choose a code.", setting="customer_relation")

    command = Sample(fail)
    with pytest.raises(SystemExit) as stopped:
        command.run_from_argv(["manage.py", "sample"])

    assert stopped.value.code == 2
    assert command.stderr._out.getvalue() == "Choose a code.\n"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sentence", "shown_as"),
    [("Taken by Rossi S.p.A..", "Taken by Rossi S.p.A."), ("Taken.", "Taken."), ("Wait...", "Wait...")],
)
def test_a_title_brings_its_full_stop(sentence: str, shown_as: str) -> None:
    """Not two of them."""
    assert Refused(sentence).sentence == str(Refused(sentence)) == shown_as
