"""The bell: what waits for this person, of all that home counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import pgettext

from crm.kit.overview import Cue, cues_for
from crm.kit.screens.views import Crumb
from crm.kit.unit import unit


def waiting(request: HttpRequest) -> list[Cue]:
    """The numbers that ask somebody to look. As many queries as the cues of home take."""
    with unit():
        return [cue for group in cues_for(request.user) for cue in group.cues if cue.asks]


def attention(request: HttpRequest) -> HttpResponse:
    """They, each leading to its list; without the frame where a page asks for it to show it over itself."""
    title = pgettext("navigation", "Needs attention")
    template = "desk/bell.html" if request.headers.get("HX-Request") else "desk/attention.html"
    return TemplateResponse(request, template, {"title": title, "crumbs": [Crumb(title)], "cues": waiting(request)})


def attention_count(request: HttpRequest) -> HttpResponse:
    """How many there are."""
    return HttpResponse(str(len(waiting(request))), content_type="text/plain")
