"""New customers with number, contact and link, by one client and by eight, against one statement (goals 6, 6b)."""

from __future__ import annotations

import multiprocessing
import os
import re
import time
from typing import Any

import django
from django.conf import settings
from django.db import connection

CLIENTS = 8
SECONDS = 3.0
ROUNDS = 200
HISTORY = "at, change_set, actor_name, door, cause, origin, action, model, object_id, title, diff"


def run() -> None:
    """Print the table."""
    from tests.benchmarks.measure import Contender, compared, counted, head, interleave, queries, rates

    head("a new customer with its contact, two gap-free numbers")
    _save()
    statement = _statement()
    floor = Contender("one statement", lambda _: _raw(statement))
    ours = Contender("save", lambda _: _save())
    interleave([floor, ours], ROUNDS, warm_up=20)
    compared("6", "1 client", floor, ours, must=5, aim=3.4)
    counted("6", "  statements besides the history's", queries(ours) - 1, must=6, aim=2)
    one, eight = _clients("ours", 1), _clients("ours", CLIENTS)
    rates("6b", f"{CLIENTS} clients against 1", one, eight, must=0.9, aim=1.4)
    rates("6b", f"{CLIENTS} clients against the statement", _clients("floor", CLIENTS), eight, must=0, aim=0.45)
    for series in ("C", "CT"):
        counted("6b", f"  gaps and duplicates in {series}", _faults(series), must=0, aim=0, unit="numbers")


def _save() -> None:
    from partners.models import Customer

    Customer(name="Nordlys AS", city="Oslo", phone_no="+47 1").save()


def _raw(statement: tuple[str, list[Any]]) -> None:
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute(*statement)


def _statement() -> tuple[str, list[Any]]:
    """Both numbers, three rows and their history in one statement."""
    from contacts.links.models import ContactBusinessRelation
    from contacts.models import Contact
    from partners.models import Customer
    from tests.benchmarks.data import columns_of

    shared = {"name": "'Nordlys AS'", "search_name": "'NORDLYS AS'", "city": "'Oslo'", "phone_no": "'+47 1'"}
    parts, params = [_taken("c", "C"), _taken("ct", "CT")], []
    for name, model, source in (("customer", Customer, "c"), ("contact", Contact, "ct")):
        names, values, some = columns_of(model, shared | {"no": f"(SELECT no FROM {source})"})
        parts.append(f"{name} AS (INSERT INTO {model._meta.db_table} ({names}) SELECT {values} RETURNING id)")
        params += some
    keys = {
        "contact": "(SELECT id FROM contact)",
        "customer": "(SELECT id FROM customer)",
        "business_relation": "'CUST'",
    }
    names, values, some = columns_of(ContactBusinessRelation, keys)
    parts.append(f"link AS (INSERT INTO links_contactbusinessrelation ({names}) SELECT {values} RETURNING id)")
    rows = " UNION ALL ".join(f"SELECT '{name}', id FROM {name}" for name in ("customer", "contact", "link"))
    noted = (
        "now(), gen_random_uuid(), '', 'shell', 'created', '', 'create', made.model, made.id::text, 'x', '{}'::jsonb"
    )
    insert = f"INSERT INTO history_change ({HISTORY}) SELECT {noted} FROM ({rows}) made(model, id)"
    return f"WITH {', '.join(parts)} {insert}", [*params, *some]


def _taken(name: str, series: str) -> str:
    """A part of the statement that moves a line on; the line has been used before."""
    digits = f"regexp_replace(last_no_used, '^{series}', '')"
    following = f"'{series}' || lpad(({digits}::bigint + 1)::text, length({digits}), '0')"
    return (
        f"{name} AS (UPDATE numbering_numberseriesline SET last_no_used = {following} "
        f"WHERE series_id = '{series}' RETURNING last_no_used AS no)"
    )


def _clients(way: str, number: int) -> float:
    """How many customers a second that many processes make together."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(number)
    with context.Pool(number, _prepare, (ready, connection.settings_dict["NAME"])) as pool:
        made = pool.map(_work, [way] * number, chunksize=1)
    return sum(made) / SECONDS


_ready: Any = None


def _prepare(ready: Any, database: str) -> None:
    """In a new process: Django, its own connection, and nobody starts before all are there."""
    global _ready
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    django.setup()
    settings.DATABASES["default"]["NAME"] = database
    connection.settings_dict["NAME"] = database
    _ready = ready


def _work(way: str) -> int:
    statement = _statement()
    _save()
    _ready.wait()
    made, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        if way == "ours":
            _save()
        else:
            _raw(statement)
        made += 1
    return made


def _faults(series: str) -> int:
    """Numbers that are missing or doubled among those of ``series``, from the first to the last one used."""
    from contacts.models import Contact
    from partners.models import Customer
    from setup.numbering.models import NumberSeriesLine

    model = Customer if series == "C" else Contact
    line = NumberSeriesLine.objects.get(series=series)
    digits = re.compile(rf"^{series}(\d{{{len(line.starting_no) - len(series)}}})$")
    borne = [int(found[1]) for no in model.objects.values_list("no", flat=True) if (found := digits.match(no))]
    last = int(line.last_no_used.removeprefix(series))
    return abs(last - len(set(borne))) + len(borne) - len(set(borne))
