"""What an undo means for the settings: number series are locked in their order, and the rules are read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crm.history.standing import sliced
from crm.history.undo import Room
from setup.models import FieldPolicy, MarketingSetup
from setup.numbering import undoing as numbering
from setup.numbering.models import NumberSeriesLine
from setup.rules import renew_revision
from setup.series_order import hold_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.kit.models import Record


class Settings(Room):
    """Number series and rules of synchronization."""

    def lock(self, touched: Sequence[tuple[type[Record], Any]]) -> None:
        """Nobody takes a number from a series with a line among ``touched`` until the transaction ends."""
        lines = [pk for model, pk in touched if model is NumberSeriesLine]
        series: set[str] = set()
        for some in sliced(lines):
            series |= set(NumberSeriesLine._base_manager.filter(pk__in=some).values_list("series", flat=True))
        if series:
            hold_in_order(series)

    def follow(self, gone: Sequence[Record], standing: Sequence[Record]) -> Sequence[str]:
        """Sequences agree with their lines; setup and policies that were undone are in force everywhere."""
        if any(isinstance(record, (FieldPolicy, MarketingSetup)) for record in (*gone, *standing)):
            renew_revision()
        return numbering.follow(gone, standing)
