"""One gesture for each request that may change something."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from crm.kit.context import Door, gesture

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class GestureMiddleware:
    """What a request changes belongs to the user who sent it, as one change set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE:
            return self.get_response(request)
        door = Door.ADMIN if request.path.startswith(reverse("admin:index")) else Door.FORM
        with gesture(actor=request.user, door=door):
            return self.get_response(request)
