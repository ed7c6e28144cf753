"""Who changes something, through which door, why, and as part of which change set."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Why a value is what it is (decisions H1)."""

    TYPED = "typed", _("Typed")
    SYNCHRONIZED = "synchronized", _("Synchronized")
    INHERITED = "inherited", _("Inherited from the company")
    LINKED = "linked", _("Linked")
    UNLINKED = "unlinked", _("Unlinked")
    CREATED = "created", _("Created from a linked record")
    IMPORTED = "imported", _("Imported")
    MERGED = "merged", _("Merged")
    REPAIRED = "repaired", _("Repaired")
    DELETED = "deleted", _("Deleted with another record")
    UNDONE = "undone", _("Undone")


class Door(models.TextChoices):
    """Where a gesture entered."""

    FORM = "form", _("Form")
    ADMIN = "admin", _("Administration")
    COMMAND = "command", _("Command")
    SHELL = "shell", _("Shell")


@dataclass(frozen=True)
class Gesture:
    """One thing somebody did; everything it changes shares ``change_set``."""

    actor: AbstractBaseUser | None = None
    door: Door = Door.SHELL
    cause: Cause = Cause.TYPED
    origin: str = ""
    reverts: uuid.UUID | None = None
    change_set: uuid.UUID = field(default_factory=uuid.uuid4)


_current: ContextVar[Gesture | None] = ContextVar("gesture", default=None)


def current_gesture() -> Gesture | None:
    """The open gesture, ``None`` outside of any."""
    return _current.get()


@contextmanager
def gesture(
    *,
    actor: AbstractBaseUser | AnonymousUser | None = None,
    door: Door = Door.SHELL,
    cause: Cause = Cause.TYPED,
    origin: str = "",
    reverts: uuid.UUID | None = None,
    change_set: uuid.UUID | None = None,
) -> Iterator[Gesture]:
    """Open a new change set, or go on with ``change_set``; whatever is saved inside belongs to it."""
    known = actor if isinstance(actor, AbstractBaseUser) and actor.is_authenticated else None
    opened = Gesture(known, door, cause, origin, reverts, change_set or uuid.uuid4())
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)


@contextmanager
def because(cause: Cause, origin: str = "") -> Iterator[Gesture]:
    """Give what is saved inside another cause; actor and change set stay those of the open gesture."""
    opened = replace(_current.get() or Gesture(), cause=cause, origin=origin)
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)
