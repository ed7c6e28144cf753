"""Turns the notes of a unit of work into history rows, one statement for all of them."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from crm.history.models import Change, end_key
from crm.kit.unit import Note

BATCH = 1000


def record(notes: list[Note]) -> None:
    """Every note has its row, in the order in which things happened."""
    at = timezone.now()
    Change.objects.bulk_create(
        (
            Change(
                at=at,
                change_set=note.gesture.change_set,
                actor_id=note.gesture.actor.pk if note.gesture.actor else None,
                actor_name=_name_of(note.gesture.actor),
                door=note.gesture.door,
                cause=note.gesture.cause,
                origin=note.gesture.origin[:200],
                reverts=note.gesture.reverts,
                action=note.action,
                model=note.model,
                object_id=str(note.pk),
                title=note.title[:200],
                diff=note.diff,
                **_ends_of(note),
            )
            for note in notes
        ),
        batch_size=BATCH,
    )


def _ends_of(note: Note) -> dict[str, str]:
    keys = (end_key(end.model, end.pk) for end in note.ends)
    return dict(zip(("one_end", "other_end"), keys, strict=False))


def _name_of(actor: AbstractBaseUser | None) -> str:
    if actor is None:
        return ""
    full_name = getattr(actor, "get_full_name", str)()
    return (full_name or actor.get_username())[:150]
