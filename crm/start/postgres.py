"""A real PostgreSQL that lives as long as one `with` block; for tests and benchmarks, never for data to keep.

It forgoes every safety of the disk, listens only on a socket in its own temporary folder, and goes when its
owner goes: at the end of the block, on SIGTERM or Ctrl-C, and on Linux even when the owner is killed.
"""

import contextlib
import ctypes
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple, NoReturn

import psycopg

from crm.start import postgres_binaries
from crm.start.postgres_binaries import Account, PostgresError

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
PATIENCE = 30.0


class Cluster(NamedTuple):
    """A running server: the address for DATABASE_URL and the version it gives of itself."""

    url: str
    version: str


@contextlib.contextmanager
def throwaway() -> Iterator[Cluster]:
    """A new, empty, running cluster; PostgresError, with how to get PostgreSQL, when there can be none.

    Takes about half a second and 40 MB in the folder for temporary files.
    """
    account = postgres_binaries.account()
    temporary = tempfile.TemporaryDirectory(prefix="crm-pg-", ignore_cleanup_errors=True)
    with stopped_by_sigterm(), temporary as name:
        folder = Path(name)
        account.own(folder)
        binaries = postgres_binaries.find(folder, account)
        _initialise(binaries, folder, account)
        server = _start(binaries, folder, account)
        try:
            yield _answering(server, folder)
        finally:
            _stop(server)


def _initialise(binaries: Path, folder: Path, account: Account) -> None:
    options = ["-U", "crm", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = account.run([binaries / "initdb", "-D", folder / "data", *options])
    if made.returncode:
        raise PostgresError(f"PostgreSQL's initdb failed: {made.stderr.strip()[-300:]}")


def _start(binaries: Path, folder: Path, account: Account) -> subprocess.Popen[bytes]:
    settings = {**SETTINGS, "unix_socket_directories": str(folder)}
    command = [str(binaries / "postgres"), "-D", str(folder / "data")]
    command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_dies_with_parent(),
            **account.identity(),
        )


def _answering(server: subprocess.Popen[bytes], folder: Path) -> Cluster:
    """The cluster once it answers a connection."""
    url = f"postgresql://crm@/postgres?host={folder}"
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with psycopg.connect(url, connect_timeout=5) as connection:
                number = connection.info.server_version
                return Cluster(url, f"{number // 10000}.{number % 10000}")
        except psycopg.OperationalError:
            time.sleep(0.05)
    log = (folder / "log").read_text(encoding="utf-8", errors="replace").strip()
    raise PostgresError(f"PostgreSQL did not start: {log[-300:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """The server is gone; open connections are cut rather than waited for."""
    for farewell, patience in ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        if server.poll() is None:
            server.send_signal(farewell)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(patience)


@contextlib.contextmanager
def stopped_by_sigterm() -> Iterator[None]:
    """SIGTERM ends the block like Ctrl-C does, so that what the block cleans up is cleaned up.

    Python lets only the main thread listen to signals; in others the block runs without this.
    """

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(128 + signal.SIGTERM)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _dies_with_parent() -> Callable[[], None] | None:
    """A step for the child on Linux: the kernel sends it a fast shutdown when this thread's process dies."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    pr_set_pdeathsig = 1

    def ask() -> None:
        libc.prctl(pr_set_pdeathsig, signal.SIGINT)

    return ask
