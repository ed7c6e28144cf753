"""What of a list is meant: the ticked rows, or all that its search and filters let through."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from crm.kit.filters import ListFilters

PICK = "pick"


class Picked(NamedTuple):
    """The rows, and how they were chosen in words; nothing where one of the filters is wrong."""

    rows: models.QuerySet[Any, Any]
    words: list[str]
    complaints: list[str]


class PickingView(ScreenView):
    """A page that a list hands its ticked rows or its filters to, in the address."""

    def rows(self) -> models.QuerySet[Any, Any]:
        """All that there is to choose from."""
        return self.screens.model._default_manager.all()

    most: ClassVar[int] = 500
    """Rows that one gesture changes: each is saved as by itself, with its rules and what follows from them."""

    @cached_property
    def records(self) -> list[Any]:
        """The chosen rows, oldest first; one more than ``most`` where there are more. None where a filter is wrong."""
        return [] if self.picked.complaints else list(self.picked.rows.order_by("pk")[: self.most + 1])

    def objection(self) -> str:
        """Why nothing can be done with what was chosen; blank where it can."""
        if self.picked.complaints:
            return " ".join(self.picked.complaints)
        if len(self.records) > self.most:
            return _("At most %(most)s rows are changed at once.") % {"most": self.most}
        return "" if self.records else _("Tick at least one row.")

    @cached_property
    def picked(self) -> Picked:
        """The chosen rows; all of the list only where its filters make sense, so that nobody gets all by accident."""
        params, rows = self.request.GET, self.rows()
        if PICK in params:
            return Picked(rows.filter(pk__in=_keys(rows.model, params.getlist(PICK))), [], [])
        filters: ListFilters = self.screens.filter_class(params, queryset=rows, request=self.request)
        found = filters.qs
        chips = [f"{chip.label}: {chip.value}" for chip in filters.chips(params)]
        typed = [f"“{params['q']}”"] if params.get("q") else []
        return Picked(found.none() if filters.complaints else found, [*typed, *chips], filters.complaints)


def _keys(model: type[models.Model], ticked: list[str]) -> list[Any]:
    """Those of ``ticked`` that can be keys: numbers, or codes of a reference list."""
    if isinstance(model._meta.pk, models.CharField):
        return [key for key in ticked if "\0" not in key]
    return [int(key) for key in ticked if key.isdecimal() and len(key) < 19]
