"""Lines that allow gaps have their sequence, also when they were loaded from a file or restored."""

from __future__ import annotations

from typing import Any

from setup.numbering import sequences
from setup.numbering.models.lines import COUNTING, NumberSeriesLine
from setup.numbering.models.series import NumberSeries
from setup.numbering.undoing import hold


def prepare_sequence(instance: NumberSeriesLine, created: bool, raw: bool, **_: Any) -> None:
    """A line whose counting begins or was changed by hand goes on in its sequence with its next number."""
    if sequences.counts_in_sequence(instance) and (raw or created or COUNTING & instance.diff.keys()):
        sequences.restart(instance)


def settle_before_delete(instance: Any, **_: Any) -> None:
    """A line that goes, alone or with its series, shows how far it had come: it may come back."""
    if isinstance(instance, NumberSeriesLine):
        hold([instance.series_id])
    elif isinstance(instance, NumberSeries):
        hold([instance.pk])


def drop_sequence(instance: NumberSeriesLine, **_: Any) -> None:
    """A line that is gone leaves no sequence behind."""
    if sequences.are_supported():
        sequences.drop(instance)
