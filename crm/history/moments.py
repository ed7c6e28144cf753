"""Changes as entries of a timeline: a sentence, who, how long ago, old → new, and where the values went."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.history.finding import last_about
from crm.history.models import Action
from crm.history.pages import number_in
from crm.history.reading import Line, read
from crm.history.recent import undoings
from crm.history.traveling import journeys, origins_shown
from crm.kit.context import Cause
from crm.kit.masking import masked_fields

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Q
    from django.http import HttpRequest

    from crm.history.models import Change
    from crm.history.reading import Entry
    from crm.history.recent import Undoing
    from crm.history.traveling import Journey
    from crm.kit.models import Record

OPEN = 3
"""Lines that an entry shows at once; where there are more, it unfolds."""

NAMED = 4
"""Fields that a folded entry names."""

ICONS = {
    Cause.SYNCHRONIZED: "arrow-left-right",
    Cause.INHERITED: "arrow-left-right",
    Cause.LINKED: "link",
    Cause.UNLINKED: "unlink",
    Cause.REPAIRED: "wrench",
    Cause.IMPORTED: "download",
    Cause.UNDONE: "undo-2",
}


@dataclass(frozen=True)
class Moment:
    """One entry. ``place`` says where it stands in its source; of ``is_day`` only the day is known.

    ``change_set`` has a page; ``undo`` where the reader may try to take it back, ``undone`` where somebody did.
    ``is_grave`` where somebody should look twice.
    """

    at: datetime
    place: str
    icon: str
    sentence: str
    who: str = ""
    note: str = ""
    about: str = ""
    about_url: str = ""
    lines: list[Line] = field(default_factory=list)
    is_new: bool = False
    is_grave: bool = False
    is_day: bool = False
    journey: Journey | None = None
    change_set: UUID | None = None
    undo: bool = False
    undone: Undoing | None = None

    @property
    def ago(self) -> str:
        """How long ago, in words."""
        return ago(self.at)

    @property
    def is_folded(self) -> bool:
        """There is more to it than stands there at once."""
        return len(self.lines) > OPEN or (self.is_new and bool(self.lines))

    @property
    def fields(self) -> str:
        """The fields that changed, by name, as far as there is room."""
        names = ", ".join(line.label for line in self.lines[:NAMED])
        more = len(self.lines) - NAMED
        if more <= 0:
            return names
        return ngettext("%(names)s and %(count)s more field", "%(names)s and %(count)s more fields", more) % {
            "names": names,
            "count": more,
        }


def changes_of(record: Record, request: HttpRequest, after: str, count: int, only: Q | None = None) -> list[Moment]:
    """The last changes about ``record``, older than the one with the number ``after``.

    One query for them, one for where they went, one for where they came from, those of ``read``, and those of
    ``undoings``.
    """
    found = list(last_about(record, count, before=number_in(after), only=only))
    entries = read(found, request.user, record, origins_shown(found, request.user))
    went, undone = journeys(found, record, request.user), undoings({change.change_set for change in found})
    return [
        _moment(change, entry, went.get(change.pk), undone.get(change.change_set))
        for change, entry in zip(found, entries, strict=True)
    ]


def ago(at: datetime) -> str:
    """How long ago ``at`` is, in words."""
    now = timezone.now()
    if now - at < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(at, now, depth=1)}


def day_in_words(day: date) -> str:
    """Today, yesterday, or the date."""
    today = timezone.localdate()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(day, "DATE_FORMAT")


def icon_of(change: Change, *, is_tie: bool = False) -> str:
    """The sign of what happened."""
    if is_tie:
        return "unlink" if change.action == Action.DELETE or change.cause == Cause.UNLINKED else "link"
    if change.action == Action.DELETE:
        return "trash-2"
    plain = "plus" if change.action == Action.CREATE else "pencil"
    return plain if change.action == Action.CREATE else ICONS.get(Cause(change.cause), plain)


def _moment(change: Change, entry: Entry, journey: Journey | None, undone: Undoing | None) -> Moment:
    return Moment(
        at=entry.when,
        place=str(change.pk),
        icon=icon_of(change, is_tie=entry.is_tie),
        sentence=entry.sentence,
        who=entry.who or _("nobody signed in"),
        note=entry.door,
        about=f"{capfirst(entry.kind)} {entry.title}" if entry.is_part else "",
        about_url=entry.url if entry.is_part else "",
        lines=entry.lines,
        is_new=entry.is_new,
        is_grave=change.action == Action.UPDATE and _is_guarded(change),
        journey=journey,
        change_set=change.change_set,
        undo=entry.change_set is not None and undone is None,
        undone=undone,
    )


def _is_guarded(change: Change) -> bool:
    """Fields changed that not everybody may read, such as the IBAN."""
    try:
        model: type[Any] = apps.get_model(change.model)
    except LookupError:
        return False
    return not masked_fields(AnonymousUser(), model).isdisjoint(change.diff)
