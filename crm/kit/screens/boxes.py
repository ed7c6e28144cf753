"""One panel of a card by itself: it comes after the card, and where it fails the card stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from crm.kit.addresses import card_url
from crm.kit.attempt import attempt
from crm.kit.cards import panels_of
from crm.kit.screens.cards import Box, box_url
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from django.template.response import TemplateResponse

    from crm.kit.cards import Panel
    from crm.kit.models import Record


class BoxScreen(ScreenView):
    """A panel of a record, as a part of its card or as a page."""

    def get(self, request: HttpRequest, key: str, box: str) -> TemplateResponse:
        """What the panel shows; where that could not be read, a sentence and another try. Never an error."""
        record = self.record_of(key)
        panel = next((one for one in panels_of(type(record)) if one.lazy and one.name == box), None)
        if panel is None:
            raise Http404(_("There is no page at this address."))
        shown, has_failed = self._box(record, panel)
        is_part = bool(request.headers.get("HX-Request"))
        return self.render(
            "kit/partials/box.html" if is_part else "kit/box.html",
            status=503 if has_failed and not is_part else 200,
            title=record.title,
            crumbs=self.crumbs(record, str(panel.title)),
            box=shown,
            has_failed=has_failed,
            card_url=card_url(record),
        )

    def _box(self, record: Record, panel: Panel) -> tuple[Box, bool]:
        url = box_url(record, panel)
        found: tuple[Any] | None = attempt(
            f"box {panel.name} of {record}", lambda: (panel.context(record, self.request),), None
        )
        return Box(panel, found[0] if found else None, url), found is None
