"""What every test can ask for: the two databases' differences, a counter of statements, and a firm with its setup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, settings

from setup.models import MarketingSetup
from tests.factories.setup import open_for_business

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")  # on a busy machine nothing is wrong with a test that takes its time

TRANSACTION_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each pass reports as deselected what is not its own: real concurrency, or what no database alters."""
    other = "once" if connection.vendor == "postgresql" else "postgres"
    away = [item for item in items if item.get_closest_marker(other)]
    if away:
        config.hook.pytest_deselected(items=away)
        items[:] = [item for item in items if item not in away]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite is a file of this worker: requests at once each have a connection, as in production."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_looked_for_when_asked_for() -> None:
    """Else each of thousands of clients would look through all of them first, at 40 ms a client."""
    django_settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """The language of the last page that a test opened ends with the test."""
    yield
    translation.deactivate()


@pytest.fixture
def admin_user(db: None) -> User:
    """The administrator whom `admin_client` signs in. She never types a password, so none is hashed."""
    return User.objects.create_superuser("admin")


@pytest.fixture
def statements() -> Statements:
    """Collects the SQL statements of a block, transaction control left out: those are the same for every save."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        collected: list[str] = []
        with CaptureQueriesContext(connection) as context:
            yield collected
        collected += [
            query["sql"] for query in context.captured_queries if not query["sql"].startswith(TRANSACTION_CONTROL)
        ]

    return collect


@pytest.fixture
def marketing(db: None) -> MarketingSetup:
    """Marketing Setup of a firm at work: relation codes for all kinds, number series for everything."""
    return open_for_business()


@pytest.fixture
def closed(db: None) -> MarketingSetup:
    """Marketing Setup as it comes: series for partners, but no contact series and no relation codes."""
    return open_for_business(contacts=False)
