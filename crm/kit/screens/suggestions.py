"""Records that fit what is being typed into a field that takes one: number, name and place of each (3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from crm.kit.candidates import first_of
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from crm.kit.models import Record

MOST = 8
LEAST_TYPED = 2


class SuggestionsScreen(ScreenView):
    """A few records for a field; the list, searched, for whoever opens the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The records whose number or name holds what was typed, in the order of their list. One query."""
        typed = request.GET.get("q", "").strip()
        if not request.headers.get("HX-Request"):
            return HttpResponseRedirect(f"{self.list_url}?{urlencode({'q': typed})}")
        return self.render(
            "kit/partials/suggestions.html", suggested=[(one.no, _told(one)) for one in self._fitting(typed)]
        )

    def _fitting(self, typed: str) -> list[Any]:
        if len(typed) < LEAST_TYPED:
            return []
        rows = self.screens.model._default_manager.filter(self.screens.found_by(typed))
        return first_of(rows, self.screens.sortable[self.screens.default_sort.removeprefix("-")], False, MOST)


def _told(record: Record) -> str:
    parts = (getattr(record, name, "") for name in ("name", "city"))
    return " · ".join(filter(None, parts)) or record.title
