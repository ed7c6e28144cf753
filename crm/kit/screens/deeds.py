"""What can be done with a row of a list: the menu beside it, and a page of the same without a script (3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.kit.addresses import card_url, page_url
from crm.kit.screens import partly
from crm.kit.screens.cards import buttons_of, delete_url_of
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class DeedsScreen(ScreenView):
    """The actions of a record as its card has them, without the way over the card."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The menu; as many queries as the obstacles of the actions take."""
        record = self.record_of(key)
        response = self.render(
            "kit/partials/deeds.html" if partly.is_part(request) else "kit/deeds.html",
            crumbs=self.crumbs(record),
            title=record.title,
            record=record,
            card_url=self.near(card_url(record)),
            preview_url=page_url(type(record), "preview", record.pk),
            edit_url=self.near(page_url(type(record), "edit", record.pk)) if not self.screens.is_kept else "",
            actions=buttons_of(record, request.user),
            delete_url=delete_url_of(record, self.screens),
        )
        return partly.varied(response)
