"""Lines that allow gaps have their sequence, also when they were loaded from a file or restored."""

from __future__ import annotations

from typing import Any

from setup.numbering import sequences
from setup.numbering.models.lines import COUNTING, NumberSeriesLine


def prepare_sequence(instance: NumberSeriesLine, created: bool, raw: bool, **_: Any) -> None:
    """A line whose counting begins or was changed by hand goes on in its sequence with its next number."""
    if sequences.counts_in_sequence(instance) and (raw or created or COUNTING & instance.diff.keys()):
        sequences.restart(instance)


def drop_sequence(instance: NumberSeriesLine, **_: Any) -> None:
    """A line that is gone leaves no sequence behind."""
    if sequences.are_supported():
        sequences.drop(instance)
