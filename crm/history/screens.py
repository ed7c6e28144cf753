"""The history of a record on its card, and on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from crm.history.models import Action, Change
from crm.history.timeline import timeline
from crm.kit import witness
from crm.kit.addresses import card_url
from crm.kit.cards import Page, Panel, Place, register_page, register_panel
from crm.kit.context import Cause
from crm.kit.models import Record
from crm.kit.notices import register_rest
from crm.kit.permissions import may, require
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db import models

SEEN = 20
"""Changes among which the last one of a field is looked for."""

FOLLOWED = frozenset({Cause.SYNCHRONIZED, Cause.INHERITED})
"""Causes of what nobody typed."""


def latest(record: Record, request: HttpRequest) -> dict[str, Any] | None:
    """What happened to ``record`` last. A few queries for each source, however much there was."""
    if not may(request.user, "view", Change):
        return None
    return {"timeline": timeline(record, request, {}), "title": record.title}


class HistoryScreen(ScreenView):
    """Everything that happened to one record and to its parts, such as the lines of a document."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """A part of it; the part alone for a page that puts it in its own place."""
        require(request.user, "view", Change)
        record = self.record_of(key)
        template = "history/timeline.html" if "HX-Request" in request.headers else "history/record.html"
        return self.render(
            template,
            title=record.title,
            crumbs=self.crumbs(record, pgettext("section", "History")),
            timeline=timeline(record, request, request.GET.dict()),
            back=card_url(record),
        )


def last_change(record: models.Model, names: Iterable[str]) -> witness.Testimony | None:
    """Who changed one of ``names`` last. One query."""
    wanted = set(names)
    for change in Change.objects.of(record).order_by("-pk")[:SEEN]:
        if wanted & change.diff.keys():
            return witness.Testimony(
                change.actor_name, change.at, change.cause not in (Cause.SYNCHRONIZED, Cause.INHERITED)
            )
    return None


def epitaph(model: type[models.Model], key: Any) -> str:
    """When a record was deleted and by whom; blank where nothing is known."""
    rows = Change.objects.filter(model=model._meta.label_lower, object_id=str(key), action=Action.DELETE)
    found = rows.order_by("-pk").first()
    if found is None:
        return ""
    values = {"record": found.title, "date": date_format(localtime(found.at), "SHORT_DATETIME_FORMAT")}
    if not found.actor_name:
        return _("%(record)s was deleted on %(date)s.") % values
    return _("%(user)s deleted %(record)s on %(date)s.") % (values | {"user": found.actor_name})


def changes_url(request: HttpRequest, change_set: UUID) -> str:
    """The page of a change set; blank for who may not read the history."""
    return reverse("change-set", args=[change_set]) if may(request.user, "view", Change) else ""


def register() -> None:
    """Every card ends with its history; every record has a page with all of it."""
    history = pgettext_lazy("section", "History")
    register_panel(Record, Panel(history, "history/panel.html", latest, Place.MAIN, 90, is_latest=True))
    register_page(Record, Page("history", HistoryScreen))
    register_rest(changes_url)
    witness.register(last_change=last_change, epitaph=epitaph)
