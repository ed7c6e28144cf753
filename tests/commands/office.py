"""A database of its own for commands that run as programs, and what is asked of it from outside."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from django.db import connection

from tests.start.programs import begun, django

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

BATCH = 10
URL = os.environ.get("DATABASE_URL", "")


@dataclass
class Office:
    """A migrated database; commands on it are processes of their own."""

    variables: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The finished command."""
        return django(*words, **self.variables)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """The command just begun."""
        return begun(*words, **self.variables)

    def ask(self, call: str) -> Any:
        """What a function of this module returns there."""
        ran = self.run("shell", "-v", "0", "-c", f"from tests.commands import office; office.tell(office.{call})")
        if ran.returncode:
            raise AssertionError(ran.stderr)
        return json.loads(ran.stdout)


@contextmanager
def opened(folder: Path, blocker: DjangoDbBlocker) -> Iterator[Office]:
    """An office with a copy of the database that pytest-django made: tests that open one are marked `django_db`."""
    variables = {"CRM_LOCAL": "on", "CRM_POOL": "off", "CRM_VAR": str(folder)}
    name = f"office_{os.getpid()}"
    if URL.startswith("postgresql"):
        variables["DATABASE_URL"] = urlsplit(URL)._replace(path=f"/{name}").geturl()
    with blocker.unblock():
        _copy_on_server(name) if URL.startswith("postgresql") else _copy_to(folder / "crm.sqlite3")
    try:
        yield Office(variables)
    finally:
        if URL.startswith("postgresql"):
            _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _copy_to(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as made:
        connection.connection.backup(made)


def _copy_on_server(name: str) -> None:
    """PostgreSQL copies a database only while nobody is in it."""
    connection.close()
    _on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} TEMPLATE {connection.settings_dict['NAME']}")


def tell(value: object) -> None:
    """The answer to ``Office.ask``."""
    sys.stdout.write(json.dumps(value))


def seed(count: int) -> int:
    """An empty house with Marketing Setup and ``count`` customers without contact; every third has a contact name."""
    from contacts.links import engine
    from crm.kit.unit import unit
    from partners.models import Customer
    from tests.factories.setup import open_for_business

    call_command("flush", interactive=False, verbosity=0)
    open_for_business()
    with unit(), engine.paused():
        for number in range(count):
            person = "" if number % 3 else f"Ada Rossi {number}"
            Customer(no=f"C{number:05}", name=f"Firm {number}", contact_name=person).save()
    return count


def state() -> dict[str, Any]:
    """What must fit together however a run ended."""
    from contacts.links.models import ContactBusinessRelation
    from contacts.models import Contact, ContactType
    from partners.models import Customer
    from setup.numbering.models import NumberSeriesLine
    from tests.history.replay import replayed

    companies = Contact.objects.filter(type=ContactType.COMPANY)
    return {
        "companies": companies.count(),
        "people": Contact.objects.filter(type=ContactType.PERSON).count(),
        "links": ContactBusinessRelation.objects.count(),
        "without_link": companies.filter(relations=None).count(),
        "without_primary": Customer.objects.filter(link__isnull=False, primary_contact=None).count(),
        "unsummarized": Contact.objects.exclude(business_relation="customer").count(),
        "last_number": NumberSeriesLine.objects.get(series="CT").last_no_used,
        "against_history": {str(key): str(value) for key, value in replayed().items()},
    }


def in_small_batches() -> None:
    """Run `create_contacts` in this process, ``BATCH`` partners at a time."""
    from contacts.links import bulk_creating

    bulk_creating.BATCH = BATCH
    call_command("create_contacts", "--from", "customers", "--create-duplicates", "-v", "0")


def killed(where: str, call: int) -> None:
    """The same, killed the moment it calls a function of the module for the ``call``-th time."""
    from contacts.links import bulk_creating

    real, calls = getattr(bulk_creating, where), iter(range(1, call + 1))

    def deadly(*arguments: Any) -> Any:
        if next(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)

    setattr(bulk_creating, where, deadly)
    in_small_batches()


def _on_server(*statements: str) -> None:
    with psycopg.connect(urlsplit(URL)._replace(path="/postgres").geturl(), autocommit=True) as server:
        for statement in statements:
            server.execute(statement.encode())
