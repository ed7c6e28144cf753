"""Repair towards the partner, set-based: one statement writes the partners of a window, another their history.

Only for pairs where nothing needs thought: this writes what ``plan.link_plan`` would have written for each of them.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Cast, Concat, Trim
from django.utils import timezone

from contacts.links.drift import differs, on_contact, on_partner
from contacts.links.models import ContactBusinessRelation
from contacts.links.sql import Among, Changes
from contacts.models import Contact
from crm.history.models import Action, Change
from crm.kit.context import Cause, current_gesture
from crm.kit.values import column
from setup.models import Direction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from contacts.links.kinds import LinkKind, Shared
    from setup.rules import Rules

PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.FileField)
"""What a database says in JSON just as the history does."""


class Pair(NamedTuple):
    """A link by its keys."""

    contact: int
    relation: int
    partner: int


def is_simple(kind: LinkKind, shared: Sequence[Shared], rules: Rules) -> Q:
    """The links of ``kind`` that need no thought: the contact's value goes to the partner wherever they differ.

    Not paused, no pins, no blank of the contact against a value of the partner, no policy in the way.
    """
    if not all(_is_plain(column(kind.model, one.partner)) for one in shared):
        return Q(pk__in=[])
    unpinned = Q(contact__pinned=[], **{f"{kind.name}__pinned": []})
    hindered = [_needs_thought(kind, one, rules) for one in shared]
    return Q(paused=False) & unpinned & ~reduce(or_, (one for one in hindered if one is not None), Q(pk__in=[]))


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
    rows = ContactBusinessRelation._base_manager.filter(
        Q(Among("pk", [pair.relation for pair in pairs])),
        reduce(or_, (Q(differs(kind, one)) for one in sent), Q(pk__in=[])),
        is_simple(kind, shared, rules),
        **{f"{kind.name}__no__isnull": False},
    )
    written: dict[str, int] = rows.aggregate(
        **{one.partner: Count(Case(When(differs(kind, one), then=1))) for one in sent}
    )
    changed = [one for one in sent if written[one.partner]]
    if changed:
        _record(kind, rows, changed)
        _update(kind, rows, changed)
    return written


def _is_plain(field: models.Field[Any, Any]) -> bool:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return isinstance(field, PLAIN)


def _needs_thought(kind: LinkKind, shared: Shared, rules: Rules) -> Q | None:
    way = kind.direction(shared, rules)
    if way is Direction.NEVER or shared.flows is Direction.TO_PARTNER:
        return None
    if way is Direction.TO_CONTACT:
        return Q(differs(kind, shared))
    ours, theirs = on_contact(shared), on_partner(kind, shared)
    return _blank(ours, shared) & ~_blank(theirs, shared)


def _blank(path: str, shared: Shared) -> Q:
    field = column(Contact, shared.contact)
    if field.null:
        return Q(**{f"{path}__isnull": True})
    return Q(**{path: False if isinstance(field, models.BooleanField) else ""})


def _lock(model: type[models.Model], ids: Collection[int], *order: str) -> None:
    rows = model._base_manager.select_for_update(no_key=True).filter(Q(Among("pk", ids)))
    list(rows.order_by(*order).values_list("pk"))


def _record(kind: LinkKind, rows: models.QuerySet[ContactBusinessRelation], sent: Sequence[Shared]) -> None:
    name = "contact__name" if any(one.partner == "name" for one in sent) else f"{kind.name}__name"
    changes = [(one.partner, on_partner(kind, one), on_contact(one)) for one in sent]
    picked = rows.order_by(f"{kind.name}_id").values_list(
        Cast(f"{kind.name}_id", CharField()),
        Trim(Concat(F(f"{kind.name}__no"), Value(" "), F(name))),
        Concat(Value(f"{Contact._meta.label_lower} "), F("contact__no")),
        Changes(changes),
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


def _update(kind: LinkKind, rows: models.QuerySet[ContactBusinessRelation], sent: Sequence[Shared]) -> None:
    partner, relation = _quoted(kind.model), _quoted(ContactBusinessRelation)
    values = [f"{_name(kind.model, one.partner)} = contact.{_name(Contact, one.contact)}" for one in sent]
    key = _name(ContactBusinessRelation, kind.name)
    picked, params = rows.order_by().values("pk").query.sql_with_params()
    _execute(
        f"UPDATE {partner} SET {', '.join(values)}, modified_at = %s "
        f"FROM {_quoted(Contact)} AS contact, {relation} AS link "
        f"WHERE link.{key} = {partner}.id AND contact.id = link.contact_id AND link.id IN ({picked})",
        [connection.ops.adapt_datetimefield_value(timezone.now()), *params],
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
