"""Undo, offered in the notice of what was just done; and the way to all that it changed (H2, M02)."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.messages import SUCCESS, get_messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import pgettext

from crm.history.models import Action, Change
from crm.history.undo import plan_undo
from crm.history.undo_rights import missing_to_undo
from crm.kit.addresses import has_card
from crm.kit.permissions import may
from crm.kit.refusal import Refused
from crm.kit.values import owner_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from django.contrib.messages.storage.base import BaseStorage, Message
    from django.db.models import Model
    from django.http import HttpRequest

    from crm.kit.permissions import User, Verb
    from crm.kit.unit import Note

MOST = 1000
"""Changes of a gesture that is undone while somebody waits; the command undoes larger ones."""

PLANNED = 200
"""Changes up to which the undo of something that was made or deleted is planned before it is offered."""

BACK: dict[str, Verb] = {Action.CREATE: "delete", Action.UPDATE: "change", Action.DELETE: "add"}
"""What one does by hand to take a change back."""


@dataclass
class Written:
    """What a request wrote so far: model, key and action of each row, by change set."""

    rows: dict[UUID, list[tuple[str, str, str]]] = field(default_factory=dict)


_written: ContextVar[Written | None] = ContextVar("written", default=None)


@contextmanager
def watching() -> Iterator[Written]:
    """What is recorded inside is remembered."""
    written = Written()
    token = _written.set(written)
    try:
        yield written
    finally:
        _written.reset(token)


def witness(notes: list[Note]) -> None:
    """A recorder: remembers, for the request that is open."""
    written = _written.get()
    if written is not None:
        for note in notes:
            row = (note.model, str(note.pk), note.action)
            written.rows.setdefault(note.gesture.change_set, []).append(row)


def offer(request: HttpRequest, written: Written) -> None:
    """The first notice of success leads to what was changed, where that is more than one card, and to its undo.

    Nothing is offered that the user may not do or that would do nothing.
    """
    notice = next((one for one in _queued(request) if one.level == SUCCESS), None)
    if notice is None or len(written.rows) != 1 or not may(request.user, "view", Change):
        return
    ((change_set, rows),) = written.rows.items()
    if len({row[:2] for row in rows if has_card(apps.get_model(row[0]))}) > 1:
        url = reverse("change-set", args=[change_set])
        label = pgettext("action", "View Changes")
        notice.message = format_html('{} <a class="changes" href="{}">{}</a>', notice.message, url, label)
    if _can_be_undone(change_set, rows, request.user):
        notice.extra_tags = reverse("undo", args=[change_set])


def may_undo(rows: Iterable[tuple[str, str]], user: User) -> bool:
    """``user`` may do by hand what takes rows with these models and actions back: not yet that it can be done."""
    for label, action in set(rows):
        model: type[Model] = apps.get_model(label)
        names = owner_names(model) if not getattr(model, "ties", ()) else ()
        owner = model._meta.get_field(names[0]).related_model if names else None
        needed = ("change", owner) if isinstance(owner, type) else (BACK[action], model)
        if not may(user, *needed):  # type: ignore[arg-type]  # a pair of both
            return False
    return True


def _can_be_undone(change_set: UUID, rows: list[tuple[str, str, str]], user: User) -> bool:
    """What was only edited just now goes back; of what was made or deleted, the plan says it."""
    if len(rows) > MOST or not may_undo(((label, action) for label, _key, action in rows), user):
        return False
    if len(rows) > PLANNED or all(action == Action.UPDATE for _label, _key, action in rows):
        return True
    try:
        plan = plan_undo(change_set)
    except Refused:
        return False
    return not plan.is_empty and not missing_to_undo(user, plan)


def _queued(request: HttpRequest) -> list[Message]:
    """The notices that this request made."""
    storage: BaseStorage = get_messages(request)  # type: ignore[assignment]
    return list(getattr(storage, "_queued_messages", ()))
