"""Pages speak the language that their reader chose."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


class DeskMiddleware:
    """The language of the desk wins over the one that the browser asks for. Stands below authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        desk = getattr(request.user, "desk", None)
        if desk is not None and desk.language:
            translation.activate(desk.language)
            request.LANGUAGE_CODE = desk.language
        return self.get_response(request)
