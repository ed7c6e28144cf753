"""Lines from a spreadsheet: read and shown first, then put into the grid or, where there are many, stored at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.kit.addresses import card_url
from crm.kit.cards import Page
from crm.kit.permissions import Verb
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.edit import NewScreen
from crm.kit.screens.inlines import inline_sets
from crm.kit.screens.views import ScreenView
from crm.kit.search import normalize
from crm.kit.unit import unit
from partners.trade import adding, spreadsheet
from partners.trade.forms import LineForm
from partners.trade.models import Document
from partners.trade.screens.plan import lines_among

if TYPE_CHECKING:
    from partners.trade.spreadsheet import SheetRow

PASTE = _("Paste lines")
MOST = 5000
"""Rows of one paste."""


class Reading(ScreenView):
    """Rows of a text, each read as a line of a document."""

    def rows(self, document: Document, text: str, start: str) -> list[SheetRow]:
        """The rows. Raises Refused where they are too many."""
        lines = lines_among(inline_sets(self.screens.inlines, document, None))
        form: Any = lines.form
        captions = {normalize(str(form.base_fields[name].label)): name for name in form.base_fields}
        first = start if start in spreadsheet.COLUMNS else spreadsheet.COLUMNS[0]
        cells = spreadsheet.cells_of(text, first, captions)
        if len(cells) > MOST:
            raise Refused(_("At most %(most)s rows are pasted at once.") % {"most": MOST})
        return spreadsheet.read(document, cells, form, lines.form_kwargs["titles"])


class ReadScreen(Reading, NewScreen):
    """Asked by the grid: what was pasted, as cells to be typed. Nothing is stored."""

    verb: ClassVar[Verb] = "view"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Nothing to be looked at."""
        return self.http_method_not_allowed(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The rows with their reasons."""
        draft = self._draft(request.POST)
        assert isinstance(draft, Document)
        draft.kind = draft.made_as
        try:
            rows = self.rows(draft, request.POST.get("text", ""), request.POST.get("start", ""))
        except Refused as refused:
            return JsonResponse({"rows": [], "problem": refused.sentence})
        told = [{"place": row.place, "cells": row.cells, "reason": row.reason} for row in rows]
        return JsonResponse({"rows": told, "problem": ""})


class PasteScreen(Reading):
    """Many lines for a document that exists: the rows are shown, then stored in one go."""

    verb: ClassVar[Verb] = "change"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Where to paste."""
        return self._page(self._document(key), "")

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """What was read; with ``confirm`` what can be read is stored, once."""
        document, text, token = self._document(key), request.POST.get("text", ""), request.POST.get("token", "")
        try:
            rows = self.rows(document, text, request.POST.get("start", ""))
            lines = [row.line for row in rows if row.line is not None and not row.reason]
            if "confirm" not in request.POST or not lines:
                return self._page(document, text, rows)
            with unit():
                url = once.result_of(request, token)
                if not url:
                    adding.add_lines(document, lines)
                    url = card_url(document)
                    once.remember(request, token, url)
                    messages.success(request, _added(len(lines)))
        except Refused as refused:
            return self._page(document, text, rows=None, refused=refused)
        return HttpResponseRedirect(url)

    def _document(self, key: str) -> Document:
        found = self.record_of(key)
        assert isinstance(found, Document)
        return found

    def _page(
        self, document: Document, text: str, rows: list[SheetRow] | None = None, refused: Refused | None = None
    ) -> HttpResponse:
        shown = ("item", "description", "quantity", "unit", "unit_price", "discount_percent")
        labels = LineForm.column_labels(shown)
        return self.render(
            "trade/paste.html",
            status=409 if refused else 200,
            title=document.title,
            heading=PASTE,
            crumbs=self.crumbs(document, str(PASTE)),
            text=text,
            start=self.request.POST.get("start", ""),
            labels=labels,
            rows=[(row, [row.cells.get(name, "") for name in shown]) for row in rows or ()],
            read=sum(1 for row in rows or () if not row.reason),
            asked=rows is not None,
            refused=refused,
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=card_url(document),
        )


def _added(count: int) -> str:
    return ngettext("%(count)s line was added.", "%(count)s lines were added.", count) % {"count": count}


PASTES = (Page("read-lines", ReadScreen, of_list=True), Page("paste", PasteScreen))
