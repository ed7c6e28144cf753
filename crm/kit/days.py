"""Days as people type them: a few digits, with or without what stands between them, or a letter for today (3.4)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import get_format

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = frozenset({"t", "today", "o", "oggi", "h", "hoy"})
"""What stands for today, in any language."""

DIGITS = re.compile(r"\d{1,2}|\d{4}|\d{6}|\d{8}", re.ASCII)
PARTS = re.compile(r"(\d{1,2})[-./ ](\d{1,2})(?:[-./ ](\d{2}|\d{4}))?", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def day_of(typed: str, today: date | None = None) -> date | None:
    """The day that ``typed`` stands for; ``None`` where it stands for none.

    ``15`` is in this month, ``1512`` and ``15/12`` in this year; what has a year has two or four digits of it. Where
    the language writes the month first, so do the digits.
    """
    today, text = today or timezone.localdate(), " ".join(typed.split()).lower()
    if text in TODAY:
        return today
    if found := ISO.fullmatch(text):
        return _day(*map(int, found.groups()))
    parts = _pairs(text) if DIGITS.fullmatch(text) else [part for part in _between(text) if part]
    if not parts:
        return None
    numbers = [*map(int, parts)]
    if len(numbers) > 1 and _month_first():
        numbers[:2] = reversed(numbers[:2])
    day, month, year = (*numbers, *(0, today.month, today.year)[len(numbers) :])
    return _day(_century(year, today), month, day)


class DayField(forms.DateField):
    """A day, typed in whatever short form; shown as the language writes days."""

    widget = forms.DateInput
    is_day = True
    """A calendar stands beside it."""

    def to_python(self, value: Any) -> date | None:
        """The day that was meant. Raises ValidationError for none."""
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        day = day_of(value)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """``data-day`` says in which order a calendar writes what was picked."""
        return super().widget_attrs(widget) | {"autocomplete": "off", "data-day": get_format("SHORT_DATE_FORMAT")}


def _pairs(digits: str) -> Sequence[str]:
    if len(digits) <= 2:
        return [digits]
    return [digits[:2], digits[2:4], *([digits[4:]] if len(digits) > 4 else [])]


def _between(text: str) -> Sequence[str]:
    found = PARTS.fullmatch(text)
    return found.groups() if found else ()


def _month_first() -> bool:
    return str(get_format("SHORT_DATE_FORMAT")).lower().startswith(("m", "n"))


def _century(year: int, today: date) -> int:
    """Two digits mean the year of this century."""
    return year if year > 99 else today.year // 100 * 100 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
