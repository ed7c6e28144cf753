"""The history of a record on its card, and on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from crm.history.models import Action, Change
from crm.history.reading import read
from crm.kit import witness
from crm.kit.addresses import page_url
from crm.kit.cards import Page, Panel, Place, register_page, register_panel
from crm.kit.models import Record
from crm.kit.permissions import may
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models

SHOWN = 20
PER_PAGE = 50


def latest(record: Record, request: HttpRequest) -> dict[str, Any] | None:
    """The last changes of ``record``, of its parts and of what ties it to others. A few queries, however many."""
    if not may(request.user, "view", Change):
        return None
    found = list(Change.objects.about(record)[: SHOWN + 1])
    return {
        "entries": read(found[:SHOWN], request.user, record),
        "all_url": page_url(type(record), "history", record.pk) if len(found) > SHOWN else "",
    }


class HistoryScreen(ScreenView):
    """Everything that happened to one record and to its parts, such as the lines of a document."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """One page of it, newest first."""
        record = self.record_of(key)
        pages = Paginator(Change.objects.about(record), PER_PAGE)
        page = pages.get_page(request.GET.get("page"))
        return self.render(
            "history/record.html",
            title=record.title,
            crumbs=self.crumbs(record, pgettext("section", "History")),
            entries=read(page.object_list, request.user, record),
            page=page,
        )


def last_change(record: models.Model, names: Iterable[str]) -> witness.Testimony | None:
    """Who changed one of ``names`` last. One query."""
    wanted = set(names)
    for change in Change.objects.of(record).order_by("-pk")[:SHOWN]:
        if wanted & change.diff.keys():
            return witness.Testimony(change.actor_name, change.at)
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


def register() -> None:
    """Every card ends with its history; every record has a page with all of it."""
    register_panel(Record, Panel(pgettext_lazy("section", "History"), "history/panel.html", latest, Place.MAIN, 90))
    register_page(Record, Page("history", HistoryScreen))
    witness.register(last_change=last_change, epitaph=epitaph)
