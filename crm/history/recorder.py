"""Turns the notes of a unit of work into history rows, one statement for all of them."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone

from crm.history.models import Change, end_key
from crm.kit.prepared import planned_cursor

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from crm.kit.unit import Diff, Note

BATCH = 1000


def record(notes: list[Note]) -> None:
    """Every note has its row, in the order in which things happened."""
    at = timezone.now().isoformat()
    rows = [_row(note, at) for note in notes]
    for start in range(0, len(rows), BATCH):
        _insert(rows[start : start + BATCH])


def _insert(rows: list[dict[str, Any]]) -> None:
    if connection.vendor == "postgresql":
        with planned_cursor(connection) as cursor:
            cursor.execute(_statement(), [json.dumps(rows, cls=DjangoJSONEncoder)])
    else:
        Change.objects.bulk_create(Change(**row) for row in rows)


def _row(note: Note, at: str) -> dict[str, Any]:
    gesture = note.gesture
    ends = [end_key(end.model, end.pk) for end in note.ends]
    return {
        "at": at,
        "change_set": gesture.change_set,
        "actor_id": gesture.actor.pk if gesture.actor else None,
        "actor_name": _name_of(gesture.actor),
        "door": gesture.door,
        "cause": gesture.cause,
        "origin": gesture.origin[:200],
        "reverts": gesture.reverts,
        "action": note.action,
        "model": note.model,
        "object_id": str(note.pk),
        "title": note.title[:200],
        **dict(zip(("one_end", "other_end"), ends, strict=False)),
        "diff": _exact(note.diff),
    }


def _exact(diff: Diff) -> dict[str, Any]:
    """Moments to the microsecond: the encoder would cut them, and an undo would take them for edited since."""
    return {
        name: [one.isoformat() if isinstance(one, datetime) else one for one in change] for name, change in diff.items()
    }


@cache
def _statement() -> str:
    """One value holds all rows: that takes less time than to compile, to send and to plan each of theirs."""
    fields = [field for field in Change._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    typed = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in fields)
    into = Change._meta.db_table
    return f'INSERT INTO "{into}" ({names}) SELECT {names} FROM jsonb_to_recordset(%s) AS rows({typed})'


def _name_of(actor: AbstractBaseUser | None) -> str:
    if actor is None:
        return ""
    full_name = getattr(actor, "get_full_name", str)()
    return (full_name or actor.get_username())[:150]
