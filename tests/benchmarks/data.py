"""Contacts, each a customer, every fifth a vendor, every twentieth a bank account, made by set-based SQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

from contacts.links.kinds import LinkKind, all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, RelationSummary
from tests.factories.setup import open_for_business

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVERY = {"customer": 1, "vendor": 5, "bank_account": 20}
"""Every how manieth contact is linked to a partner of the kind."""

PREFIX = {"contact": "CT", "customer": "C", "vendor": "V", "bank_account": "B"}

SURNAMES = (
    *("Rossi", "Russo", "Ferrari", "Esposito", "Bianchi", "Romano", "Colombo", "Ricci", "Marino", "Greco", "Bruno"),
    *("Gallo", "Conti", "De Luca", "Mancini", "Costa", "Giordano", "Rizzo", "Lombardi", "Moretti", "Barbieri"),
    *("Fontana", "Santoro", "Mariani", "Rinaldi", "Caruso", "Ferrara", "Galli", "Martini", "Leone", "Longo"),
    *("Gentile", "Martinelli", "Vitale", "Lombardo", "Serra", "Coppola", "De Santis", "Marchetti", "Parisi"),
    *("Villa", "Conte", "Ferraro", "Ferri", "Fabbri", "Bianco", "Marini", "Grasso", "Valentini", "Messina"),
    *("Garcia", "Martinez", "Lopez", "Sanchez", "Perez", "Gomez", "Fernandez", "Moreno", "Jimenez", "Zanetti"),
)
TRADES = (
    *("Impianti", "Costruzioni", "Trasporti", "Logistica", "Alimentari", "Meccanica", "Elettronica", "Servizi"),
    *("Consulting", "Engineering", "Industrie", "Commerciale", "Packaging", "Milano", "Distribuzione", "Automazione"),
    *("Tessuti", "Ceramiche", "Vini", "Legnami", "Edilizia", "Informatica", "Arredamenti", "Farmaceutici", "Zinco"),
)
SYLLABLES = ("tra", "ver", "sini", "mon", "tal", "ber", "gia", "con", "pel", "no", "zan", "etti")
CITIES = ("Milano", "Roma", "Torino", "Napoli", "Bologna", "Madrid", "Barcelona", "Valencia", "Zaragoza", "Oslo")


def _drawn(words: Sequence[str], factor: int) -> str:
    """An expression that gives each row one of ``words``; ``factor`` shuffles them. Said so both databases know it."""
    width = max(map(len, words))
    text = "".join(word.ljust(width) for word in words)
    return f"rtrim(substr('{text}', CAST((n.i * {factor} / 7) %% {len(words)} * {width} + 1 AS int), {width}))"


MADE_UP = " || ".join(_drawn(SYLLABLES, factor) for factor in (11, 17, 29, 37))
"""A word of four syllables, of which there are some thousands, as there are of names."""

NAME = f"{_drawn(SURNAMES, 13)} || ' ' || {MADE_UP} || ' ' || {_drawn(TRADES, 5)} || ' ' || n.i || ' S.p.A.'"

SHARED = {
    "name": NAME,
    "search_name": f"upper({NAME})",
    "name_2": "'Division ' || (n.i %% 97)",
    "address": "'Via Roma ' || (n.i %% 300)",
    "address_2": "'Floor ' || (n.i %% 9)",
    "post_code": "CAST(10000 + n.i %% 90000 AS varchar(20))",
    "city": f"{_drawn(CITIES, 3)} || ' ' || (n.i %% 100)",
    "county": "'County ' || (n.i %% 100)",
    "phone_no": "'+39 02 ' || n.i",
    "mobile_phone_no": "'+39 333 ' || n.i",
    "fax_no": "'+39 06 ' || n.i",
    "email": "'info' || n.i || '@example.com'",
    "home_page": "'https://www.example.com/' || n.i",
    "vat_registration_no": "'IT' || n.i",
    "registration_number": "'R' || n.i",
    "format_region": "'it-IT'",
}


def fill(size: int) -> None:
    """The empty database has ``size`` contacts with equal partners, and its statistics are fresh."""
    open_for_business()
    own = {"no": _number("contact"), "company_name": SHARED["name"], "business_relation": f"'{RelationSummary.OTHER}'"}
    _insert(Contact, size, 1, own)
    for kind in all_kinds():
        every = EVERY[kind.name]
        _insert(kind.model, size, every, {"no": _number(kind.name)})
        _link(kind, size, every)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def drift(percent: int) -> None:
    """``percent`` of the customers have another phone number and city than their contacts, without history."""
    settle()
    condition = f"(id + 99) % 100 < {percent}"  # from the first one on: it has no vendor that could disagree
    values = ", ".join(f"{name} = '*' || substr({name}, 1, 20)" for name in ("phone_no", "city"))
    execute(f"UPDATE partners_customer SET {values} WHERE {condition}")
    vacuum()


def settle() -> None:
    """No customer differs from its contact any more."""
    execute("""
        UPDATE partners_customer SET phone_no = contacts_contact.phone_no, city = contacts_contact.city
        FROM contacts_contact, links_contactbusinessrelation AS link
        WHERE link.customer_id = partners_customer.id AND contacts_contact.id = link.contact_id
          AND (partners_customer.phone_no <> contacts_contact.phone_no
               OR partners_customer.city <> contacts_contact.city)
    """)


def vacuum() -> None:
    """Dead rows are gone, so that the next measurement does not pay for the last one."""
    if connection.vendor == "postgresql":
        execute("VACUUM ANALYZE partners_customer")
        execute("VACUUM ANALYZE history_change")


def _link(kind: LinkKind, size: int, every: int) -> None:
    code = f"'{kind.relation_setting.removesuffix('_relation').upper()[:4]}'"
    first = {name: _lowest(model) for name, model in (("contact", Contact), (kind.name, kind.model))}
    expressions = {
        "contact": f"n.i - 1 + {first['contact']}",
        kind.name: f"(n.i - {every}) / {every} + {first[kind.name]}",
        "business_relation": code,
    }
    _insert(ContactBusinessRelation, size, every, expressions)


def columns_of(model: type[models.Model], expressions: Mapping[str, str]) -> tuple[str, str, list[Any]]:
    """Names and values of an INSERT with every column of ``model``, and the parameters for what has its default."""
    names, values, params = [], [], []
    for field in model._meta.concrete_fields:
        if field.generated or field.primary_key:
            continue
        names.append(connection.ops.quote_name(str(field.column)))
        values.append(expressions.get(field.name) or _placeholder(field))
        if field.name not in expressions:
            default = None if field.default is NOT_PROVIDED and field.null else field.get_default()
            params.append(field.get_db_prep_save(default, connection))
    return ", ".join(names), ", ".join(values), params


def _insert(model: type[models.Model], size: int, every: int, expressions: Mapping[str, str]) -> None:
    shared = {name: value for name, value in SHARED.items() if any(f.name == name for f in model._meta.concrete_fields)}
    names, values, params = columns_of(model, shared | dict(expressions))
    execute(
        f"""
        WITH RECURSIVE n(i) AS (SELECT {every} UNION ALL SELECT i + {every} FROM n WHERE i + {every} <= {size})
        INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) SELECT {values} FROM n ORDER BY i
        """,
        params,
    )


def _placeholder(field: models.Field[Any, Any]) -> str:
    """PostgreSQL takes a bare parameter in a SELECT for text."""
    kind = re.sub(r"(GENERATED|CHECK).*", "", field.db_type(connection) or "")
    return f"CAST(%s AS {kind})" if connection.vendor == "postgresql" else "%s"


def _number(name: str) -> str:
    return f"'{PREFIX[name]}' || CAST(n.i + 10000000 AS varchar(12))"


def _lowest(model: type[models.Model]) -> int:
    return int(model._base_manager.aggregate(lowest=models.Min("pk"))["lowest"])


def execute(sql: str, params: Sequence[Any] | None = None) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
