"""From nothing but Python and pip to a program that runs, and what is said when that cannot be."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.start.checkout import Checkout
from tests.start.programs import ROOT, surroundings

pytestmark = pytest.mark.once

NETWORK = "WARNING: Retrying after connection broken\nERROR: No matching distribution found for django==5.2"
HASHES = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_first_run_installs_and_goes_on_inside(checkout: Checkout) -> None:
    first = checkout.run("quickstart", "--port", "8001")

    assert first.returncode == 0, first.stderr
    assert first.stdout == f"{checkout.environment} runs ['quickstart', '--port', '8001']"
    assert "Installing 1 packages from requirements.txt" in first.stderr
    assert "--require-hashes" in checkout.installations()[0]


def test_the_second_run_installs_nothing(checkout: Checkout) -> None:
    checkout.run("quickstart")

    second = checkout.run("quickstart")

    assert len(checkout.installations()) == 1
    assert second.stderr == ""
    assert "runs ['quickstart']" in second.stdout


def test_changed_requirements_are_installed(checkout: Checkout) -> None:
    checkout.run("quickstart")
    checkout.lock("django==5.2.1 --hash=sha256:00\n")

    checkout.run("quickstart")

    assert len(checkout.installations()) == 2


def test_tests_install_their_own_requirements_which_serve_quickstart_too(checkout: Checkout) -> None:
    checkout.run("test", "-x")
    checkout.run("quickstart")

    assert [line.rpartition("/")[2] for line in checkout.installations()] == ["requirements-dev.txt"]


@pytest.mark.parametrize(
    ("pip_says", "sentence"),
    [
        (NETWORK, "the packages could not be downloaded"),
        (HASHES, "the hash of a downloaded package is not the locked one"),
        ("missing", "pip is missing"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: something new", "pip failed: something new"),
    ],
)
def test_a_failing_installation_says_why_in_one_sentence(checkout: Checkout, pip_says: str, sentence: str) -> None:
    failed = checkout.run("quickstart", pip_says=pip_says)

    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith(f"quickstart: {sentence}")
    assert "Traceback" not in failed.stderr


def test_after_a_failure_the_next_run_succeeds(checkout: Checkout) -> None:
    checkout.run("quickstart", pip_says=NETWORK)

    assert checkout.run("quickstart").returncode == 0


def test_an_installation_that_was_killed_is_made_anew(checkout: Checkout) -> None:
    killed = checkout.run("quickstart", pip_says="killed")
    half_installed = checkout.environment / "half_installed"
    half_installed.touch()

    repaired = checkout.run("quickstart")

    assert killed.returncode == -9
    assert repaired.returncode == 0, repaired.stderr
    assert not half_installed.exists()


def test_an_environment_whose_interpreter_is_gone_is_made_anew(checkout: Checkout) -> None:
    checkout.run("quickstart")
    (checkout.environment / "bin" / "python").unlink()
    (checkout.environment / "bin" / "python").symlink_to("/nowhere/python3")

    assert checkout.run("quickstart").returncode == 0


def test_two_first_runs_at_once_install_once(checkout: Checkout) -> None:
    both = [checkout.start("quickstart"), checkout.start("quickstart")]

    outputs = [run.communicate(timeout=60) for run in both]

    assert [run.returncode for run in both] == [0, 0], outputs
    assert len(checkout.installations()) == 1


def test_an_old_python_is_named_in_one_sentence(checkout: Checkout) -> None:
    refused = checkout.run_as("3, 9, 2", "quickstart")

    assert refused.returncode == 1
    assert refused.stderr == "This program needs Python 3.11 or newer; this is Python 3.9.2.\n"


def test_other_commands_install_nothing_and_say_what_does(checkout: Checkout) -> None:
    refused = checkout.run("sync")

    assert refused.returncode == 1
    assert refused.stderr == "sync: Django is missing; `python3 manage.py quickstart` installs it.\n"
    assert not checkout.environment.exists()


def test_other_commands_borrow_the_environment_once_it_is_there(checkout: Checkout) -> None:
    checkout.run("quickstart")

    borrowed = checkout.run("sync", "--dry-run")

    assert borrowed.stdout == f"{checkout.environment} runs ['sync', '--dry-run']"


def test_starting_from_nothing_imports_no_django() -> None:
    script = "import sys, crm.bootstrap; sys.exit('django' in sys.modules)"

    asked = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=surroundings(), check=False)

    assert asked.returncode == 0
