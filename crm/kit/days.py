"""Days as people type them: a few digits, with or without what stands between them, or a letter for today (3.4).

The one field and the one control for days, in forms and in filters.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from crm.kit.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

TODAY = frozenset({"t", "today", "o", "oggi", "h", "hoy"})
"""What stands for today, in any language."""

RELATIVE = re.compile(rf"({'|'.join(sorted(TODAY))})(?: ?([+-]) ?(\d{{1,4}}))?", re.ASCII)
"""Today, or so many days from it: ``t``, ``t+3``, ``oggi-7``."""

DIGITS = re.compile(r"\d{1,2}|\d{4}|\d{6}|\d{8}", re.ASCII)
PARTS = re.compile(r"(\d{1,2})[-./ ](\d{1,2})(?:[-./ ](\d{2}|\d{4}))?", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
BETWEEN = re.compile(r"(?<=\d)T(?=\d)")
TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?", re.ASCII)


def day_of(typed: str, today: date | None = None) -> date | None:
    """The day that ``typed`` stands for; ``None`` where it stands for none.

    ``t`` is today, ``t+3`` in three days, ``15`` is in this month, ``1512`` and ``15/12`` in this year; what has a
    year has two or four digits of it. Where the language writes the month first, so do the digits.
    """
    today, text = today or timezone.localdate(), " ".join(typed.split()).lower()
    if found := RELATIVE.fullmatch(text):
        return _from_today(today, int(f"{found[2] or ''}{found[3] or 0}"))
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


def plain_day(typed: str) -> str:
    """``typed`` as it stands in an address, in every language: ``2026-12-31``, or ``t-7``; blank for no day."""
    text = " ".join(typed.split()).lower()
    if found := RELATIVE.fullmatch(text):
        return f"t{found[2] or ''}{found[3] or ''}"
    day = day_of(typed)
    return day.isoformat() if day is not None else ""


def moment_of(typed: str, today: date | None = None) -> datetime | None:
    """The moment that ``typed`` stands for, here where we are: a day and a time as in ``1512 9:30`` or ``t 0930``.

    A day alone is its beginning; what browsers write for themselves is understood too. ``None`` for no moment.
    """
    said, _blank, clock = " ".join(BETWEEN.sub(" ", typed).split()).rpartition(" ")
    found = TIME.fullmatch(clock) if said else None
    if found is None:
        said, hours, minutes = typed, 0, 0
    else:
        hours, minutes = int(found[1]), int(found[2] or 0)
    day = day_of(said, today)
    if day is None or hours > 23 or minutes > 59:
        return None
    return timezone.make_aware(datetime.combine(day, time(hours, minutes)))


def calendar_button(label: object = "") -> SafeString:
    """The button that opens a calendar beside a day; without a script it is not there."""
    words = _("Choose a day: %(field)s") % {"field": label} if label else _("Choose a day")
    named = (
        '<button class="button quiet" type="button" data-calendar title="Alt+↓">{}<span class="away">{}</span></button>'
    )
    return format_html(named, icon("calendar"), words)


def day_format() -> str:
    """In which order a calendar writes what was picked: ``d/m/Y``."""
    return str(get_format("SHORT_DATE_FORMAT"))


class DayInput(forms.DateInput):
    """What a day is typed into, with a calendar beside it; without its button where there is no room for one."""

    def __init__(self, label: object = "", *, has_button: bool = True) -> None:
        super().__init__({"autocomplete": "off"})
        self.label, self.has_button = label, has_button

    def build_attrs(self, *args: Any, **options: Any) -> dict[str, Any]:
        """``data-day`` says in which order a calendar writes what was picked."""
        return super().build_attrs(*args, **options) | {"data-day": day_format()}

    def render(self, *args: Any, **options: Any) -> SafeString:
        """The input and its button."""
        drawn = super().render(*args, **options)
        return (
            format_html('<div class="day-input">{}{}</div>', drawn, calendar_button(self.label))
            if self.has_button
            else drawn
        )


class MomentInput(DayInput):
    """What a day and a time are typed into; picking another day leaves the time."""

    def build_attrs(self, *args: Any, **options: Any) -> dict[str, Any]:
        """A calendar is told that a time follows."""
        return super().build_attrs(*args, **options) | {"data-moment": "yes"}

    def format_value(self, value: Any) -> str | None:
        """To the minute, as the language writes it."""
        if not isinstance(value, datetime):
            return super().format_value(value)
        return date_format(value, "SHORT_DATETIME_FORMAT")


class DayField(forms.DateField):
    """A day, typed in whatever short form; shown as the language writes days."""

    widget: Any = DayInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", DayInput(options.get("label") or ""))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        """The day that was meant. Raises ValidationError for none."""
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        day = day_of(value)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class AddressedDayField(DayField):
    """A day that stands in an address as ``2026-12-31``, and is shown as the language writes it."""

    def prepare_value(self, value: Any) -> Any:
        """The day of the address; days from today stay what they are."""
        found = ISO.fullmatch(value) if isinstance(value, str) else None
        return (found and _day(*map(int, found.groups()))) or value


class MomentField(forms.DateTimeField):
    """A day and a time to the minute, typed in whatever short form."""

    widget: Any = MomentInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", MomentInput(options.get("label") or ""))
        super().__init__(**options)

    def to_python(self, value: Any) -> datetime | None:
        """The moment that was meant. Raises ValidationError for none."""
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        moment = moment_of(value)
        if moment is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Seconds, which nobody types, are no change."""
        before = initial.replace(second=0, microsecond=0) if isinstance(initial, datetime) else initial
        return super().has_changed(before, data)


class ClockField(forms.TimeField):
    """A time to the minute: ``9:30``, ``930`` and ``9.30`` are the same; ``9`` is nine o'clock."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> time | None:
        """The time that was meant. Raises ValidationError for none."""
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        found = TIME.fullmatch(value.strip())
        if found is None:
            return super().to_python(value)
        hours, minutes = int(found[1]), int(found[2] or 0)
        if hours > 23 or minutes > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time(hours, minutes)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Seconds, which nobody types, are no change."""
        before = initial.replace(second=0, microsecond=0) if isinstance(initial, time) else initial
        return super().has_changed(before, data)


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


def _from_today(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
