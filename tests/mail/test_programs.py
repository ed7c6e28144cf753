"""The worker as a program: beside quickstart it sends, and killed in the middle it leaves what is found later."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.mail.post_office import PostOffice, free_port, opened
from tests.start.programs import begun, django

pytestmark = [pytest.mark.once, pytest.mark.slow]

WRITE = """
from contacts.mail.outbox import Letter, post
from contacts.models import Contact
contact = Contact.objects.exclude(email="").filter(privacy_blocked=False).first()
post(Letter("anna@example.com", "Hello"), contact)
"""
STATE = """
import sys
from contacts.mail.models import Message
sys.stdout.write("=".join(("state", Message.objects.get().state)))
"""
LATER = """
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
for task in DBTaskResult.objects.filter(status="READY"):
    task.run_after = timezone.now()
    task.save()
"""


def shell(script: str, **variables: str | Path) -> str:
    """What a script in the shell of the installation writes."""
    done = django("shell", "--no-imports", f"--command={script}", **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout


def until(condition: Callable[[], bool]) -> None:
    """Waits for it."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def answers(port: int) -> bool:
    """The web application is up, so that a signal finds no process that is still starting."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except URLError:
        return False


def prepared(tmp_path: Path, office: PostOffice) -> dict[str, str | Path]:
    """A demo company whose e-mails go to ``office``; how its programs are started."""
    variables: dict[str, str | Path] = {
        "CRM_LOCAL": "on",
        "CRM_VAR": tmp_path,
        "CRM_EMAIL_URL": f"smtp://127.0.0.1:{office.port}",
        "CRM_EMAIL_FROM": "office@example.com",
        "CRM_EMAIL_TIMEOUT": "60",
        "CRM_WORKERS": "1",
    }
    done = django("quickstart", "--no-serve", **variables)
    assert done.returncode == 0, done.stderr
    return variables


def test_e_mails_leave_beside_quickstart_and_survive_a_killed_worker(tmp_path: Path) -> None:
    with opened() as office:
        variables = prepared(tmp_path, office)
        office.waits = 120
        shell(WRITE, **variables)
        worker = begun("db_worker", **variables)
        until(lambda: len(office.letters) == 1)
        worker.send_signal(signal.SIGKILL)
        worker.communicate(timeout=20)
        assert shell(STATE, **variables) == "state=sending"

        office.waits = 0
        shell(LATER, **variables)
        assert django("db_worker", "--batch", "--no-startup-delay", **variables).returncode == 0
        assert shell(STATE, **variables) == "state=uncertain"
        assert len(office.letters) == 1

        port = free_port()
        server = begun("quickstart", f"--port={port}", **variables)
        shell(WRITE, **variables)
        until(lambda: len(office.letters) == 2)
        until(lambda: answers(port))
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)

    assert server.returncode == 0
    assert office.letters[1]["Subject"] == "Hello"
