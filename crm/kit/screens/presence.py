"""Asked by an open form again and again: has somebody else saved this record meanwhile? (F12, H3)"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from crm.kit.screens.edit import EditScreen, forms_of
from crm.kit.screens.refreshing import control_value
from crm.kit.snapshot import packed
from crm.kit.witness import epitaph, last_change

if TYPE_CHECKING:
    from crm.kit.forms import RecordForm
    from crm.kit.screens.declaration import Inline
    from crm.kit.witness import Testimony

JUST_NOW = timedelta(minutes=2)


class VersionScreen(EditScreen):
    """Says whether a record is another one than before; and, asked with the form, what that means for it."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The version, or nothing where it is still the one the form knows. One query."""
        stamp = self._stamp(key)
        if stamp is None:
            return self._no_more(key)
        return HttpResponse(status=204) if stamp == request.GET.get("since") else JsonResponse({"stamp": stamp})

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """What others changed. Nothing is saved.

        Values that only followed from other records are handed out for fields that were left alone; what people
        typed, and what both changed, is said in a bar that leads to the comparison.
        """
        record = self.rows_with(key).first()
        if record is None:
            return self._no_more(key)
        form = self.form(record, request.POST)
        inlines = self.inlines(record, request.POST)
        shown = forms_of(form, inlines)
        form.is_valid()
        for rows in inlines:
            rows.is_valid()
        seen = {one.name: last_change(record, [one.name]) for one in form.merged}
        quiet = [name for name, found in seen.items() if found is not None and not found.is_typed]
        found = self._said_by(shown, quiet)
        form.opened |= {name: form.now[name] for name in quiet}
        return JsonResponse(
            {
                "bar": render_to_string("kit/partials/presence.html", {"said": _said(found)}) if found else "",
                "opened": packed(form.opened),
                "fields": {form.add_prefix(name): control_value(form, name) for name in quiet},
            }
        )

    def _said_by(self, shown: list[RecordForm], quiet: list[str]) -> list[Testimony | None]:
        """Who changed what the user has to know of, the record's own fields first; nobody known counts too."""
        found = []
        for form in shown:
            names = [one.name for one in (*form.conflicts, *form.merged) if one.name in form.now]
            names = [name for name in names if form is not shown[0] or name not in quiet]
            if names or form.is_lost:
                found.append(last_change(form.instance, names) if names else None)
        return found

    def _no_more(self, key: str) -> HttpResponse:
        said = epitaph(self.screens.model, key) or _("This record does not exist, or no longer.")
        bar = render_to_string("kit/partials/presence.html", {"said": said, "is_gone": True})
        return JsonResponse({"bar": bar}, status=410)

    def _stamp(self, key: str) -> str | None:
        """What tells this version from others; ``None`` for a record that is gone. One query."""
        rows = self.rows_with(key).order_by()
        parts = [part for inline in self.screens.inlines for part in _rows_of(inline, self.screens.model)]
        found = rows.values_list("modified_at", *parts).first()
        return hashlib.sha256(repr(found).encode()).hexdigest()[:16] if found is not None else None


def _rows_of(inline: Inline, model: Any) -> list[Subquery]:
    """When the rows of an inline were changed last, and how many there are."""
    keys = [
        one for one in inline.model._meta.concrete_fields if one.related_model and issubclass(model, one.related_model)
    ]
    key = inline.key or keys[0].name
    rows = inline.model._base_manager.filter(**{key: OuterRef("pk")}).order_by().values(key)
    return [Subquery(rows.annotate(part=part).values("part")) for part in (Max("modified_at"), Count("pk"))]


def _said(found: list[Testimony | None]) -> str:
    known = [one for one in found if one is not None]
    if not known:
        return _("Somebody saved this record meanwhile.")
    latest = max(known, key=lambda one: one.when)
    who = latest.who or _("Somebody")
    if timezone.now() - latest.when < JUST_NOW:
        return _("%(user)s saved this record a moment ago.") % {"user": who}
    return _("%(user)s saved this record at %(time)s.") % {
        "user": who,
        "time": time_format(localtime(latest.when), "TIME_FORMAT"),
    }
