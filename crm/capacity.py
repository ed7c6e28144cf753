"""Where this program listens and with how many hands, as the environment says; settings read it, gunicorn uses it."""

import os
from typing import NamedTuple

from crm import environment


class Capacity(NamedTuple):
    """What gunicorn is told."""

    bind: list[str]
    workers: int
    threads: int


def capacity() -> Capacity:
    """One worker per core, eight at most, unless the environment says otherwise."""
    return Capacity(
        bind=environment.addresses("CRM_BIND", "127.0.0.1:8000"),
        workers=environment.integer("CRM_WORKERS", min(os.cpu_count() or 1, 8), lowest=1, highest=64),
        threads=environment.integer("CRM_THREADS", 4, lowest=1, highest=64),
    )
