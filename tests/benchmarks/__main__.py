"""Our work beside the same work in plain SQL, in one run; prints medians, ratios and the goals they are held to.

    python -m tests.benchmarks --size 100000
    python -m tests.benchmarks --size 1000000 --only differences memory
    python -m tests.benchmarks --size 1000000 --sqlite

The database is a new one on the PostgreSQL server of DATABASE_URL, or on a throw-away server (which forgoes the
safety of the disk: single saves look better there, both ours and the floor). It goes when the run ends.

Read the ratios, not the times: contenders take turns, so noise of the machine meets both sides, but a machine that
does other work makes every figure worse. "floor" does what ours does, history rows included, in as few statements as
PostgreSQL allows and without Django; where it leaves something out, the line says so. Filling a million contacts
takes several minutes, most of them for the search index.
"""

from __future__ import annotations

import argparse
import os
import time

from tests.benchmarks import databases

TABLES = ("saves", "differences", "linking", "creating", "printing", "memory", "lists")


def main() -> None:
    """Parse, make the database, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__, formatter_class=_Formatter)
    parser.add_argument("--size", type=int, default=10_000, help="contacts; 10000 if not given")
    parser.add_argument("--only", nargs="+", choices=TABLES, default=TABLES, help="these tables only")
    parser.add_argument("--sqlite", action="store_true", help="lists and search on a new SQLite file")
    parser.add_argument("--filled", action="store_true", help="the database of DATABASE_URL is one of these, and stays")
    options = parser.parse_args()
    for name, value in {"CRM_LOCAL": "on", "CRM_POOL": "off", "DJANGO_SETTINGS_MODULE": "crm.settings"}.items():
        os.environ[name] = value
    if options.filled:
        _measure(0, options.only)
    elif options.sqlite:
        with databases.file():
            _measure(options.size, ["lists"])
    else:
        _on_new_server(options)


def _on_new_server(options: argparse.Namespace) -> None:
    with databases.server(), databases.fresh(f"{databases.PREFIX}_{os.getpid()}"):
        _measure(options.size, options.only)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the description."""


def _measure(size: int, only: list[str]) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from contacts.models import Contact
    from tests.benchmarks import creating, data, drifts, linking, lists, memory, printing, saves
    from tests.benchmarks.measure import say

    call_command("migrate", verbosity=0)
    start = time.monotonic()
    if size:
        data.fill(size)
    took = time.monotonic() - start
    version = ".".join(map(str, connection.get_database_version()))
    say(f"{size or Contact.objects.count():,} contacts, {connection.display_name} {version}, filled in {took:.0f} s")
    say(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    tables = {
        "saves": saves.run,
        "differences": lambda: drifts.run(size),
        "linking": lambda: linking.run(size),
        "creating": creating.run,
        "printing": printing.run,
        "memory": memory.run,
        "lists": lists.run,
    }
    for name in only:
        tables[name]()
    say(f"\nload average at the end {os.getloadavg()[0]:.1f}")
    connection.close()


if __name__ == "__main__":
    main()
