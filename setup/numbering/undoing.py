"""What an undo means for number series: lines say how far they have come, and their sequences agree (ruling 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup.numbering import sequences
from setup.numbering.models import NumberSeriesLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crm.kit.models import Record


def hold(series: Iterable[str]) -> None:
    """Nobody takes a number from these series until the transaction ends, and their lines show what was taken.

    Locks series after series in the order given: that in which one transaction takes from several. A few queries
    for each line.
    """
    for code in series:
        NumberSeriesLine.hold(code, no_key=False)
        for line in NumberSeriesLine._base_manager.filter(series=code, allow_gaps=True).order_by("pk"):
            sequences.settle(line)


def follow(gone: Sequence[Record], standing: Sequence[Record]) -> list[str]:
    """Sequences go on where their lines now say, and are gone where those are."""
    for line in standing:
        if isinstance(line, NumberSeriesLine) and sequences.counts_in_sequence(line):
            sequences.restart(line)
    for line in gone:
        if isinstance(line, NumberSeriesLine) and sequences.are_supported():
            sequences.drop(line)
    return []
