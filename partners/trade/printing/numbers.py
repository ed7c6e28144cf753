"""Numbers as the reader of a document writes them: what Django's own functions say, without asking anew for each."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import get_format

from crm.kit.amounts import shown_places
from partners.trade.totals import rounded


class Numbers(NamedTuple):
    """The signs of a language, for a document whose amounts have ``decimals`` places."""

    decimals: int
    signs: dict[int, str]

    def amount(self, value: Decimal) -> str:
        """``value`` in the currency of the document."""
        return self._written(rounded(value, self.decimals), self.decimals)

    def exactly(self, value: Decimal, least: int = 0) -> str:
        """``value`` without zeros at its end beyond ``least`` decimal places."""
        return self._written(value, shown_places(value, least))

    def _written(self, value: Decimal, places: int) -> str:
        return f"{value:,.{places}f}".translate(self.signs)


def numbers(decimals: int) -> Numbers:
    """As the active language writes them."""
    signs = {",": str(get_format("THOUSAND_SEPARATOR")), ".": str(get_format("DECIMAL_SEPARATOR"))}
    return Numbers(decimals, str.maketrans(signs))
