"""Items that fit what is being typed into a line."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from crm.kit.cards import Page
from crm.kit.refusal import Refused
from crm.kit.screens.views import ScreenView
from crm.kit.search import matching, typed_into
from partners.trade import blocks
from partners.trade.kinds import NATURES
from partners.trade.models import Item

SHOWN = 20


class SuggestScreen(ScreenView):
    """Numbers with their names; those that are blocked for the document say so."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """The first ones by number. One query, none before anything is typed."""
        typed = typed_into(request)
        rows = Item.objects.filter(matching(typed)).order_by("no")[:SHOWN] if typed else ()
        return JsonResponse(
            {"items": [{"no": row.no, "name": _said(row, request.GET.get("kind", ""))} for row in rows]}
        )


def _said(item: Item, kind: str) -> str:
    if kind in NATURES:
        try:
            blocks.check_item(item, NATURES[kind])
        except Refused:
            return f"{item.name} ({item.get_blocked_display()})"
    return item.name


SUGGEST = Page("suggest", SuggestScreen, of_list=True)
