"""The pages for what went wrong: what it was, what became of what was typed, and a way on."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.template.defaultfilters import filesizeformat
from django.urls import Resolver404, resolve

from crm.access.sessions import typed_into_form

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Status 500 with a reference that stands in the log beside the error (M28)."""
    reference = secrets.token_hex(4).upper()
    logger.error("Reference %s: %s %s", reference, request.method, request.path)
    page = loader.get_template("500.html").render({"reference": reference})
    return HttpResponse(page, status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 400; 413 with the limit and the actual size where too much was sent."""
    if not isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", status=400)
    sizes: dict[str, Any] = {
        "limit": filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        "size": filesizeformat(request.META.get("CONTENT_LENGTH") or 0),
    }
    return render(request, "413.html", sizes, status=413)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Status 403: the page is older than the session. What was typed is given back to whoever typed it (N2, N19)."""
    logger.warning("CSRF: %s: %s", reason, request.path)
    try:
        typed = typed_into_form(request, resolve(request.path_info).func)
    except Resolver404:
        typed = None
    if typed is not None and not typed.is_by(request.user):
        typed = None
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
