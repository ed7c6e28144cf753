"""Pages of which a script asks for a part only; without one they are whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django.http import HttpRequest

LIST = "list"
"""The part of a list page that its search, filters, order and pages change."""

DIALOG = "list-dialog"
"""The dialog over a list."""


def asks_for(request: HttpRequest, part: str) -> bool:
    """A script wants only that part of the page."""
    return bool(request.headers.get("HX-Request")) and request.headers.get("HX-Target") == part


def is_part(request: HttpRequest) -> bool:
    """A script wants the page without its frame."""
    return bool(request.headers.get("HX-Request"))


def varied(response: HttpResponse) -> HttpResponse:
    """``response``, which caches do not take for the answer to a whole page, or the other way round."""
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def list_at(request: HttpRequest, url: str) -> HttpResponse:
    """The list in the state of ``url`` comes next: into the page where a script asked, else as a page."""
    if not is_part(request):
        return HttpResponseRedirect(url)
    location = {"path": url, "target": f"#{LIST}", "swap": "innerHTML show:none"}
    return HttpResponse(status=204, headers={"HX-Location": json.dumps(location)})
