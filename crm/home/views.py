"""The home page: cues, charts or what is still to set up, and lists; each part loads and fails on its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.home.order import HomeOrder
from crm.home.today import TODAY
from crm.kit.delimited import download
from crm.kit.overview import chart_called, charts_for, cues_for, panels_for, shown_to
from crm.kit.unit import unit

if TYPE_CHECKING:
    from crm.kit.charts import Chart
    from crm.kit.permissions import User


def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in. A constant number of queries, however much there is."""
    user, order = request.user, HomeOrder(request.user)
    with unit():  # what several parts ask is read once
        panels = panels_for(request)
        changes = shown_to(request, TODAY)
        leading = [one for one in panels if one.panel.leads]
        context = {
            "zones": order.zones,
            "groups": order.groups(cues_for(user)),
            "leading": leading,
            "charts": [] if leading else _charts(user),
            "panels": order.panels([one for one in panels if not one.panel.leads] + ([changes] if changes else [])),
        }
    return TemplateResponse(request, "home.html", context)


def chart(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """The table of a chart as a CSV file."""
    found = chart_called(name, request.user)
    if found is None:
        raise Http404(_("There is no page at this address."))
    rows = [[row.label, *row.plain] for row in found.table]
    return download(found.title, found.heads, rows)


def _charts(user: User) -> list[Chart | None]:
    return [one and replace(one, export_url=reverse("chart", args=[name])) for name, one in charts_for(user)]
