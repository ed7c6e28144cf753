"""What of a list is meant: the ticked rows, or all that its search and filters let through."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from django.db import models

    from crm.kit.filters import ListFilters

PICK = "pick"


class Picked(NamedTuple):
    """The rows, and how they were chosen in words; nothing where one of the filters is wrong."""

    rows: models.QuerySet[Any, Any]
    words: list[str]
    complaints: list[str]


class PickingView(ScreenView):
    """A page that a list hands its ticked rows or its filters to, in the address."""

    @cached_property
    def picked(self) -> Picked:
        """The chosen rows; all of the list only where its filters make sense, so that nobody gets all by accident."""
        params, rows = self.request.GET, self.screens.model._default_manager.all()
        keys = [int(key) for key in params.getlist(PICK) if key.isdecimal() and len(key) < 19]
        if PICK in params:
            return Picked(rows.filter(pk__in=keys), [], [])
        filters: ListFilters = self.screens.filter_class(params, queryset=rows, request=self.request)
        found = filters.qs
        chips = [f"{chip.label}: {chip.value}" for chip in filters.chips(params)]
        typed = [f"“{params['q']}”"] if params.get("q") else []
        return Picked(found.none() if filters.complaints else found, [*typed, *chips], filters.complaints)
