"""Everything that one gesture changed, on a page that can be reached for ever, and as a file (F4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.history.models import Action, Change
from crm.history.offering import MOST, may_undo
from crm.history.pages import HistoryView, number_in
from crm.history.recent import undone_by
from crm.history.rows import Told, heads, in_a_file, seen_by, told
from crm.history.traveling import origins_shown
from crm.history.words import door_in_words
from crm.kit.context import Cause
from crm.kit.delimited import download
from crm.kit.values import column, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import Model

    from crm.history.reading import Line

PER_PAGE = 100
"""Changes that a page shows."""


class Field(NamedTuple):
    """A line of a change, and what became of it since."""

    line: Line
    state: str
    tone: str


class Written(NamedTuple):
    """A record that was written, with its fields; folded where it is new or gone."""

    told: Told
    fields: list[Field]
    is_folded: bool


class ChangeSetScreen(HistoryView):
    """Who, when, through which door and why; record × field × old → new × state."""

    def get(self, request: HttpRequest, change_set: UUID) -> HttpResponse:
        """One page of it. A constant number of queries for each kind of record."""
        rows = Change.objects.in_set(change_set)
        first = rows.first()
        if first is None:
            raise Http404(_("There is no change set %(id)s.") % {"id": change_set})
        after = number_in(request.GET.get("after", ""))
        if after is not None:
            rows = rows.filter(pk__gt=after)
        found = list(rows[: PER_PAGE + 1])
        shown = found[:PER_PAGE]
        written = _written(shown, told(shown, request.user, origins_shown(shown, request.user)))
        undone = undone_by([change_set]).get(change_set)
        context = {
            "title": _("Where this change went"),
            "first": first,
            "who": first.actor_name or _("nobody signed in"),
            "door": door_in_words(first) or first.get_door_display(),
            "written": written,
            "next_url": f"?after={shown[-1].pk}" if len(found) > PER_PAGE else "",
            "undone_by": undone,
            "undo_url": self._undo_url(first, shown) if undone is None else "",
            "here": request.path,
        }
        return TemplateResponse(request, "history/change_set.html", context)

    def _undo_url(self, first: Change, changes: Sequence[Change]) -> str:
        """The plan of its undo; blank for who may not do it, and for what only a command takes back."""
        asked = ((change.model, change.action) for change in changes if _exists(change.model))
        if first.cause == Cause.IMPORTED or not may_undo(asked, self.request.user):
            return ""
        return reverse("undo", args=[first.change_set])


class ChangeSetExport(ChangeSetScreen):
    """The same as a CSV file, all pages of it."""

    def get(self, request: HttpRequest, change_set: UUID) -> StreamingHttpResponse:  # type: ignore[override]
        """The file; records that the user may not see are left out."""
        rows = Change.objects.in_set(change_set).filter(seen_by(request.user))
        if not rows.exists():
            raise Http404(_("There is no change set %(id)s.") % {"id": change_set})
        return download(_("Changes"), heads(), in_a_file(rows.iterator(chunk_size=MOST), request.user))


def _written(changes: Sequence[Change], entries: Sequence[Told]) -> list[Written]:
    """The records with their fields. One query for each kind of record."""
    standing = _standing(changes)
    found = []
    for one in entries:
        lines = zip(one.entry.names, one.entry.lines, strict=False)  # none where the reader may not see the record
        fields = [Field(line, *_state(one.change, name, standing)) for name, line in lines]
        found.append(Written(one, fields, one.change.action != Action.UPDATE))
    return found


def _standing(changes: Sequence[Change]) -> dict[tuple[str, str], Model]:
    """The records as they are now."""
    wanted: dict[str, set[str]] = {}
    for change in changes:
        if change.action == Action.UPDATE and _exists(change.model):
            wanted.setdefault(change.model, set()).add(change.object_id)
    return {
        (label, str(row.pk)): row
        for label, keys in wanted.items()
        for row in apps.get_model(label)._base_manager.filter(pk__in=keys)
    }


def _state(change: Change, name: str, standing: dict[tuple[str, str], Model]) -> tuple[str, str]:
    """What became of a value since: in words, and the tone of them."""
    if change.action != Action.UPDATE:
        return "", ""
    row = standing.get((change.model, change.object_id))
    if row is None:
        return _("Deleted since"), "warn"
    try:
        field = column(type(row), name)
        same = value_of(row, field) == _value(field, change.diff[name][1])
    except (FieldDoesNotExist, KeyError, ValidationError):
        return "", ""
    return (_("Stands"), "ok") if same else (_("Changed since"), "warn")


def _value(field: Any, held: Any) -> Any:
    return "" if held is None and not field.null else field.to_python(held)


def _exists(label: str) -> bool:
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True
