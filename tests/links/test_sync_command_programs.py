"""`sync` as a program: killed in the middle, beside others at work, and a reader that goes away."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.commands.office import Office, opened
from tests.links.sync_world import SYNC, WINDOW, finished
from tests.start.programs import ROOT, surroundings

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = 3 * WINDOW + 5


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Office]:
    """A database that commands have for themselves."""
    with opened(tmp_path_factory.mktemp("office"), django_db_blocker) as found:
        yield found


def ask(office: Office, call: str) -> Any:
    """What a function of the world returns there."""
    deed = f"import json, sys; from tests.links import sync_world; sys.stdout.write(json.dumps(sync_world.{call}))"
    ran = office.run("shell", "-v", "0", "-c", deed)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--repair", "everybody"], "everybody"),
        (["--kind", "employee"], "employee"),
        (["--window", "0"], "whole number from 1 to 100000"),
        (["--window", "9" * 21], "whole number from 1 to 100000"),
        (["--contact", "CT9"], "There is no contact CT9."),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_code_two(office: Office, words: list[str], sentence: str) -> None:
    """Never a traceback."""
    ran = office.run("sync", *words)

    assert ran.returncode == 2
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(("where", "call", "windows"), [("_record", 1, 0), ("_update", 2, 1), ("_record", 4, 3)])
def test_a_killed_run_leaves_whole_windows_and_the_next_one_finishes(
    office: Office, where: str, call: int, windows: int
) -> None:
    """Nothing half-written: every pair is as it was, or repaired and in the history."""
    assert ask(office, f"seed({MANY})") == MANY

    killed = office.run(
        "shell", "-v", "0", "-c", f"from tests.links import sync_world; sync_world.killed('{where}', {call})"
    )
    left = ask(office, "state()")
    again = office.run(*SYNC)
    third = office.run(*SYNC)

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert left == finished(windows * WINDOW)
    assert (again.returncode, third.returncode) == (0, 0), again.stderr
    assert ask(office, "state()") == finished(MANY)


def test_a_run_killed_from_outside_can_be_finished(office: Office) -> None:
    """At whatever moment it is: windows are whole."""
    many = ask(office, "seed(3000)")
    process = office.start(*SYNC)
    while (so_far := ask(office, "state()"))["repaired"] < WINDOW and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.communicate()

    left = ask(office, "state()")
    again = office.run(*SYNC)

    assert so_far["repaired"] <= left["repaired"] <= many
    assert left == finished(left["repaired"])
    assert left["repaired"] % WINDOW == 0
    assert again.returncode == 0, again.stderr
    assert ask(office, "state()") == finished(many)


def test_two_runs_at_once_share_the_work(office: Office) -> None:
    """No pair is written or noted twice, nobody deadlocks."""
    many = ask(office, "seed(1000)")

    both = [office.start(*SYNC), office.start(*SYNC)]
    errors = [process.communicate(timeout=240)[1] for process in both]

    assert [process.returncode for process in both] == [0, 0], errors
    assert ask(office, "state()") == finished(many)


def test_the_work_is_finished_although_the_reader_went_away(office: Office) -> None:
    """`… | head -1`: everything is repaired, and nobody complains of a broken pipe."""
    many = ask(office, f"seed({MANY})")
    environment = surroundings(DJANGO_SETTINGS_MODULE="crm.settings", **office.variables)
    command = "python=$0; $python -m django sync --repair contact -v 2 | head -1"

    ran = subprocess.run(
        ["bash", "-c", command, sys.executable],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert ran.stderr == ""
    assert ran.stdout.count("\n") == 1
    assert ask(office, "state()") == finished(many)
