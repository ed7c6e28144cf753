"""The worker beside a server on this machine, so that the e-mails of a newcomer really leave."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 15
"""Seconds that the worker has to finish what it is at."""


class _Worker(NamedTuple):
    process: subprocess.Popen[bytes]
    owner: int


_running: list[_Worker] = []


def begin() -> None:
    """A worker does what is queued, until ``end``, or the end of this process. A second call changes nothing."""
    if _running:
        return
    command = [sys.executable, "-m", "django", "db_worker", "--no-reload", "--verbosity", "0"]
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "crm.settings"}
    # In a session of its own: Ctrl-C is for the server, which lets it finish what it is at.
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL, start_new_session=True)
    _running.append(_Worker(process, os.getpid()))
    atexit.register(end)


def end() -> None:
    """The worker is gone: it finished what it was at, or took too long; then that is found later.

    In processes that were forked from the one that began it, nothing happens.
    """
    while _running:
        process, owner = _running.pop()
        if owner != os.getpid():
            continue
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
