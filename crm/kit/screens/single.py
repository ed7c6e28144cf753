"""Where the list of other records would be: the only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseRedirect

from crm.kit.addresses import card_url
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from crm.kit.single import SingleRecord


class SingleScreen(ScreenView):
    """To the card of the only record, which is made where it is missing."""

    def get(self, request: HttpRequest) -> HttpResponseRedirect:
        """There is no list of one."""
        model: type[SingleRecord] = self.screens.model  # type: ignore[assignment]
        return HttpResponseRedirect(card_url(model.current()))
