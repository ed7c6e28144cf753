"""Sums of documents agree to the cent, whatever the lines (c.5, T4)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.trade.totals import (
    NO_VAT,
    Amount,
    InvoiceDiscount,
    Vat,
    discount_amount,
    discount_percent,
    line_amount,
    part_of,
    rounded,
    totals,
)

D = Decimal
STANDARD, REDUCED, EXEMPT = Vat("VAT22", D(22)), Vat("VAT10", D(10)), Vat("EXEMPT", D(0))

amounts = st.decimals(D("-99999999.99"), D("999999999999.99"), places=2)
lines = st.lists(
    st.builds(
        Amount, amounts, st.sampled_from([NO_VAT, STANDARD, REDUCED, EXEMPT, Vat("X", D("6.37"))]), st.booleans()
    ),
    max_size=30,
)
discounts = st.one_of(
    st.builds(InvoiceDiscount, percent=st.decimals(D(0), D(100), places=3), amount=st.just(D(0))),
    st.builds(InvoiceDiscount, percent=st.just(D(0)), amount=st.decimals(D(0), D(10_000), places=2)),
)


@given(lines, discounts, st.booleans())
def test_lines_specification_and_document_agree_to_the_cent(
    given_lines: list[Amount], discount: InvoiceDiscount, including_vat: bool
) -> None:
    """Net and VAT make gross everywhere, and every column adds up to the document's."""
    found = totals(given_lines, discount=discount, including_vat=including_vat, decimals=2)

    assert [line.net + line.vat for line in found.lines] == [line.gross for line in found.lines]
    for name in ("net", "vat", "gross", "invoice_discount"):
        assert sum((getattr(line, name) for line in found.lines), D(0)) == getattr(found, name)
    taxed = [line for line, one in zip(found.lines, given_lines, strict=True) if one.vat != NO_VAT]
    assert sum((row.base for row in found.specification), D(0)) == sum((line.net for line in taxed), D(0))
    assert sum((row.amount for row in found.specification), D(0)) == found.vat
    assert found.subtotal - found.invoice_discount == (found.gross if including_vat else found.net)
    assert all(line == line.quantize(D("0.01")) for one in found.lines for line in one)


@given(lines, discounts)
def test_vat_is_rounded_once_for_each_identifier(given_lines: list[Amount], discount: InvoiceDiscount) -> None:
    """T4: no row of the specification is off by more than half a cent, however many lines it has."""
    for row in totals(given_lines, discount=discount, including_vat=False, decimals=2).specification:
        assert row.amount == rounded(row.base * row.vat.percent / 100, 2)


@given(lines, st.decimals(D(0), D(100), places=3))
def test_the_invoice_discount_is_a_share_of_what_is_discountable(given_lines: list[Amount], percent: Decimal) -> None:
    """Only lines that allow it take part, and together they give the rounded share."""
    discount = InvoiceDiscount(percent=percent)
    found = totals(given_lines, discount=discount, including_vat=False, decimals=2)

    base = sum((line.amount for line in given_lines if line.discountable), D(0))
    assert found.invoice_discount == rounded(base * percent / 100, 2)
    for line, one in zip(given_lines, found.lines, strict=True):
        assert line.discountable or one.invoice_discount == 0


def test_three_thirds_of_a_cent_make_one() -> None:
    """Per line 0.333 would be rounded to 0.33 three times; the document says 1.00."""
    thirds = [Amount(D("1.51"), STANDARD)] * 3
    found = totals(thirds, including_vat=False, decimals=2)
    assert [line.vat for line in found.lines] == [D("0.33"), D("0.33"), D("0.34")]
    assert found.vat == D("1.00")


def test_prices_including_vat_are_what_the_customer_pays() -> None:
    """The gross total is the sum of the amounts; the net is what is left."""
    found = totals([Amount(D("122.00"), STANDARD), Amount(D("9.99"), STANDARD)], including_vat=True, decimals=2)
    assert (found.gross, found.net, found.vat) == (D("131.99"), D("108.19"), D("23.80"))


def test_a_discount_greater_than_the_document_leaves_nothing() -> None:
    """It never turns a document into a debt of ours."""
    discount = InvoiceDiscount(amount=D(80))
    found = totals([Amount(D("50.00"), STANDARD)], discount=discount, including_vat=False, decimals=2)
    assert (found.invoice_discount, found.gross) == (D("50.00"), D(0))


def test_a_currency_without_decimals() -> None:
    """Yen have no cents."""
    found = totals([Amount(D(333), REDUCED), Amount(D(333), REDUCED)], including_vat=False, decimals=0)
    assert (found.net, found.vat, found.gross) == (D(666), D(67), D(733))


@pytest.mark.parametrize(
    ("quantity", "price", "percent", "amount", "line"),
    [
        ("3", "9.99", "10", "3.00", "26.97"),
        ("1", "0.005", "0", "0", "0.01"),
        ("12.34567", "1.11111", "33.33333", "4.57", "9.15"),
        ("-2", "10", "50", "-10.00", "-10.00"),
        ("0", "10", "50", "0", "0"),
    ],
)
def test_a_line(quantity: str, price: str, percent: str, amount: str, line: str) -> None:
    """Percent gives the amount, and the amount the percent again; the line is rounded before the discount goes off."""
    given = discount_amount(D(quantity), D(price), D(percent), 2)
    assert given == D(amount)
    assert line_amount(D(quantity), D(price), given, 2) == D(line)
    back = discount_percent(D(quantity), D(price), given, 2)
    assert discount_amount(D(quantity), D(price), back, 2) == given


def test_nothing_is_nothing() -> None:
    """A document without lines comes to zero."""
    found = totals([], including_vat=False, decimals=2)
    assert (found.lines, found.gross, found.specification) == ((), D(0), ())


@given(
    st.decimals(D(0), D(10_000), places=2),
    st.lists(st.decimals(D("0.01"), D(99_999), places=2), min_size=1, max_size=12),
)
def test_parts_of_a_discount_make_the_whole(discount: Decimal, parts: list[Decimal]) -> None:
    """c.9: orders that take all of a blanket order get all of its discount, whatever each of them takes."""
    base, before, got = sum(parts, D(0)), D(0), []
    for part in parts:
        got.append(part_of(discount, base, before, part, 2))
        before += part

    assert sum(got, D(0)) == min(discount, base)
    assert all(one >= 0 for one in got)
