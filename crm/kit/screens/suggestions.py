"""Records that fit what is being typed into a field that takes one: number, name and place of each (3.4)."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from crm.kit.addresses import page_url
from crm.kit.blocking import why_blocked
from crm.kit.candidates import first_of
from crm.kit.recency import looked_at
from crm.kit.screens.views import ScreenView

MOST = 8
LEAST_TYPED = 2


class Suggested(NamedTuple):
    """A record in the list below a field: its number, what tells it from others, and why it cannot be chosen."""

    no: str
    name: str
    words: str
    obstacle: str


class SuggestionsScreen(ScreenView):
    """A few records for a field; the list, searched, for whoever opens the address, or the record of a number."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The records whose number or name holds what was typed, in the order of their list; blocked ones say why.

        Where nothing was typed, those looked at last. One query, two for the latter.
        """
        typed = request.GET.get("q", "").strip()
        if not request.headers.get("HX-Request"):
            chosen = self.screens.model._default_manager.filter(**{"no": request.GET.get("no", "")}).first()
            if chosen is not None:
                return HttpResponseRedirect(page_url(self.screens.model, "card", chosen.pk))
            typed = typed or request.GET.get("no", "")
            return HttpResponseRedirect(f"{self.list_url}?{urlencode({'q': typed})}")
        return self.render("kit/partials/suggestions.html", suggested=[_suggested(one) for one in self._fitting(typed)])

    def _fitting(self, typed: str) -> list[Any]:
        if not typed:
            return looked_at(self.request.user, self.screens.model, MOST)
        if len(typed) < LEAST_TYPED:
            return []
        rows = self.screens.model._default_manager.filter(self.screens.found_by(typed))
        return first_of(rows, self.screens.sortable[self.screens.default_sort.removeprefix("-")], False, MOST)


def _suggested(record: Any) -> Suggested:
    name = getattr(record, "name", "") or record.title
    words = [record.no, *(getattr(record, column, "") for column in ("city", "vat_registration_no"))]
    return Suggested(record.no, name, " · ".join(filter(None, words)), why_blocked(record))
