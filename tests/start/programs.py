"""Programs started by the tests, in surroundings of their own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("CRM_", "DATABASE_URL", "SECRET_KEY", "DJANGO_", "PYTEST_", "COVERAGE_")


def surroundings(**variables: str | Path) -> dict[str, str]:
    """The environment without any setting of this program, and with ``variables``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, **{name: str(value) for name, value in variables.items()}}


def django(*arguments: str, **variables: str | Path) -> subprocess.CompletedProcess[str]:
    """A finished Django command of this project, with no other settings than ``variables``."""
    with begun(*arguments, **variables) as process:
        out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def managed(*arguments: str, **variables: str | Path) -> subprocess.CompletedProcess[str]:
    """The same as staff type it: ``manage.py`` with the interpreter of the tests."""
    return finished("manage.py", *arguments, **variables)


def finished(*arguments: str, **variables: str | Path) -> subprocess.CompletedProcess[str]:
    """A finished run of the interpreter of the tests, with no other settings than ``variables``."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=surroundings(**variables),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def begun(*arguments: str, **variables: str | Path) -> subprocess.Popen[str]:
    """The same command just started; waiting for it or stopping it is the caller's."""
    return subprocess.Popen(
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env=surroundings(DJANGO_SETTINGS_MODULE="crm.settings", **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
