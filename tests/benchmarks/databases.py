"""Databases that live as long as the benchmark, on the server of DATABASE_URL or on a throw-away one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg

PREFIX = "crm_benchmark"


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, also in DATABASE_URL from now on; nothing in its databases is touched."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    from crm.start.postgres import throwaway

    with throwaway() as cluster:
        os.environ["DATABASE_URL"] = cluster.url
        yield cluster.url


@contextlib.contextmanager
def fresh(name: str) -> Iterator[None]:
    """A new database called ``name`` is there, and DATABASE_URL names it; it goes at the end."""
    before = os.environ["DATABASE_URL"]
    _on_server(before, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = address(name)
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = before
        _on_server(before, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextlib.contextmanager
def file() -> Iterator[None]:
    """A new SQLite file is there, and DATABASE_URL names it; it goes at the end."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/crm.sqlite3"
        yield


@contextlib.contextmanager
def another(size: int) -> Iterator[None]:
    """Inside, the connection of this process is to a second database with ``size`` contacts."""
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks import data

    before, name = connection.settings_dict["NAME"], f"{PREFIX}_{os.getpid()}_small"
    with fresh(name):
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            call_command("migrate", verbosity=0)
            data.fill(size)
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before


def address(name: str) -> str:
    """DATABASE_URL with another database."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _on_server(url: str, *statements: str) -> None:
    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
