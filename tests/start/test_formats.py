"""Dates and numbers look the way each language writes them."""

import datetime
from decimal import Decimal

import pytest
from django.utils import formats, translation

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("language", "number", "long_date"),
    [
        ("it", "1.234,56", "3 maggio 2026"),
        ("es", "1.234,56", "3 de mayo de 2026"),
        ("en", "1,234.56", "3 may 2026"),
    ],
)
def test_each_language_has_its_number_and_long_date(language: str, number: str, long_date: str) -> None:
    day = datetime.date(2026, 5, 3)

    with translation.override(language):
        assert formats.number_format(Decimal("1234.56"), force_grouping=True) == number
        assert formats.date_format(day, "DATE_FORMAT").lower() == long_date


@pytest.mark.parametrize("language", ["it", "es", "en"])
def test_short_dates_are_day_first_weeks_begin_on_monday_times_have_24_hours(language: str) -> None:
    moment = datetime.datetime(2026, 5, 3, 15, 4)

    with translation.override(language):
        assert formats.date_format(moment, "SHORT_DATETIME_FORMAT") == "03/05/2026 15:04"
        assert formats.time_format(moment.time(), "TIME_FORMAT") == "15:04"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
