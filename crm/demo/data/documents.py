"""How many documents are written of each kind, and those that are there whatever chance brings."""

from __future__ import annotations

from typing import NamedTuple


class Amount(NamedTuple):
    """So many documents of a kind, written within so many days until today."""

    kind: str
    number: int
    days: int


class Case(NamedTuple):
    """One document that is always there: how many days ago it was written, what became of it, and when it ends.

    ``ends`` counts days from today: until then a quote is valid, or the goods of an order are wanted.
    """

    kind: str
    days: int
    fate: str
    ends: int | None = None


PLAN = (
    Amount("sales_quote", 24, 170),
    Amount("sales_order", 32, 680),
    Amount("sales_blanket", 2, 330),
    Amount("purchase_quote", 8, 150),
    Amount("purchase_order", 18, 680),
    Amount("purchase_blanket", 2, 330),
)
"""Orders made from quotes come besides."""

CASES = (
    Case("sales_quote", 27, "open", ends=3),
    Case("sales_quote", 24, "release", ends=6),
    Case("sales_quote", 40, "release", ends=-5),
    Case("sales_quote", 62, "expire", ends=-21),
    Case("sales_quote", 12, "order", ends=18),
    Case("sales_quote", 10, "print", ends=20),
    Case("sales_quote", 8, "print", ends=22),
    Case("sales_quote", 19, "accept", ends=11),
    Case("sales_quote", 11, "accept", ends=19),
    Case("sales_quote", 33, "cancel", ends=-3),
    Case("sales_order", 16, "release", ends=2),
    Case("sales_order", 28, "release", ends=-6),
    Case("sales_order", 9, "open", ends=5),
    Case("sales_order", 44, "complete", ends=-20),
    Case("sales_order", 37, "cancel", ends=-8),
    Case("sales_blanket", 90, "part"),
    Case("sales_blanket", 50, "release"),
    Case("sales_blanket", 200, "cancel"),
    Case("purchase_quote", 26, "open", ends=4),
    Case("purchase_quote", 13, "release", ends=17),
    Case("purchase_quote", 70, "expire", ends=-30),
    Case("purchase_quote", 15, "order", ends=15),
    Case("purchase_quote", 9, "print", ends=12),
    Case("purchase_quote", 18, "accept", ends=10),
    Case("purchase_quote", 21, "cancel", ends=9),
    Case("purchase_order", 20, "release", ends=1),
    Case("purchase_order", 14, "release", ends=4),
    Case("purchase_order", 11, "open", ends=6),
    Case("purchase_order", 30, "release", ends=-3),
    Case("purchase_order", 47, "release", ends=-12),
    Case("purchase_order", 52, "complete", ends=-24),
    Case("purchase_order", 36, "cancel", ends=-9),
    Case("purchase_blanket", 75, "part"),
    Case("purchase_blanket", 40, "release"),
    Case("purchase_blanket", 180, "cancel"),
)

REFERENCES = ("", "", "Rif. 2026/14", "PO 4711", "Vs. e-mail", "Obra Serrano", "Floor 3")
