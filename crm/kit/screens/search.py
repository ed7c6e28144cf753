"""Search everywhere: a fragment, looked up in every list the user may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View

from crm.kit.addresses import card_url, page_url
from crm.kit.candidates import first_of
from crm.kit.display import as_printed
from crm.kit.permissions import may
from crm.kit.screens.declaration import Screens
from crm.kit.screens.paging import order_from
from crm.kit.screens.registry import all_screens
from crm.kit.search import typed_into

if TYPE_CHECKING:
    from crm.kit.permissions import User

SHOWN = 5

PagesFound = Callable[["User", str], list[tuple[str, str]]]


class Hit(NamedTuple):
    """A record that was found."""

    title: str
    url: str
    details: str = ""


class Found(NamedTuple):
    """What one list has; ``list_url`` shows all of it."""

    title: str
    hits: list[Hit]
    has_more: bool = False
    list_url: str = ""


class SearchEverywhere(View):
    """Records and pages. One query for each list that can be searched.

    A number that fits exactly leads straight to its card. Asked for by a page, it answers without the frame.
    """

    pages: PagesFound = staticmethod(lambda user, typed: [])
    """Titles and addresses of the pages that are called like what was typed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The results."""
        typed, is_part = typed_into(request), bool(request.headers.get("HX-Request"))
        lists = [one for one in all_screens() if one.is_found_everywhere and may(request.user, "view", one.model)]
        if typed and not is_part and (exact := _exact(lists, typed)):
            return HttpResponseRedirect(exact)
        found = [_found(one, typed) for one in lists] if typed else []
        pages = Found(_("Pages"), [Hit(*page) for page in self.pages(request.user, typed)] if typed else [])
        context = {"typed": typed, "found": [one for one in [*found, pages] if one.hits]}
        return TemplateResponse(request, "kit/partials/found.html" if is_part else "kit/search.html", context)


def _exact(lists: list[Screens], typed: str) -> str:
    numbered = [one for one in lists if "no" in one.sortable]
    hits = [card_url(row) for one in numbered for row in one.rows().filter(no=typed)]
    return hits[0] if len(hits) == 1 else ""


def _found(screens: Screens, typed: str) -> Found:
    order = order_from(QueryDict(), screens.sortable, screens.default_sort)
    fitting = screens.rows().filter(screens.found_by(typed))
    rows = first_of(fitting, order.column, order.descending, SHOWN + 1, screens.rows())
    hits = [Hit(str(row), card_url(row), _details(row)) for row in rows[:SHOWN]]
    url = f"{page_url(screens.model, 'list')}?{urlencode({'q': typed})}"
    return Found(screens.title, hits, len(rows) > SHOWN, url)


def _details(row: models.Model) -> str:
    parts = (as_printed(name, getattr(row, name, "")) for name in ("company_name", "city", "phone_no", "email"))
    return " · ".join(part for part in parts if part and part != getattr(row, "name", ""))
