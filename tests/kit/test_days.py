"""Days as people type them (ux 3.4): the same in forms and in filters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from crm.kit.days import DayField, day_of

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15", date(2026, 11, 15)),
        ("1512", date(2026, 12, 15)),
        ("151226", date(2026, 12, 15)),
        ("15122027", date(2027, 12, 15)),
        ("15-12-26", date(2026, 12, 15)),
        ("15.12.2026", date(2026, 12, 15)),
        (" 5/1 ", date(2026, 1, 5)),
        ("2026-12-05", date(2026, 12, 5)),
        ("t", TODAY),
        ("O", TODAY),
        ("hoy", TODAY),
    ],
)
def test_a_few_digits_or_a_letter_are_a_day(typed: str, day: date) -> None:
    assert day_of(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "x", "31", "310", "3102", "32/12/2026", "15/13", "1-2-3-4", "١٥", "99999999"])
def test_what_is_no_day_is_none(typed: str) -> None:
    """November has 30 days; nothing is rounded."""
    assert day_of(typed, TODAY) is None


def test_where_the_month_is_written_first_it_is_typed_first() -> None:
    with translation.override("en-us"):
        assert day_of("1215", TODAY) == date(2026, 12, 15)
        assert day_of("12/15/26", TODAY) == date(2026, 12, 15)
        assert day_of("15", TODAY) == date(2026, 11, 15)


@pytest.mark.parametrize(("language", "shown"), [("it", "15/12/2026"), ("es", "15/12/2026"), ("en", "15/12/2026")])
def test_the_field_shows_days_as_the_language_writes_them(language: str, shown: str) -> None:
    field: Any = DayField()

    with translation.override(language):
        assert f'value="{shown}"' in field.widget.render("day", date(2026, 12, 15))


def test_the_field_refuses_what_is_no_day() -> None:
    with pytest.raises(ValidationError, match="Enter a valid date"):
        DayField().clean("someday")


def test_a_day_typed_in_another_form_is_no_change() -> None:
    assert not DayField().has_changed(date(2026, 12, 15), "15.12.2026")
