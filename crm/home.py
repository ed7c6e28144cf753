"""Home: what waits to be done, what the numbers say, and what happened last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.models import Contact
from crm.history.models import Change
from crm.history.reading import Entry, read
from crm.kit.addresses import card_url, page_url
from crm.kit.delimited import download
from crm.kit.overview import Cue, CueGroup, chart_called, charts_for, cues_for, panels_for
from crm.kit.permissions import may
from crm.kit.screens.paging import total_of
from crm.kit.screens.search import SearchEverywhere
from crm.kit.unit import unit
from partners.filters import PartnerFilters
from partners.models import BankAccount, Customer, Partner, Vendor
from setup.numbering.models import NumberSeries
from setup.numbering.outlook import running_out

if TYPE_CHECKING:
    from crm.kit.models import Record

LATEST = 10


class Ending(NamedTuple):
    """A number series that runs out."""

    title: str
    url: str
    left: int


def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in. A constant number of queries, however much there is."""
    with unit():  # what several parts ask is read once
        context = {
            "groups": [*cues_for(request.user), *_cards(request)],
            "charts": [replace(one, export_url=reverse("chart", args=[n])) for n, one in charts_for(request.user)],
            "panels": panels_for(request),
            "endings": _endings(request),
            "changes": _latest(request),
        }
    return TemplateResponse(request, "home.html", context)


def chart(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """The table of a chart as a CSV file."""
    found = chart_called(name, request.user)
    if found is None:
        raise Http404(_("There is no page at this address."))
    rows = [[row.label, *row.plain] for row in found.table]
    return download(found.title, found.heads, rows)


def _cards(request: HttpRequest) -> list[CueGroup]:
    cues = [*_counts(request), *_without_contact(request)]
    return [CueGroup(pgettext("section", "Cards"), cues)] if cues else []


def _counts(request: HttpRequest) -> list[Cue]:
    models: tuple[type[Record], ...] = (Contact, Customer, Vendor, BankAccount)
    return [
        Cue(str(model._meta.verbose_name_plural), total_of(model._default_manager.all()), page_url(model, "list"))
        for model in models
        if may(request.user, "view", model)
    ]


def _without_contact(request: HttpRequest) -> list[Cue]:
    labels: dict[type[Partner], str] = {
        Customer: _("Customers without contact"),
        Vendor: _("Vendors without contact"),
        BankAccount: _("Bank accounts without contact"),
    }
    return [
        Cue(
            label,
            total_of(PartnerFilters.without_contact(model._default_manager.all())),
            f"{page_url(model, 'list')}?linked=false",
            attention=True,
        )
        for model, label in labels.items()
        if may(request.user, "view", model)
    ]


def _latest(request: HttpRequest) -> list[Entry]:
    if not may(request.user, "view", Change):
        return []
    return read(Change.objects.order_by("-pk")[:LATEST], request.user)


def _endings(request: HttpRequest) -> list[Ending]:
    if not may(request.user, "view", NumberSeries):
        return []
    return [Ending(one.series.title, card_url(one.series), one.left or 0) for one in running_out()]


urlpatterns = [
    path("", home, name="home"),
    path("charts/<slug:name>/", chart, name="chart"),
    path("search/", SearchEverywhere.as_view(), name="search-everywhere"),
]
