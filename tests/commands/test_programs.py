"""Commands as processes: exit codes, no tracebacks, killed in the middle, two at once, a reader that goes away."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.commands.office import BATCH, Office, opened
from tests.start.programs import ROOT, surroundings

pytestmark = pytest.mark.django_db

MANY = 2 * BATCH + 5


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Office]:
    """A database that commands have for themselves."""
    with opened(tmp_path_factory.mktemp("office"), django_db_blocker) as found:
        yield found


def complete(customers: int) -> dict[str, Any]:
    """How the house looks when every customer of ``office.seed`` has its contact, and no number was lost."""
    people = -(-customers // 3)
    return {
        "companies": customers,
        "people": people,
        "links": customers,
        "without_link": 0,
        "without_primary": 0,
        "unsummarized": 0,
        "last_number": f"CT{customers + people:05}",
        "against_history": {},
    }


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["create_contacts", "--from", "customers"], 0, ""),
        (["create_contacts"], 2, "--from"),
        (["create_contacts", "--from", "customers", "--nonsense"], 2, "--nonsense"),
        (["create_contacts", "--from", "customers", "--number", "C9"], 2, "There is no customer C9."),
        (["link"], 2, "Say which pairs"),
        (["link", "--pairs", "missing.csv"], 2, "missing.csv cannot be read"),
        (["link", "--match", "shoe"], 2, "shoe"),
        (["undo"], 2, "--last"),
        (["undo", "nonsense"], 2, "nonsense"),
        (["describe_links", "--format", "xml"], 2, "xml"),
        (["describe_links", "--check", "missing.md"], 2, "missing.md"),
    ],
)
def test_programs_end_with_their_code_and_a_sentence(
    office: Office, words: list[str], code: int, sentence: str
) -> None:
    """0 done, 1 something left, 2 wrong use; never a traceback."""
    if words[:1] == ["create_contacts"]:
        office.ask("seed(2)")

    ran = office.run(*words)

    assert ran.returncode == code, ran.stderr
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_is_left_is_exit_code_one(office: Office) -> None:
    """A second run with the same reason ends the same way."""
    office.ask("seed(2)")
    office.run("create_contacts", "--from", "customers")

    ran = office.run("link", "--contact", "CT00001", "--customer", "C00001")

    assert ran.returncode == 1
    assert "is already linked" in ran.stdout
    assert "Something is left" in ran.stderr


def test_a_database_that_is_not_ready_is_said(tmp_path: Path) -> None:
    """Not migrated: what to do about it."""
    ran = Office({"CRM_LOCAL": "on", "CRM_VAR": str(tmp_path)}).run("create_contacts", "--from", "customers")

    assert ran.returncode == 1
    assert "manage.py migrate" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "call", "done"),
    [("_relation", 1, 0), ("_note", 2 * BATCH, 0), ("_relation", BATCH + 3, 1)],
)
def test_a_killed_run_leaves_whole_batches_and_the_next_one_finishes(
    office: Office, where: str, call: int, done: int
) -> None:
    """Nothing half-written: every contact has its link, its number and its history; nobody gets two."""
    deed = f"from tests.commands import office; office.seed({MANY}); office.killed('{where}', {call})"
    killed = office.run("shell", "-v", "0", "-c", deed)
    left = office.ask("state()")

    again = office.run("create_contacts", "--from", "customers", "--create-duplicates", "-v", "0")

    assert killed.returncode == -signal.SIGKILL
    assert left == complete(done * BATCH) | ({} if done else {"last_number": ""})
    assert again.returncode == 0, again.stderr
    assert office.ask("state()") == complete(MANY)


@pytest.mark.slow
def test_two_runs_at_once_share_the_work(office: Office) -> None:
    """Safe beside others: no contact twice, no number twice, no deadlock."""
    office.ask("seed(100)")
    words = ("shell", "-v", "0", "-c", "from tests.commands import office; office.in_small_batches()")

    both = [office.start(*words), office.start(*words)]
    errors = [process.communicate(timeout=120)[1] for process in both]

    assert [process.returncode for process in both] == [0, 0], errors
    assert office.ask("state()") == complete(100)


@pytest.mark.slow
def test_the_work_is_finished_although_the_reader_went_away(office: Office) -> None:
    """`… | head -1`: everything is made, and nobody complains of a broken pipe."""
    office.ask("seed(400)")
    environment = surroundings(DJANGO_SETTINGS_MODULE="crm.settings", **office.variables)
    command = "python=$0; $python -m django create_contacts --from customers --create-duplicates | head -1"

    ran = subprocess.run(
        ["bash", "-c", command, sys.executable],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert ran.stdout.startswith("C00000 Firm 0 → CT00001")
    assert ran.stderr == ""
    assert office.ask("state()") == complete(400)
