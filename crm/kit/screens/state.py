"""The state of a list, taken along to the pages of its records and back again (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from django.http import HttpRequest

FROM = "from"
"""The parameter that holds it."""


def state_of(request: HttpRequest, list_url: str) -> str | None:
    """The query of the list that the user came from, blank for all of it; ``None`` where it was not that list."""
    if FROM in request.GET:
        return request.GET[FROM]
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.query if came_from.path == list_url else None


def with_state(url: str, state: str | None) -> str:
    """``url`` of a page of a record, which then knows the list as well."""
    return url if state is None else f"{url}?{urlencode({FROM: state})}"
