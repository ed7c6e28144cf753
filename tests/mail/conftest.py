"""A house that writes e-mails, and a worker that hands them over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tests.factories.interactions import record_everything
from tests.factories.partners import Firm, firm
from tests.mail.post_office import PostOffice, opened
from tests.screens.conftest import anna, bo, browser, cleo, member
from tests.trade.conftest import trade

__all__ = ["anna", "bo", "browser", "cleo", "member", "trade"]

WorkOff = Callable[[], int]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


def named(settings: Any, port: int) -> None:
    """E-mails go to the server at ``port``, through Django's own backend."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "Arredamenti Meridiana <ufficio@meridiana.example>"


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    """The mail server of the house."""
    with opened() as office:
        named(settings, office.port)
        yield office


@pytest.fixture
def nordlys(trade: Any) -> Firm:
    """A firm that is everything, has an address, and whose interactions are recorded."""
    record_everything()
    return firm(name="Nordlys AS", city="Oslo", email="post@nordlys.no")


def ready() -> int:
    """Does what is to be done now, as a worker does it; how many tasks that were."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    done = 0
    while (found := DBTaskResult.objects.ready().first()) is not None:
        found.claim("test")
        worker.run_task(found)
        found.refresh_from_db()
        assert not found.traceback, found.traceback
        done += 1
    return done


@pytest.fixture
def work_off() -> WorkOff:
    """A worker that does what is to be done now."""
    return ready
