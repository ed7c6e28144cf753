"""Changes as rows of a table or of a file: record, field, old → new, and why; a row for each field."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.history.reading import read
from crm.history.words import door_in_words
from crm.kit.models import Record
from crm.kit.permissions import may

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import Model

    from crm.history.models import Change
    from crm.history.reading import Entry
    from crm.history.words import Shown
    from crm.kit.permissions import User

AT_ONCE = 500
"""Changes that are read for a file at a time."""


class Told(NamedTuple):
    """A change, and that in words."""

    change: Change
    entry: Entry


def told(changes: Sequence[Change], user: User, shown: Shown | None = None) -> list[Told]:
    """The changes in words; of records that ``user`` may not see, nothing but their kind."""
    hidden = hidden_from(user)
    pairs = zip(changes, read(changes, user, shown=shown), strict=True)
    return [
        Told(change, entry if change.model not in hidden else entry._replace(title="", url="", lines=[]))
        for change, entry in pairs
    ]


def hidden_from(user: User) -> frozenset[str]:
    """The kinds of records that ``user`` may not see."""
    return frozenset(model._meta.label_lower for model in kinds() if not may(user, "view", model))


def kinds() -> list[type[Model]]:
    """Every kind of record."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


def seen_by(user: User) -> Q:
    """Changes of records that ``user`` may see."""
    hidden = hidden_from(user)
    return ~Q(model__in=hidden) if hidden else Q()


def heads() -> list[str]:
    """What the columns of a file are called."""
    return [
        _("Date"), _("Changed by"), _("Type"), _("Record"), pgettext("field.merge", "Field Name"),
        pgettext("message", "Old Value"), pgettext("message", "New Value"), _("Cause"), _("Door"),
    ]  # fmt: skip


def in_a_file(changes: Iterable[Change], user: User) -> Iterator[list[object]]:
    """A row for each field, some changes at a time."""
    rest = iter(changes)
    while some := list(islice(rest, AT_ONCE)):
        for change, entry in told(some, user):
            known = [entry.when, entry.who, entry.kind or change.model, entry.title]
            why = [entry.sentence, door_in_words(change) or change.get_door_display()]
            for line in entry.lines or (_NOTHING,):
                yield [*known, *line, *why]


_NOTHING: tuple[Any, ...] = ("", "", "")
