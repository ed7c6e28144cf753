"""The arithmetic of documents: pure, exact, in the document's currency (c.5, decisions T4).

Whatever is rounded is rounded once, over the document or over one VAT identifier, and handed out to the lines in their
order: each line gets what the rounded running total grew by. So the lines always add up to the document.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class Vat(NamedTuple):
    """What a line is taxed with. Lines with the same identifier have the same percentage."""

    identifier: str
    percent: Decimal


NO_VAT = Vat("", ZERO)


@dataclass(frozen=True)
class Amount:
    """A line's amount, its own discount deducted; ``discountable``: it takes part in the invoice discount."""

    amount: Decimal
    vat: Vat = NO_VAT
    discountable: bool = True


class InvoiceDiscount(NamedTuple):
    """A share of what is discountable, or an amount of its own."""

    percent: Decimal = ZERO
    amount: Decimal = ZERO


NO_DISCOUNT = InvoiceDiscount()


class LineTotals(NamedTuple):
    """What a line comes to. ``net`` and ``gross`` are after the invoice discount."""

    invoice_discount: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal


class VatTotals(NamedTuple):
    """One row of the VAT specification."""

    vat: Vat
    base: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Totals:
    """What a document comes to. The lines are in the order in which they were given."""

    lines: tuple[LineTotals, ...]
    subtotal: Decimal
    invoice_discount: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    specification: tuple[VatTotals, ...]


def rounded(value: Decimal, decimals: int) -> Decimal:
    """``value`` to so many decimal places; a half goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def discount_amount(quantity: Decimal, unit_price: Decimal, percent: Decimal, decimals: int) -> Decimal:
    """What a discount of ``percent`` on a line is worth."""
    return rounded(rounded(quantity * unit_price, decimals) * percent / HUNDRED, decimals)


def discount_percent(quantity: Decimal, unit_price: Decimal, amount: Decimal, decimals: int) -> Decimal:
    """How many percent of a line a discount of ``amount`` is, to five places; of a line without value, none."""
    full = rounded(quantity * unit_price, decimals)
    return rounded(amount * HUNDRED / full, 5) if full else ZERO


def line_amount(quantity: Decimal, unit_price: Decimal, discount: Decimal, decimals: int) -> Decimal:
    """Quantity times price, rounded, less the line's own discount as an amount."""
    return rounded(quantity * unit_price, decimals) - discount


def part_of(given: Decimal, base: Decimal, before: Decimal, now: Decimal, decimals: int) -> Decimal:
    """Of a discount ``given`` on ``base`` what goes to a part worth ``now``, after parts worth ``before`` got theirs.

    Parts that make up ``base`` together get exactly ``given``, and never more than they are worth together.
    """
    if base <= 0:
        return ZERO
    most = min(given, base)
    return rounded(most * (before + now) / base, decimals) - rounded(most * before / base, decimals)


def totals(
    lines: Sequence[Amount], *, discount: InvoiceDiscount = NO_DISCOUNT, including_vat: bool, decimals: int
) -> Totals:
    """What the lines come to together; ``including_vat`` says what their amounts are.

    ``net + vat == gross`` for the document, each line and each row of the specification, and each column of lines adds
    up to the document's. VAT is rounded per identifier over the document. The invoice discount never exceeds what is
    discountable.
    """
    discounts = _discounts(lines, discount, decimals)
    amounts = [line.amount - given for line, given in zip(lines, discounts, strict=True)]
    taxes = _taxes(lines, amounts, including_vat=including_vat, decimals=decimals)
    each = tuple(
        LineTotals(given, amount - tax, tax, amount) if including_vat else LineTotals(given, amount, tax, amount + tax)
        for given, amount, tax in zip(discounts, amounts, taxes, strict=True)
    )
    return Totals(
        each,
        subtotal=sum((line.amount for line in lines), ZERO),
        invoice_discount=sum(discounts, ZERO),
        net=sum((line.net for line in each), ZERO),
        vat=sum(taxes, ZERO),
        gross=sum((line.gross for line in each), ZERO),
        specification=_specification(lines, each),
    )


def _discounts(lines: Sequence[Amount], discount: InvoiceDiscount, decimals: int) -> list[Decimal]:
    """Each line's share of the invoice discount, in proportion to its amount."""
    shares = [line.amount if line.discountable else ZERO for line in lines]
    base = sum(shares, ZERO)
    wanted = discount.amount or rounded(base * discount.percent / HUNDRED, decimals)
    most = base if abs(wanted) > abs(base) else wanted
    if not base or not most:
        return [ZERO] * len(lines)
    return _handed_out(shares, most / base, decimals)


def _taxes(lines: Sequence[Amount], amounts: Sequence[Decimal], *, including_vat: bool, decimals: int) -> list[Decimal]:
    places: dict[Vat, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        places[line.vat].append(place)
    taxes = [ZERO] * len(lines)
    for vat, own in places.items():
        factor = vat.percent / (HUNDRED + vat.percent) if including_vat else vat.percent / HUNDRED
        for place, tax in zip(own, _handed_out([amounts[place] for place in own], factor, decimals), strict=True):
            taxes[place] = tax
    return taxes


def _handed_out(parts: Iterable[Decimal], factor: Decimal, decimals: int) -> list[Decimal]:
    """Of each part so much that together they are ``factor`` times the sum, rounded once."""
    running = given = ZERO
    found = []
    for part in parts:
        running += part
        found.append(rounded(running * factor, decimals) - given)
        given += found[-1]
    return found


def _specification(lines: Sequence[Amount], each: Sequence[LineTotals]) -> tuple[VatTotals, ...]:
    """By identifier, in the order in which they first appear; lines without any are left out."""
    sums: dict[Vat, tuple[Decimal, Decimal]] = {}
    for line, found in zip(lines, each, strict=True):
        if line.vat != NO_VAT:
            base, tax = sums.get(line.vat, (ZERO, ZERO))
            sums[line.vat] = base + found.net, tax + found.vat
    return tuple(VatTotals(vat, base, tax) for vat, (base, tax) in sums.items())
