"""Days as people type them (ux 3.4): the same in forms and in filters."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from crm.kit.days import AddressedDayField, ClockField, DayField, MomentField, day_of, moment_of, plain_day

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


@pytest.mark.parametrize(
    ("typed", "day"),
    [("t+3", date(2026, 12, 3)), ("o-30", date(2026, 10, 31)), ("today + 1", date(2026, 12, 1)), ("HOY", TODAY)],
)
def test_days_are_counted_from_today(typed: str, day: date) -> None:
    assert day_of(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "plain"), [("3112", "-12-31"), ("oggi+7", "t+7"), ("2026-01-05", "2026-01-05"), ("x", "")]
)
def test_a_day_stands_in_an_address_in_every_language(typed: str, plain: str) -> None:
    """Days from today stay that, so that a kept address goes with time."""
    assert plain_day(typed).endswith(plain) and bool(plain_day(typed)) is bool(plain)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("1512 9:30", datetime(2026, 12, 15, 9, 30)),
        ("t 0930", datetime(2026, 11, 30, 9, 30)),
        ("15/12/2026 14", datetime(2026, 12, 15, 14)),
        ("t+1", datetime(2026, 12, 1)),
        ("2026-12-15T09:30", datetime(2026, 12, 15, 9, 30)),
    ],
)
def test_a_moment_is_a_day_and_a_time(typed: str, moment: datetime) -> None:
    assert moment_of(typed, TODAY) == timezone.make_aware(moment)


@pytest.mark.parametrize("typed", ["gestern", "t 25:00", "t 9:75", "9:30"])
def test_what_is_no_moment_is_none(typed: str) -> None:
    assert moment_of(typed, TODAY) is None


def test_seconds_are_no_change() -> None:
    """Nobody types them."""
    held = timezone.make_aware(datetime(2026, 12, 15, 9, 30, 17))

    assert not MomentField().has_changed(held, "15/12/2026 09:30")
    assert MomentField().has_changed(held, "15/12/2026 09:31")


def test_a_day_in_an_address_is_shown_as_the_language_writes_it() -> None:
    assert AddressedDayField().prepare_value("2026-12-15") == date(2026, 12, 15)
    assert AddressedDayField().prepare_value("t-7") == "t-7"


@pytest.mark.parametrize(
    ("typed", "clock"), [("9:30", time(9, 30)), ("0930", time(9, 30)), ("9.30", time(9, 30)), ("9", time(9))]
)
def test_a_time_is_typed_shortly(typed: str, clock: time) -> None:
    assert ClockField().clean(typed) == clock
    assert not ClockField().has_changed(clock.replace(second=17), typed)


@pytest.mark.parametrize("typed", ["25", "9:75", "noon"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Enter a valid time"):
        ClockField().clean(typed)
