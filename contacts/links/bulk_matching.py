"""Proposals which contacts and partners belong together, for any number of them, in flat memory.

Keys and pairs lie in temporary tables of this connection; no record is written. Two sides are compared
only where they share a key, and keys that too many share say nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from contacts.links.matching import LOWEST as LOWEST
from contacts.links.matching import Method, Side, compare, keys
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord

CHUNK = 2000
WINDOW = 500
CROWD = 40
"""A key that more records share is no reason to compare them."""

KEY = {"record": "bigint", "key": "text"}
PAIR = {"partner": "bigint", "contact": "bigint", "score": "integer", "reasons": "text"}

COLUMNS = (
    "pk",
    "no",
    "name",
    "vat_registration_no",
    "email",
    "phone_no",
    "mobile_phone_no",
    "country",
    "post_code",
    "city",
)


class Proposal(NamedTuple):
    """A pair that probably belongs together; ``rivals`` counts other pairs of either over the threshold."""

    contact_id: int
    contact_no: str
    contact_name: str
    partner_id: int
    partner_no: str
    partner_name: str
    score: int
    reasons: tuple[str, ...]
    rivals: int


def free_contacts(kind: LinkKind) -> models.QuerySet[Contact]:
    """Contacts that may get a link of ``kind``: companies and, if it takes them, people without company."""
    linked = ContactBusinessRelation._base_manager.filter(contact=OuterRef("pk"), **{f"{kind.name}__isnull": False})
    free = Contact._base_manager.filter(~Exists(linked), privacy_blocked=False)
    alone = Q(type=ContactType.PERSON, company__isnull=True) if kind.people else Q(pk__in=[])
    return free.filter(Q(type=ContactType.COMPANY) | alone)


def free_partners(kind: LinkKind) -> models.QuerySet[SharingRecord]:
    """Partners of ``kind`` that no contact is linked to."""
    return kind.model._base_manager.filter(Q(link__isnull=True))


def find(
    kind: LinkKind,
    methods: Collection[Method],
    *,
    partners: models.QuerySet[Any] | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """All pairs of free contacts and ``partners`` (all free ones) that score enough: see ``proposals``.

    Replaces what was found before on this connection. ``tick`` is told how many partners are done, and of
    how many.
    """
    wanted = free_partners(kind) if partners is None else partners
    for table in ("match_contacts", "match_partners", "match_pairs"):
        _execute(f"DROP TABLE IF EXISTS {table}")
    _store_keys("match_partners", _sides(wanted, kind.type_column), methods)
    _store_keys("match_contacts", _sides(free_contacts(kind)), methods, known="match_partners")
    _create("match_pairs", PAIR)
    total, done = _count("match_partners"), 0
    for window in _windows():
        _store_pairs(list(_compared(kind, window, methods)))
        done += len(window)
        tick(done, total)
    _execute("CREATE INDEX match_pairs_partner ON match_pairs (partner, contact)")
    _execute("CREATE INDEX match_pairs_contact ON match_pairs (contact)")


def proposals(kind: LinkKind, threshold: int) -> Iterator[Proposal]:
    """What ``find`` found, in the order in which the partners were made; read page by page."""
    last = (0, 0)
    while page := _page(kind, threshold, last):
        yield from page
        last = page[-1].partner_id, page[-1].contact_id


def best(kind: LinkKind, threshold: int, first: int, last: int) -> list[Proposal]:
    """Pairs over the threshold of partners whose keys lie between two keys; by partner, best ones first."""
    order = "ORDER BY m.partner, m.score DESC, m.contact"
    where = f"m.score >= %s AND m.partner >= %s AND m.partner <= %s {order}"
    return _proposals(kind, threshold, where, (threshold, first, last))


def _page(kind: LinkKind, threshold: int, last: tuple[int, int]) -> list[Proposal]:
    where = f"(m.partner, m.contact) > (%s, %s) ORDER BY m.partner, m.contact LIMIT {WINDOW}"
    return _proposals(kind, threshold, where, last)


def _proposals(kind: LinkKind, threshold: int, where: str, params: tuple[Any, ...]) -> list[Proposal]:
    contact, partner = Contact._meta.db_table, kind.model._meta.db_table
    rival = "SELECT count(*) FROM match_pairs r WHERE r.score >= %s AND"
    rows = _rows(
        f"SELECT c.id, c.no, c.name, p.id, p.no, p.name, m.score, m.reasons,"
        f" ({rival} r.partner = m.partner AND r.contact <> m.contact)"
        f" + ({rival} r.contact = m.contact AND r.partner <> m.partner)"
        f" FROM match_pairs m JOIN {contact} c ON c.id = m.contact JOIN {partner} p ON p.id = m.partner"
        f" WHERE {where}",
        (threshold, threshold, *params),
    )
    return [Proposal._make([*row[:7], tuple(json.loads(row[7])), row[8]]) for row in rows]


def _sides(records: models.QuerySet[Any], type_column: str = "type") -> Iterator[Side]:
    known = {field.name for field in records.model._meta.concrete_fields} | {"pk"}
    columns = [name for name in (*COLUMNS, type_column) if name in known]
    last = 0
    while rows := list(records.filter(pk__gt=last).order_by("pk").values(*columns)[:CHUNK]):
        last = rows[-1]["pk"]
        yield from (_side(row, type_column) for row in rows)


def _side(row: dict[str, Any], type_column: str) -> Side:
    return Side(
        row["pk"],
        row["no"],
        row["name"],
        row.get("vat_registration_no", ""),
        row["email"],
        (row["phone_no"], row["mobile_phone_no"]),
        row["country"] or "",
        row["post_code"],
        row["city"],
        row.get(type_column, ""),
    )


def _store_keys(table: str, sides: Iterable[Side], methods: Collection[Method], known: str = "") -> None:
    """Every side with each of its keys, crowded ones left out; and those that nobody in the table ``known`` has."""
    where = f" WHERE EXISTS (SELECT 1 FROM {known} WHERE {known}.key = new.key)" if known else ""
    _create(table, KEY)
    waiting: list[tuple[Any, ...]] = []
    for side in sides:
        waiting += [(side.pk, key) for key in keys(side, methods)]
        if len(waiting) >= CHUNK:
            _insert(table, KEY, waiting, where)
            waiting = []
    _insert(table, KEY, waiting, where)
    _execute(f"CREATE INDEX {table}_key ON {table} (key)")
    _execute(f"CREATE INDEX {table}_record ON {table} (record)")
    crowded = f"SELECT key FROM {table} GROUP BY key HAVING count(*) > {CROWD}"
    _execute(f"DELETE FROM {table} WHERE key IN ({crowded})")
    _execute(f"ANALYZE {table}")


def _windows() -> Iterator[list[int]]:
    last = 0
    sql = "SELECT DISTINCT record FROM match_partners WHERE record > %s ORDER BY record LIMIT %s"
    while window := [record for (record,) in _rows(sql, (last, WINDOW))]:
        yield window
        last = window[-1]


def _compared(kind: LinkKind, window: list[int], methods: Collection[Method]) -> Iterator[tuple[Any, ...]]:
    pairs = _rows(
        "SELECT DISTINCT p.record, c.record FROM match_partners p JOIN match_contacts c ON c.key = p.key"
        " WHERE p.record >= %s AND p.record <= %s",
        (window[0], window[-1]),
    )
    contacts = _by_pk(Contact, {contact for _partner, contact in pairs})
    partners = _by_pk(kind.model, {partner for partner, _contact in pairs}, kind.type_column)
    for partner, contact in pairs:
        match = compare(contacts[contact], partners[partner], methods)
        if match is not None:
            yield partner, contact, match.score, json.dumps(match.reasons)


def _by_pk(model: type[models.Model], pks: set[int], type_column: str = "type") -> dict[int, Side]:
    wanted = sorted(pks)
    found: dict[int, Side] = {}
    for start in range(0, len(wanted), WINDOW):
        rows = model._base_manager.filter(pk__in=wanted[start : start + WINDOW])
        found.update({side.pk: side for side in _sides(rows, type_column)})
    return found


def _store_pairs(pairs: list[tuple[Any, ...]]) -> None:
    _insert("match_pairs", PAIR, pairs)


def _insert(table: str, types: Mapping[str, str], rows: list[tuple[Any, ...]], where: str = "") -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and rows:
            places = ", ".join(f"%s::{kind}[]" for kind in types.values())
            sql = f"INSERT INTO {table} SELECT * FROM unnest({places}) AS new({', '.join(types)}){where}"
            cursor.execute(sql, [list(values) for values in zip(*rows, strict=True)])
        elif rows:
            places = ", ".join(f"%s AS {name}" for name in types)
            cursor.executemany(f"INSERT INTO {table} SELECT * FROM (SELECT {places}) AS new{where}", rows)


def _create(table: str, types: Mapping[str, str]) -> None:
    _execute(f"CREATE TEMPORARY TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in types.items())})")


def _count(table: str) -> int:
    return int(_rows(f"SELECT count(DISTINCT record) FROM {table}")[0][0])


def _rows(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
