"""A record beside its list: what its card says first, what belongs to it, and what happened last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from crm.kit.addresses import card_url
from crm.kit.cards import Place, panels_of
from crm.kit.screens import partly
from crm.kit.screens.cards import Box, boxes_of, sections_of
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from crm.kit.models import Record

SECTIONS = 2


class PreviewScreen(ScreenView):
    """To look at only. A script shows it at the right of the list; its address is a page too."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The first sections, and the panels that stand beside the card."""
        record = self.record_of(key)
        sections = [one for one in sections_of(record, self.screens.card, request) if not one.folded]
        response = self.render(
            "kit/partials/preview.html" if partly.is_part(request) else "kit/preview.html",
            crumbs=self.crumbs(record),
            title=record.title,
            kind=record._meta.verbose_name,
            record=record,
            chip=self.screens.chip(record),
            sections=sections[:SECTIONS],
            boxes=[*boxes_of(record, request, Place.ASIDE), *latest_of(record, request)],
            card_url=card_url(record),
        )
        return partly.varied(response)


def latest_of(record: Record, request: HttpRequest) -> Iterator[Box]:
    """The panels of the card that say what happened last."""
    for panel in panels_of(type(record)):
        variables = panel.context(record, request) if panel.is_latest else None
        if variables is not None:
            yield Box(panel, variables)
