"""Peak memory of whole programs, at 10,000 contacts and at the size asked for (goal 5)."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from django.db import connection

from tests.benchmarks import data, databases
from tests.benchmarks.measure import counted, head

SMALL = 10_000
DEEDS = {
    "sync": ["sync", "-v", "0"],
    "sync --repair contact, 100 %": ["sync", "--repair", "contact", "-v", "0"],
}
CHILD = """
import resource, sys
from pathlib import Path
from django.core.management import call_command
from django.core.management.base import CommandError
import django
django.setup()
try:
    call_command(*sys.argv[1:])
except CommandError:
    pass
status = Path("/proc/self/status")
if status.exists():  # getrusage also counts what the benchmark itself held when it forked
    peak = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sys.stderr.write(str(peak))
"""


def run() -> None:
    """Print the table. Leaves every customer of the big database repaired."""
    head("peak memory of the program, 100 % differ")
    big = {name: peak(words) for name, words in _drifted(DEEDS)}
    with databases.another(SMALL):
        small = {name: peak(words) for name, words in _drifted(DEEDS)}
    for name in DEEDS:
        counted("5", name, big[name], must=90, aim=52, unit="MB")
        counted("5", f"  times that at {SMALL:,}", big[name] / small[name], must=1.25, aim=1.0, unit="x")


def _drifted(deeds: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    data.drift(100)
    return list(deeds.items())


def peak(words: list[str]) -> float:
    """Megabytes that the command needed at most, as a program of its own."""
    return timed_peak(words)[0]


def timed_peak(words: list[str]) -> tuple[float, float]:
    """Megabytes and seconds of the command as a program of its own."""
    environment = {**os.environ, "DATABASE_URL": databases.address(str(connection.settings_dict["NAME"]))}
    command = [sys.executable, "-c", CHILD, *words]
    start = time.perf_counter()
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return int(ran.stderr.split()[-1]) / 1024, time.perf_counter() - start
