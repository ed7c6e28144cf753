"""The format region of a document decides its dates and separators, within its language (ux 7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from django.utils import translation
from django.utils.formats import get_format, number_format

from crm.kit.amounts import exactly
from partners.trade.models import Document, SalesOrder
from partners.trade.printing.numbers import numbers
from partners.trade.printing.spoken import REGIONS
from partners.trade.totals import rounded
from tests.factories.partners import firm
from tests.factories.setup import LanguageFactory
from tests.factories.trade import document, item
from tests.trade.paper import languages, printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

DAY = date(2026, 5, 3)


def order_in(language: str, region: str) -> Document:
    """An order of the third of May over 1234.5, to be read there."""
    order: Document = document(
        SalesOrder,
        (item("Desk", "1234.5"), 1),
        customer=firm().customer,
        language_id=language,
        format_region=region,
        document_date=DAY,
    )
    return order


@pytest.mark.parametrize(
    ("language", "region", "day", "amount", "word"),
    [
        ("EN", "en-GB", "03/05/2026", "1,234.50", "Quantity"),
        ("EN", "en-US", "05/03/2026", "1,234.50", "Quantity"),
        ("EN", "", "03/05/2026", "1,234.50", "Quantity"),
        ("IT", "it-IT", "03/05/2026", "1.234,50", "Quantità"),
        ("IT", "it-CH", "03.05.2026", "1’234.50", "Quantità"),
        ("ES", "es-ES", "03/05/2026", "1.234,50", "Cantidad"),
        ("ES", "es-MX", "03/05/2026", "1,234.50", "Cantidad"),
        ("IT", "en-US", "03/05/2026", "1.234,50", "Quantità"),
        ("EN", "tlh-XX", "03/05/2026", "1,234.50", "Quantity"),
    ],
)
def test_dates_and_numbers_are_those_of_the_region(
    language: str, region: str, day: str, amount: str, word: str
) -> None:
    languages()

    words = printed(order_in(language, region))

    assert [one for one in (day, amount, word) if one not in words] == [], words


def test_a_language_with_a_country_says_it_where_the_document_does_not() -> None:
    LanguageFactory(code="ENU", tag="en-US")

    order = order_in("ENU", "")
    assert "05/03/2026" in printed(order)

    order.format_region = "en-GB"
    order.save()
    assert "03/05/2026" in printed(order)


@pytest.mark.parametrize("region", REGIONS)
def test_separators_are_those_of_the_common_locale_data(region: str) -> None:
    """Babel is a tool of development; it is not needed to print."""
    signs = Locale.parse(region, sep="-").number_symbols["latn"]

    with translation.override(REGIONS[region]):
        assert (get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")) == (signs["decimal"], signs["group"])


@pytest.mark.parametrize("language", ["en", "it", "es", "it-ch", "es-mx"])
@pytest.mark.parametrize("value", ["0", "-0.5", "1234567.891", "-1234.5", "999.995", "0.00001", "1E+3"])
def test_numbers_are_written_as_django_writes_them(language: str, value: str) -> None:
    """Faster, and not otherwise."""
    number = Decimal(value)

    with translation.override(language):
        for decimals in (0, 2):
            written = numbers(decimals)
            expected = number_format(rounded(number, decimals), decimals, force_grouping=True)
            assert written.amount(number) == expected
            assert written.exactly(number, decimals) == exactly(number, decimals)
