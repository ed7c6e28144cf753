"""One save with propagation against one statement that does the same, history included (goals 1, 1b, 1c)."""

from __future__ import annotations

import itertools
import random
from typing import Any

from django.db import connection

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from tests.benchmarks.measure import Contender, compared, counted, head, interleave, queries

ROUNDS = 400
PARTNERS = {1: ("customer",), 3: ("customer", "vendor", "bank_account")}
TABLES = {"customer": "partners_customer", "vendor": "partners_vendor", "bank_account": "partners_bankaccount"}
MODELS = {"customer": "partners.customer", "vendor": "partners.vendor", "bank_account": "partners.bankaccount"}
HISTORY = "at, change_set, actor_name, door, cause, origin, action, model, object_id, title, diff"

numbers = itertools.count(1)


def run() -> None:
    """Print the table."""
    head("save: two shared fields changed")
    for links in (1, 3):
        _shared(links)
    _unshared()


def _shared(links: int) -> None:
    ids = _contacts_with(links)
    floor = Contender(f"floor {links}", lambda prepared: _floor(prepared, PARTNERS[links]), lambda: random.choice(ids))
    ours = Contender(f"save {links}", _save, lambda: Contact.objects.get(pk=random.choice(ids)))
    interleave([floor, ours], ROUNDS, warm_up=30)
    goal, must, aim, most = ("1", 4.5, 2.8, 3) if links == 1 else ("1b", 5.5, 2.6, 5)
    compared(goal, f"contact with {links} link(s)", floor, ours, must=must, aim=aim)
    counted(goal, "  statements besides the history's", queries(ours) - 1, must=most, aim=2)


def _unshared() -> None:
    ids = _contacts_with(3)
    floor = Contender("floor", _floor_unshared, lambda: random.choice(ids))
    ours = Contender("save", _save_unshared, lambda: Contact.objects.get(pk=random.choice(ids)))
    nothing = Contender("nothing", lambda contact: contact.save(), lambda: Contact.objects.get(pk=random.choice(ids)))  # type: ignore[attr-defined]
    interleave([floor, ours, nothing], ROUNDS, warm_up=30)
    compared("1c", "no shared field changed", floor, ours, must=4.5, aim=2.8)
    counted("1c", "  statements, history included", queries(ours), must=3, aim=3)
    counted("1c", "  statements where nothing changed", queries(nothing), must=1, aim=1)


def _contacts_with(links: int) -> list[int]:
    rows = ContactBusinessRelation.objects.all()
    for name in PARTNERS:
        for kind in PARTNERS[name]:
            if kind in PARTNERS[links]:
                rows = rows.filter(**{f"contact__relations__{kind}__isnull": False})
    if links == 1:
        rows = rows.exclude(contact__relations__vendor__isnull=False)
    return sorted(set(rows.values_list("contact_id", flat=True)[:20_000]))


def _save(contact: Any) -> None:
    number = next(numbers)
    contact.phone_no, contact.city = f"+39 {number}", f"Town {number}"
    contact.save()


def _save_unshared(contact: Any) -> None:
    contact.external_id = f"X{next(numbers)}"
    contact.save()


def _floor(contact_id: object, kinds: tuple[str, ...]) -> None:
    number = next(numbers)
    values = (f"+39 {number}", f"Town {number}")
    written = "phone_no = %s, city = %s, modified_at = now()"
    parts, params = [f"w0 AS (UPDATE contacts_contact SET {written} WHERE id = %s RETURNING id)"], [*values, contact_id]
    rows = ["SELECT 'contacts.contact', id FROM w0"]
    for number, kind in enumerate(kinds, 1):
        linked = (
            f"(SELECT {kind}_id FROM links_contactbusinessrelation WHERE contact_id = %s AND {kind}_id IS NOT NULL)"
        )
        parts.append(f"w{number} AS (UPDATE {TABLES[kind]} SET {written} WHERE id = {linked} RETURNING id)")
        params += [*values, contact_id]
        rows.append(f"SELECT '{MODELS[kind]}', id FROM w{number}")
    _raw(parts, " UNION ALL ".join(rows), params)


def _floor_unshared(contact_id: object) -> None:
    update = "UPDATE contacts_contact SET external_id = %s, modified_at = now() WHERE id = %s RETURNING id"
    _raw([f"w0 AS ({update})"], "SELECT 'contacts.contact', id FROM w0", [f"X{next(numbers)}", contact_id])


def _raw(parts: list[str], rows: str, params: list[Any]) -> None:
    """One statement on the bare driver: the rows and a history row for each."""
    diff = '{"phone_no": ["+39 02 1", "+39 1"], "city": ["City 1", "Town 1"]}'
    history = (
        "now(), gen_random_uuid(), '', 'shell', 'typed', '', 'update', written.model, written.id::text, "
        f"'CT1 Company 1', '{diff}'::jsonb"
    )
    insert = f"INSERT INTO history_change ({HISTORY}) SELECT {history} FROM ({rows}) written(model, id)"
    sql = f"WITH {', '.join(parts)} {insert}"
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute(sql, params)
