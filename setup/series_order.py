"""In which order number series are locked where one transaction takes from several: that of the contacts last.

Whoever makes a partner takes its number before that of the contact that is made for it. Whoever would come to them in
another order, or wants to keep others from taking numbers, locks them in this one first; else two could wait for
one another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup.models import MarketingSetup
from setup.models.marketing import SERIES
from setup.numbering.undoing import hold

if TYPE_CHECKING:
    from collections.abc import Iterable


def hold_in_order(series: Iterable[str]) -> None:
    """Nobody else takes a number from these series until the transaction ends; see ``hold``."""
    last = MarketingSetup.current().contact_nos_id
    hold(sorted(set(series), key=lambda code: (code == last, code)))


def hold_all() -> None:
    """Nobody else takes a number from a series of Marketing Setup until the transaction ends."""
    setup = MarketingSetup.current()
    named = (getattr(setup, f"{name}_id") for name in SERIES)
    hold_in_order(code for code in named if code is not None)
