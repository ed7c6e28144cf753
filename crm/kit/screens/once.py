"""A form that is sent twice makes one record (N1)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.models import Session
from django.http import HttpRequest

KEY = "sent_forms"
KEPT = 50


def new_token() -> str:
    """A token for a form about to be shown."""
    return secrets.token_urlsafe(12)


def token_of_sending(request: HttpRequest) -> str:
    """A token that the same form sent with the same content has again. What it was opened with is signed anew each time
    a page is shown, so that the same typed into a fresh page is something else.
    """
    sent = [(name, values) for name, values in sorted(request.POST.lists()) if name != "csrfmiddlewaretoken"]
    return hashlib.sha256(repr((request.path, sent)).encode()).hexdigest()[:16]


def result_of(request: HttpRequest, token: str) -> str:
    """Where the first sending of the form led; blank where this is the first.

    Must be called in a transaction: a second sending waits here until the first one is through.
    """
    found: str = _stored(request).get(KEY, {}).get(token, "")
    return found


def remember(request: HttpRequest, token: str, url: str) -> None:
    """A second sending of the form leads to ``url``. Must be called in the transaction of ``result_of``."""
    sent = {**_stored(request).get(KEY, {}), token: url}
    request.session[KEY] = dict(list(sent.items())[-KEPT:])
    request.session.save()


def _stored(request: HttpRequest) -> Mapping[str, Any]:
    key = request.session.session_key
    row = Session.objects.select_for_update().filter(pk=key).first() if key else None
    return row.get_decoded() if row is not None else request.session
