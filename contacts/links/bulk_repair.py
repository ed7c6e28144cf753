"""Repair towards the partner, set-based: one statement writes the partners of a window, another their history.

Only for pairs where nothing needs thought: this writes what ``plan.link_plan`` would have written for each of them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat, Trim
from django.utils import timezone

from contacts.links.drift import compared
from contacts.links.models import ContactBusinessRelation
from contacts.links.sql import ANY, FLAG, NULL, TEXT, Among, Changes, Hindered, Pattern, among
from contacts.models import Contact
from crm.history.models import Action, Change
from crm.kit.context import Cause, current_gesture
from crm.kit.values import column
from setup.models import Direction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from contacts.links.kinds import LinkKind, Shared
    from contacts.links.sql import Compared
    from setup.rules import Rules

PLAIN = (models.CharField, models.TextField, models.BooleanField, models.FileField)
"""What a database says in JSON just as the history does."""


class Pair(NamedTuple):
    """A link by its keys."""

    contact: int
    relation: int
    partner: int


def is_simple(kind: LinkKind, shared: Sequence[Shared], rules: Rules) -> Q:
    """The links of ``kind`` that need no thought: the contact's value goes to the partner wherever they differ.

    Not paused, no pins, nothing accepted, no blank of the contact against a value of the partner, no policy in the way.
    """
    if not all(_is_plain(column(kind.model, one.partner)) for one in shared):
        return Q(pk__in=[])
    hindrances = [found for one in shared if (found := _hindrance(kind, one, rules)) is not None]
    unpinned = Q(contact__pinned=[], **{f"{kind.name}__pinned": []})
    return Q(paused=False, accepted__isnull=True) & unpinned & ~Q(Hindered(hindrances))


def lock(kinds: Iterable[tuple[LinkKind, Sequence[Pair]]]) -> None:
    """Contacts, then partners kind by kind, are locked until the transaction ends: companies before people, then by id.

    One query for the contacts and one for each kind. SQLite has one writer at a time and nothing to lock.
    """
    if not connection.features.has_select_for_update:
        return
    locked = list(kinds)
    _lock(Contact, {pair.contact for _, pairs in locked for pair in pairs}, "type", "pk")
    for kind, pairs in locked:
        _lock(kind.model, [pair.partner for pair in pairs], "pk")


def send(kind: LinkKind, pairs: Sequence[Pair], shared: Sequence[Shared], rules: Rules) -> dict[str, int]:
    """The partners hold their contacts' values, and the history says so; returns how many, by the partner's column.

    Three statements. The rows must be locked; what is no longer simple is left out. Must run inside a unit.
    """
    sent = [one for one in shared if kind.to_partner(one, rules)]
    patterns = dict(_patterns(kind, pairs, shared, sent, rules))
    counts = _count(patterns.values(), sent)
    changed = [one for one in sent if counts[one.partner]]
    if changed:
        rows = [relation for relation, pattern in patterns.items() if "1" in pattern]
        _record(kind, rows, changed)
        _update(kind, rows, changed)
    return counts


def _patterns(
    kind: LinkKind, pairs: Sequence[Pair], shared: Sequence[Shared], sent: Sequence[Shared], rules: Rules
) -> models.QuerySet[ContactBusinessRelation, tuple[int, str]]:
    """Those links that are simple still, and which of the fields ``sent`` differ."""
    rows = _links(kind, [pair.relation for pair in pairs]).filter(is_simple(kind, shared, rules))
    return rows.values_list("pk", Pattern([compared(kind, one) for one in sent]))


def _count(patterns: Iterable[str], sent: Sequence[Shared]) -> dict[str, int]:
    counts = dict.fromkeys((one.partner for one in sent), 0)
    for pattern, number in Counter(patterns).items():
        for one, digit in zip(sent, pattern, strict=True):
            counts[one.partner] += number * int(digit)
    return counts


def _links(kind: LinkKind, relations: Sequence[int]) -> models.QuerySet[ContactBusinessRelation]:
    rows = ContactBusinessRelation._base_manager.filter(Q(Among("pk", relations)))
    return rows.filter(**{f"{kind.name}__no__isnull": False}).order_by(f"{kind.name}_id")


def _is_plain(field: models.Field[Any, Any]) -> bool:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return isinstance(field, PLAIN)


def _hindrance(kind: LinkKind, shared: Shared, rules: Rules) -> Compared | None:
    """What of a field needs thought; ``None`` where nothing does."""
    way, field = kind.direction(shared, rules), column(Contact, shared.contact)
    if way is Direction.NEVER or shared.flows is Direction.TO_PARTNER:
        return None
    blank = NULL if field.null else FLAG if isinstance(field, models.BooleanField) else TEXT
    return compared(kind, shared)._replace(blank=ANY if way is Direction.TO_CONTACT else blank, pins=())


def _lock(model: type[models.Model], ids: Collection[int], *order: str) -> None:
    rows = model._base_manager.select_for_update(no_key=True).filter(Q(Among("pk", ids)))
    list(rows.order_by(*order).values_list("pk"))


def _record(kind: LinkKind, relations: Sequence[int], changed: Sequence[Shared]) -> None:
    name = "contact__name" if any(one.partner == "name" for one in changed) else f"{kind.name}__name"
    picked = _links(kind, relations).values_list(
        Cast(f"{kind.name}_id", CharField()),
        Trim(Concat(F(f"{kind.name}__no"), Value(" "), F(name))),
        Concat(Value(f"{Contact._meta.label_lower} "), F("contact__no")),
        Changes([compared(kind, one) for one in changed]),
    )
    constants = _constants(kind)
    columns = [_name(Change, one) for one in (*constants, "object_id", "title", "origin", "diff")]
    sql, params = picked.query.sql_with_params()
    _execute(
        f"INSERT INTO {_quoted(Change)} ({', '.join(columns)}) "
        f"SELECT {', '.join(_placeholder(one) for one in constants)}, picked.* FROM ({sql}) AS picked",
        [*(_stored(one, value) for one, value in constants.items()), *params],
    )


def _constants(kind: LinkKind) -> dict[str, Any]:
    """What the history rows of a window have in common."""
    gesture = current_gesture()
    assert gesture is not None
    name = ""
    if gesture.actor is not None:
        name = getattr(gesture.actor, "get_full_name", str)() or gesture.actor.get_username()
    return {
        "at": timezone.now(),
        "change_set": gesture.change_set,
        "actor": gesture.actor.pk if gesture.actor else None,
        "actor_name": name[:150],
        "door": gesture.door,
        "cause": Cause.REPAIRED,
        "reverts": gesture.reverts,
        "action": Action.UPDATE,
        "model": kind.model._meta.label_lower,
    }


def _update(kind: LinkKind, relations: Sequence[int], changed: Sequence[Shared]) -> None:
    partner, relation = _quoted(kind.model), _quoted(ContactBusinessRelation)
    values = [f"{_name(kind.model, one.partner)} = contact.{_name(Contact, one.contact)}" for one in changed]
    within, some = among(relations, connection)
    _execute(
        f"UPDATE {partner} SET {', '.join(values)}, modified_at = %s "
        f"FROM {_quoted(Contact)} AS contact, {relation} AS link "
        f"WHERE link.{_name(ContactBusinessRelation, kind.name)} = {partner}.id "
        f"AND contact.id = link.contact_id AND link.id {within}",
        [connection.ops.adapt_datetimefield_value(timezone.now()), some],
    )


def _quoted(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _name(model: type[models.Model], field: str) -> str:
    name = column(model, field).column
    assert name is not None
    return connection.ops.quote_name(name)


def _placeholder(name: str) -> str:
    """PostgreSQL takes a bare parameter in a SELECT for text."""
    kind = column(Change, name).db_type(connection)
    return f"CAST(%s AS {kind})" if connection.vendor == "postgresql" else "%s"


def _stored(name: str, value: Any) -> Any:
    return column(Change, name).get_db_prep_save(value, connection)


def _execute(sql: str, params: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
