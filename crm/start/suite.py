"""The whole suite, once per database, and the summary of both runs."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from crm.start import postgres
from crm.start.postgres_binaries import PostgresError

SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASES = (SQLITE, POSTGRESQL)
NAMES = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}
NOTHING_TO_RUN = 5
NOT_TO_BE_HAD = 126
INTERRUPTED = 130
COUNTS_WORKERS = re.compile(
    r"-n\S*|--(numprocesses|dist|pdb|trace|collect-only|co|help|version|fixtures|markers)(=.*)?"
)


class Result(NamedTuple):
    """One database's run; ``code`` is pytest's or ours, ``seconds`` leave out starting the server."""

    database: str
    code: int
    outcome: str
    seconds: float

    @property
    def colour(self) -> str:
        """A word for the summary; a run that had nothing to do is neither green nor red."""
        return {0: "green", NOTHING_TO_RUN: "empty"}.get(self.code, "RED")


def run(arguments: Sequence[str], databases: Sequence[str], say: Callable[[str], object]) -> bool:
    """Run pytest with ``arguments`` on each of the databases in turn; True when none is red and one is green.

    A database that cannot be had is red. Ctrl-C ends the current run as red and leaves out the rest.
    """
    results: list[Result] = []
    with postgres.stopped_by_sigterm(), tempfile.TemporaryDirectory(prefix="crm-test-") as name:
        folder = Path(name)
        for database in databases:
            say(f"\n=== {NAMES[database]} ===")
            on_it = _on_sqlite if database == SQLITE else _on_postgresql
            results.append(on_it(arguments, folder))
            if results[-1].code == INTERRUPTED:
                break
    say("\n=== Summary ===")
    for result in results:
        say(f"{NAMES[result.database]:<11} {result.colour:<6} {result.seconds:7.1f} s  {result.outcome}")
    colours = {result.colour for result in results}
    return "green" in colours and "RED" not in colours


def _on_sqlite(arguments: Sequence[str], folder: Path) -> Result:
    return _pytest(SQLITE, arguments, folder, {})


def _on_postgresql(arguments: Sequence[str], folder: Path) -> Result:
    try:
        with postgres.throwaway() as cluster:
            result = _pytest(POSTGRESQL, arguments, folder, {"DATABASE_URL": cluster.url})
    except PostgresError as problem:
        return Result(POSTGRESQL, NOT_TO_BE_HAD, f"NOT RUN: {problem}.", 0.0)
    return result._replace(outcome=f"{result.outcome} (PostgreSQL {cluster.version})")


def _pytest(database: str, arguments: Sequence[str], folder: Path, connection: Mapping[str, str]) -> Result:
    tally = folder / database
    command = [sys.executable, "-m", "pytest", "-p", "crm.start.tally", *_parallel(arguments)]
    command += ["-o", f"cache_dir=.pytest_cache/{database}", *arguments]
    surroundings = _surroundings(folder) | {"CRM_TALLY": str(tally), **connection}
    begun = time.monotonic()
    code = _wait(subprocess.Popen(command, cwd=settings.BASE_DIR, env=surroundings))
    seconds = time.monotonic() - begun
    outcome = tally.read_text(encoding="utf-8") if tally.exists() else f"pytest ended with code {code}"
    return Result(database, code, outcome, seconds)


def _wait(run: subprocess.Popen[bytes]) -> int:
    """The exit code; Ctrl-C reaches pytest by itself, which is given the time to say where it was."""
    try:
        return run.wait()
    except KeyboardInterrupt:
        run.wait()
        return INTERRUPTED
    finally:
        if run.poll() is None:
            run.terminate()
            run.wait()


def _parallel(arguments: Sequence[str]) -> list[str]:
    """One worker per core, unless the arguments ask for something that needs another number or none."""
    if any(COUNTS_WORKERS.fullmatch(argument) for argument in arguments):
        return []
    return ["-n", str(cores()), "--dist", "worksteal"]


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _surroundings(folder: Path) -> dict[str, str]:
    """The environment of a run: this one, without what points at another database or at production."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_URL")}
    own = {"CRM_LOCAL": "on", "CRM_DEBUG": "off", "CRM_HTTPS": "off", "CRM_POOL": "off"}
    return {**_compiling_once(kept, folder), **own}


def _compiling_once(variables: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Where no bytecode may lie beside the sources, it lies in ``folder``: a run starts a hundred programs."""
    kept = {name: value for name, value in variables.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept if kept == variables else {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), **kept}
