"""The scan for differences and their repair, against plain SQL of the same work (goals 2, 3, 3b, 3c)."""

from __future__ import annotations

from typing import Any

from django.db import connection

from contacts.links.drift import find_drift
from contacts.links.kinds import LinkKind, all_kinds, kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.links.repair import Side, repair
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.values import column
from tests.benchmarks import data
from tests.benchmarks.measure import Contender, compared, counted, head, interleave, throughput

PERCENTS = (1, 10, 100)
ONCE_FROM = 20_000
"""Pairs above which one round must do: they are long enough to be compared."""


def run(size: int) -> None:
    """Print the table."""
    head("differences")
    data.drift(1)
    scan = _scan(5 if size < 1_000_000 else 3)
    for percent in PERCENTS:
        _repair(percent, size, scan)
    _second_run()
    data.settle()


def _scan(rounds: int) -> Contender:
    floor = Contender("join", lambda _: sum(len(_rows(_scan_sql(kind))) for kind in all_kinds()))
    ours = Contender("find_drift", lambda _: sum(1 for _ in find_drift()))
    interleave([floor, ours], rounds, warm_up=1)
    compared("2", "scan, 1 % differ", floor, ours, must=1.5, aim=1.15)
    return ours


def _repair(percent: int, size: int, scan: Contender) -> None:
    def drifted() -> None:
        data.drift(percent)

    bare = Contender("update", lambda _: _execute(_update_sql(kind_named("customer"))), drifted)
    noted = Contender("update and history", lambda _: _update_and_note(kind_named("customer")), drifted)
    ours = Contender("repair", lambda _: repair(Side.CONTACT), drifted)
    pairs = size * percent / 100
    interleave([bare, noted, ours], 3 if pairs <= ONCE_FROM else 1)
    throughput("3", f"repair of {percent} %, floor with history", pairs, noted, ours, must=0.5, aim=1.2)
    throughput("3", "  floor without history", pairs, bare, ours, must=0.5, aim=1.2)
    if percent == 1:
        compared("3b", "  against the scan alone", scan, ours, must=2, aim=1.3)


def _second_run() -> None:
    before = Change.objects.count()
    repair(Side.CONTACT)
    counted("3c", "second run", Change.objects.count() - before, must=0, aim=0, unit="rows")


def _columns(kind: LinkKind) -> list[tuple[str, str]]:
    return [
        (str(column(Contact, one.contact).column), str(column(kind.model, one.partner).column)) for one in kind.shared
    ]


def _from(kind: LinkKind) -> tuple[str, str]:
    ours, theirs = zip(*_columns(kind), strict=True)
    differs = f"({', '.join(f'c.{one}' for one in ours)}) IS DISTINCT FROM ({', '.join(f'p.{one}' for one in theirs)})"
    return ContactBusinessRelation._meta.db_table, differs


def _scan_sql(kind: LinkKind) -> str:
    links, differs = _from(kind)
    return (
        f"SELECT c.id, p.id FROM {links} r JOIN contacts_contact c ON c.id = r.contact_id "
        f"JOIN {kind.model._meta.db_table} p ON p.id = r.{kind.name}_id WHERE {differs}"
    )


def _update_sql(kind: LinkKind) -> str:
    links, differs = _from(kind)
    values = ", ".join(f"{theirs} = c.{ours}" for ours, theirs in _columns(kind))
    return (
        f"UPDATE {kind.model._meta.db_table} p SET {values}, modified_at = now() FROM {links} r, contacts_contact c "
        f"WHERE r.{kind.name}_id = p.id AND c.id = r.contact_id AND {differs}"
    )


def _update_and_note(kind: LinkKind) -> None:
    """The floor with what the product owes besides: one statement for the history, then one for the rows."""
    links, differs = _from(kind)
    changed = ", ".join(
        f"'{theirs}', CASE WHEN p.{theirs} IS DISTINCT FROM c.{ours} THEN jsonb_build_array(p.{theirs}, c.{ours}) END"
        for ours, theirs in _columns(kind)
    )
    history = "at, change_set, actor_name, door, cause, origin, action, model, object_id, title, diff"
    _execute("BEGIN")
    _execute(
        f"INSERT INTO history_change ({history}) SELECT now(), gen_random_uuid(), '', 'shell', 'repaired', "
        f"'contacts.contact ' || c.no, 'update', 'partners.customer', p.id::text, p.no || ' ' || c.name, "
        f"jsonb_strip_nulls(jsonb_build_object({changed})) "
        f"FROM {links} r JOIN contacts_contact c ON c.id = r.contact_id "
        f"JOIN {kind.model._meta.db_table} p ON p.id = r.{kind.name}_id WHERE {differs}"
    )
    _execute(_update_sql(kind))
    _execute("COMMIT")


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
