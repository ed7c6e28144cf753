"""What a check found."""

from __future__ import annotations

from typing import NamedTuple


class Checked(NamedTuple):
    """A value as it is to be stored, and a sentence about what is wrong with it, ``None`` where nothing is.

    A problem that ``blocks`` is an error. Any other is a doubt: it warns, and the value can be saved anyway.
    """

    value: str
    problem: str | None = None
    blocks: bool = False

    @property
    def is_doubtful(self) -> bool:
        """The value may be saved, but somebody should look at it first."""
        return self.problem is not None and not self.blocks
