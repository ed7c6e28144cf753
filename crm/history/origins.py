"""Where a value came from: who set it, when, by which cause, and what stood there before (decisions H1)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from crm.history.models import Action, Change
from crm.history.moments import ago, icon_of
from crm.history.pages import HistoryView
from crm.history.reading import read
from crm.history.traveling import origins_shown
from crm.history.words import door_in_words
from crm.kit.addresses import card_url
from crm.kit.context import Cause
from crm.kit.display import caption
from crm.kit.models import Record
from crm.kit.permissions import require
from crm.kit.screens.views import Crumb
from crm.kit.values import column, is_blank, value_of
from crm.kit.witness import epitaph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from crm.kit.permissions import User

SHOWN = 10


class Step(NamedTuple):
    """A value that a field held, since when, from whom and why."""

    at: datetime
    ago: str
    who: str
    door: str
    sentence: str
    icon: str
    old: str
    new: str
    change_set: UUID
    cause: str


class OriginScreen(HistoryView):
    """The latest values of one field of one record, the one that stands first."""

    def get(self, request: HttpRequest, model: str, key: str, field: str) -> HttpResponse:
        """A page of its own; the part alone for a card that shows it beside the value. A few queries."""
        self.model = _model(model)
        require(request.user, "view", self.model)
        record, found = _record(self.model, key), _column(self.model, field)
        rows = Change.objects.of(record).order_by("-pk").filter(diff__has_key=found.name)
        changes = list(rows[: SHOWN + 1])
        steps = _steps(changes[:SHOWN], found.name, request.user)
        label = caption(type(record), found.name)
        context = {
            "title": _("Origin of %(field)s") % {"field": label},
            "record_title": record.title,
            "steps": steps,
            "has_more": len(changes) > SHOWN,
            "is_silent": not changes,
            "is_elsewhere": bool(changes) and not _stands(record, found, changes[0]),
            "is_blank": is_blank(value_of(record, found)),
            "back": card_url(record),
            "crumbs": [Crumb(record.title, card_url(record)), Crumb(label)],
        }
        template = "history/origin_part.html" if "HX-Request" in request.headers else "history/origin.html"
        return TemplateResponse(request, template, context)


def _model(label: str) -> type[Record]:
    """The kind of record called ``label``. Raises Http404 for what is none."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404(_("There is no page at this address.")) from error
    if not issubclass(model, Record):
        raise Http404(_("There is no page at this address."))
    return model


def _record(model: type[Record], key: str) -> Record:
    """The record with that key. Raises Http404, saying what is known about it."""
    found = None
    if "\0" not in key:  # PostgreSQL keeps it in no text
        with suppress(ValidationError):
            found = model._default_manager.filter(pk=model._meta.pk.to_python(key)).first()
    if found is None:
        raise Http404(epitaph(model, key) or _("This record does not exist, or no longer."))
    return found


def _column(model: type[Record], name: str) -> models.Field[Any, Any]:
    try:
        return column(model, name)
    except (FieldDoesNotExist, AssertionError) as error:
        raise Http404(_("There is no page at this address.")) from error


def _steps(changes: Sequence[Change], name: str, user: User) -> list[Step]:
    """The values, masked for who may not read them. One query for codes, one for each kind of record named."""
    for change in changes:
        change.diff = {name: change.diff[name]}  # nothing else has to be read along; nothing is saved
    entries = read(changes, user, shown=origins_shown(changes, user))
    return [
        Step(
            change.at,
            ago(change.at),
            change.actor_name or _("nobody signed in"),
            door_in_words(change),
            entry.sentence,
            icon_of(change),
            entry.lines[0].old if entry.lines else "",
            entry.lines[0].new if entry.lines else "",
            change.change_set,
            str(Cause(change.cause).label),
        )
        for change, entry in zip(changes, entries, strict=True)
    ]


def _stands(record: Record, field: models.Field[Any, Any], last: Change) -> bool:
    """The value is the one that the history knows."""
    held = last.diff[field.name][1]
    if is_blank(held) and is_blank(value_of(record, field)):
        return True
    try:
        return bool(value_of(record, field) == field.to_python(held)) or last.action == Action.DELETE
    except ValidationError:
        return False
