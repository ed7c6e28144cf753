"""The one database connection, as DATABASE_URL names it: PostgreSQL, or an SQLite file."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from crm import environment

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
}

WITHOUT_COMPILER = "-c jit=off"
"""PostgreSQL compiles statements it takes for dear: for ours that costs seconds and saves nothing."""


def database(embedded: Path) -> dict[str, Any]:
    """Connection settings for DATABASE_URL, or for the file ``embedded`` when it is not set.

    The folder of an SQLite file exists afterwards. PostgreSQL connections come from a pool per process unless
    CRM_POOL is off; they are checked before use, so that a restarted server costs no request. What is said of
    the pool is read for SQLite too: nonsense does not wait for the move to PostgreSQL.
    """
    pool = _pool()
    url = environment.secret("DATABASE_URL")
    if url is None:
        return _sqlite({"ENGINE": "django.db.backends.sqlite3", "NAME": embedded})
    scheme = url.partition(":")[0]
    try:
        chosen: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as error:
        raise _unusable(scheme) from error
    if chosen["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(chosen)
    if chosen["ENGINE"] != "django.db.backends.postgresql":
        raise _unusable(scheme)
    return _postgresql(chosen, pool)


def _sqlite(chosen: dict[str, Any]) -> dict[str, Any]:
    if chosen["NAME"] != ":memory:":
        Path(chosen["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    return {**chosen, "OPTIONS": {**SQLITE_OPTIONS, **chosen.get("OPTIONS", {})}}


def _pool() -> dict[str, int]:
    """The pool of a process; empty where there is none."""
    wanted = environment.flag("CRM_POOL", default=True)
    highest = environment.integer("CRM_POOL_MAX", 8, lowest=1, highest=200)
    return {"min_size": min(2, highest), "max_size": highest, "timeout": 10} if wanted else {}


def _postgresql(chosen: dict[str, Any], pool: dict[str, int]) -> dict[str, Any]:
    options = {"options": WITHOUT_COMPILER, **chosen.get("OPTIONS", {})}
    if pool:
        options["pool"] = pool
    return {**chosen, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def _unusable(scheme: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"DATABASE_URL begins with {scheme!r}; it must be postgresql://user:password@host:5432/name "
        "or sqlite:////absolute/path.sqlite3."
    )
