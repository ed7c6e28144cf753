"""The page for what nobody foresaw: says that nothing was saved, and gives a reference to look up."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template import loader

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Status 500 with a reference that stands in the log beside the error (M28)."""
    reference = secrets.token_hex(4).upper()
    logger.error("Reference %s: %s %s", reference, request.method, request.path)
    page = loader.get_template("500.html").render({"reference": reference})
    return HttpResponse(page, status=500)
