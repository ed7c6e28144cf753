"""`test` runs pytest on both databases and is red when either is."""

from pathlib import Path

import pytest

from crm.start import postgres_binaries, suite
from tests.start.programs import django

pytestmark = pytest.mark.once

PASSING = "def test_it_holds(): pass\n"
SKIPPED = "def test_it_cannot(): pytest.skip('there is no browser')\n"
ON_SQLITE = """
from django.db import connection
def test_it_holds(): assert connection.vendor == "sqlite"
"""
KEEPS_BYTECODE = """
import sys
def test_it_holds(): assert sys.pycache_prefix and not sys.dont_write_bytecode
"""
ONLY_ON_SQLITE = """
from django.db import connection
if connection.vendor == "sqlite":
    def test_it_holds(): pass
"""


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path / "test_trial.py"


def _apart(trial: Path) -> list[str]:
    """Arguments that keep pytest away from the configuration, the cache and the large plug-ins of this project."""
    return [
        *("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:faker"),
        f"--rootdir={trial.parent}",
        "-c",
        str(trial.parent / "pytest.ini"),
        str(trial),
    ]


def _test(trial: Path, *arguments: str, **variables: str) -> tuple[int, list[str]]:
    run = django("test", *arguments, *_apart(trial), CRM_LOCAL="on", **variables)
    return run.returncode, run.stdout.partition("=== Summary ===\n")[2].splitlines()


def test_both_databases_are_in_the_summary(trial: Path) -> None:
    trial.write_text(PASSING, encoding="utf-8")

    code, (sqlite, postgresql) = _test(trial, "-n0")

    assert code == 0
    assert sqlite.startswith("SQLite      green ")
    assert sqlite.endswith(" s  1 passed")
    assert postgresql.startswith("PostgreSQL  green ")
    assert "1 passed (PostgreSQL " in postgresql


def test_what_was_not_tested_is_said_aloud(trial: Path) -> None:
    trial.write_text(f"import pytest\n{PASSING}{SKIPPED}", encoding="utf-8")

    code, (sqlite, _postgresql) = _test(trial, "-n0")

    assert code == 0
    assert sqlite.endswith(" s  1 passed, 1 skipped; NOT TESTED (1): there is no browser")


def test_one_red_database_makes_the_whole_red(trial: Path) -> None:
    trial.write_text(ON_SQLITE, encoding="utf-8")

    code, (sqlite, postgresql) = _test(trial, "-n0", "-p", "pytest_django", "--ds=crm.settings")

    assert code == 1
    assert "green" in sqlite
    assert "RED" in postgresql
    assert "1 failed" in postgresql


def test_without_postgresql_it_is_red_and_says_how_to_get_it(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial.write_text(PASSING, encoding="utf-8")
    monkeypatch.setattr(postgres_binaries, "_installed", lambda: iter(()))
    monkeypatch.setattr(postgres_binaries, "_wheel", lambda: None)
    said: list[str] = []

    is_green = suite.run(["-n0", *_apart(trial)], suite.DATABASES, said.append)

    assert not is_green
    assert said[-2].startswith("SQLite      green ")
    assert said[-1].startswith("PostgreSQL  RED ")
    assert "NOT RUN: no PostgreSQL" in said[-1]
    assert "apt install postgresql" in said[-1]


def test_one_database_can_be_asked_for(trial: Path) -> None:
    trial.write_text(PASSING, encoding="utf-8")

    code, summary = _test(trial, "-n0", "--only=sqlite")

    assert code == 0
    assert len(summary) == 1


def test_an_expression_of_pytest_is_handed_on_and_no_test_at_all_is_red(trial: Path) -> None:
    trial.write_text(PASSING, encoding="utf-8")

    code, (sqlite,) = _test(trial, "-n0", "--only=sqlite", "-k", "nothing_like_it")

    assert code == 1
    assert "empty" in sqlite


def test_its_programs_share_their_bytecode_where_none_may_lie_beside_the_sources(trial: Path) -> None:
    trial.write_text(KEEPS_BYTECODE, encoding="utf-8")

    code, (sqlite,) = _test(trial, "-n0", "--only=sqlite", PYTHONDONTWRITEBYTECODE="1")

    assert code == 0, sqlite
    assert not (trial.parent / "__pycache__").exists()


def test_a_database_with_nothing_to_run_does_not_spoil_the_other(trial: Path) -> None:
    trial.write_text(ONLY_ON_SQLITE, encoding="utf-8")

    code, (sqlite, postgresql) = _test(trial, "-n0", "-p", "pytest_django", "--ds=crm.settings")

    assert code == 0
    assert "green" in sqlite
    assert "empty" in postgresql


def test_a_module_that_cannot_be_imported_is_red_on_both(trial: Path) -> None:
    trial.write_text("import absent_module\n", encoding="utf-8")

    code, (sqlite, postgresql) = _test(trial, "-n0")

    assert code == 1
    assert "RED" in sqlite
    assert "RED" in postgresql
