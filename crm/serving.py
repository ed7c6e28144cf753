"""Settings of gunicorn, for `quickstart` and for production: `gunicorn -c python:crm.serving crm.wsgi`.

One worker per core with a few threads each: views wait for the database more than they compute, and the
threads of one worker share its pool of connections. The settings are read here already, in the first process,
so that nonsense in any of them ends in one sentence instead of workers that fail one after the other.
"""

import sys
from collections.abc import Sequence
from typing import Protocol

from crm import environment, settings
from crm.start import worker


class Arbiter(Protocol):
    """What gunicorn's first process shows of itself here; gunicorn carries no types."""

    LISTENERS: Sequence[object]


bind, workers, threads = settings.CAPACITY
worker_class = "gthread"
timeout = 60
graceful_timeout = 20
limit_request_line = 8190  # a selection of rows stands in the address
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True
loglevel = environment.text("CRM_LOG_LEVEL", "WARNING").lower()


def when_ready(server: Arbiter) -> None:
    """The address is on the terminal as soon as it answers; where that was asked for, a worker runs beside."""
    if settings.WORKER_BESIDE:
        worker.begin()
    addresses = ", ".join(str(listener) for listener in server.LISTENERS)
    sys.stderr.write(f"Serving on {addresses} (Ctrl-C stops)\n")
    sys.stderr.flush()


def on_exit(server: Arbiter) -> None:
    """The worker ends with the server."""
    worker.end()


def worker_exit(server: Arbiter, worker: object) -> None:
    """The connections of a stopping worker are closed; a pool left open would keep it for 15 seconds."""
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    for connection in connections.all():
        if isinstance(connection, DatabaseWrapper):
            connection.close()
            connection.close_pool()
