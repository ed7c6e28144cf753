"""One gesture for each request that may change something."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from crm.history import offering
from crm.kit.context import Door, gesture

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class GestureMiddleware:
    """What a request changes belongs to the user who sent it, as one change set; its notice offers to take it back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE:
            return self.get_response(request)
        if request.path.startswith(reverse("admin:index")):
            with gesture(actor=request.user, door=Door.ADMIN):
                return self.get_response(request)
        with gesture(actor=request.user, door=Door.FORM), offering.watching() as written:
            response = self.get_response(request)
        if written.rows and response.status_code < 400:
            offering.offer(request, written)
        return response
