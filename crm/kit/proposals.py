"""What one typed value proposes for other fields of its form, as a post code does for city, county and country."""

from __future__ import annotations

import json
from typing import NamedTuple


class Proposal(NamedTuple):
    """Values by field, and how people read them. ``automatic`` ones are filled in at once: nothing stands there yet."""

    words: str
    values: dict[str, str]
    automatic: bool = False

    @property
    def packed(self) -> str:
        """``values`` for the script that fills them in."""
        return json.dumps(self.values)
