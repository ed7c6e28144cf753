"""`quickstart` makes what is missing, tells the password once, and leaves alone what is there."""

import re
import signal
import socket
import sqlite3
import stat
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.start.programs import begun, django

pytestmark = pytest.mark.once


def test_the_first_run_prepares_everything_and_the_second_changes_nothing(tmp_path: Path) -> None:
    first = django("quickstart", "--no-serve", CRM_LOCAL="on", CRM_VAR=tmp_path)
    content = _content(tmp_path)
    second = django("quickstart", "--no-serve", CRM_LOCAL="on", CRM_VAR=tmp_path)

    assert first.returncode == 0, first.stderr
    assert re.search(r"its password, shown this once: \S{16}\n", first.stdout)
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert second.returncode == 0, second.stderr
    assert "password, shown" not in second.stdout
    assert _content(tmp_path) == content


def test_a_given_password_is_used_and_not_shown(tmp_path: Path) -> None:
    django("quickstart", "--no-serve", CRM_LOCAL="on", CRM_VAR=tmp_path, CRM_ADMIN_PASSWORD="open sesame")
    script = (
        "import sys; from django.contrib.auth import authenticate; "
        "sys.stdout.write(str(authenticate(username='admin', password='open sesame').is_superuser))"
    )

    asked = django("shell", "--no-imports", f"--command={script}", CRM_LOCAL="on", CRM_VAR=tmp_path)

    assert asked.stdout.strip() == "True"


def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        refused = django("quickstart", f"--port={port}", CRM_LOCAL="on", CRM_VAR=tmp_path)

    assert refused.returncode == 1
    assert f"Port {port} is taken" in refused.stderr
    assert not (tmp_path / "crm.sqlite3").exists()


@pytest.mark.parametrize("option", ["--port=0", "--port=http", "--port=70000", "--size=0", "--size=many"])
def test_nonsense_in_an_option_is_refused(tmp_path: Path, option: str) -> None:
    refused = django("quickstart", option, CRM_LOCAL="on", CRM_VAR=tmp_path)

    assert refused.returncode != 0
    assert option.partition("=")[2] in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_database_that_does_not_answer_is_said_in_one_sentence(tmp_path: Path) -> None:
    refused = django(
        "quickstart",
        "--no-serve",
        CRM_LOCAL="on",
        CRM_VAR=tmp_path,
        CRM_POOL="off",
        DATABASE_URL="postgresql://crm@/crm?host=/nowhere",
    )

    assert refused.returncode == 1
    assert "The database does not answer" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = begun("quickstart", f"--port={port}", CRM_LOCAL="on", CRM_VAR=tmp_path)
    assert server.stdout is not None
    assert any(line.startswith("Open ") for line in server.stdout)  # preparing takes as long as the machine needs

    health = _asked(f"http://127.0.0.1:{port}/healthz")
    style = _asked(f"http://127.0.0.1:{port}/static/admin/css/base.css")
    server.send_signal(signal.SIGINT)

    assert '"status": "ok"' in health
    assert "body" in style
    assert server.wait(60) == 0  # a worker that is only starting misses the first signal; it is ended after 30 s


def _asked(address: str) -> str:
    """What the address answers, as soon as there is a server."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read(), "utf-8")
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the index of fragments, which is no table to read."""
    with sqlite3.connect(folder / "crm.sqlite3") as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fragments%'")
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in found.fetchall()}
