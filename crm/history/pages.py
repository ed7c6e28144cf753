"""What the pages of the history have in common: who may open them, and where a page of them begins."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views import View

from crm.history.models import Change
from crm.kit.permissions import require


class HistoryView(View):
    """A page of the history, refused to whoever may not read it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not read the history."""
        require(request.user, "view", Change)
        return super().dispatch(request, *args, **kwargs)


def number_in(after: str) -> int | None:
    """The change that a page begins behind; ``None`` for the first page and for anything that is no number."""
    return int(after) if after.isdecimal() and len(after) < 19 else None
