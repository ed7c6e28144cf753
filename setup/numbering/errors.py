"""Why a number could not be given: sentences for staff that name the series and the date (decisions N2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import Promise

    from setup.numbering.models import NumberSeries


class NumberingError(Refused):
    """No number was given; no series has moved. ``record`` is the series, where there is one."""

    def __init__(self, sentence: str, series: NumberSeries | None = None) -> None:
        super().__init__(sentence, field="no", record=series)


class SeriesMissing(NumberingError):
    """The setup names no series for this kind of record."""

    def __init__(self, setting: str | Promise) -> None:
        super().__init__(_("To assign numbers, first choose a number series in %(setting)s.") % {"setting": setting})


class SeriesNotStarted(NumberingError):
    """No line of the series counts on that date."""

    def __init__(self, series: NumberSeries, on: date) -> None:
        sentence = _("Number series %(code)s has no numbers for %(date)s: none of its lines has started by then.")
        super().__init__(sentence % {"code": series.code, "date": _short(on)}, series)


class SeriesExhausted(NumberingError):
    """Every number of the period in force has been used (M07)."""

    def __init__(self, series: NumberSeries, on: date, last: str) -> None:
        sentences = (
            _("Number series %(code)s has no numbers left (last used: %(last)s).")
            % {"code": series.code, "last": last},
            _("A number for %(date)s was needed.") % {"date": _short(on)},
        )
        super().__init__(" ".join(sentences), series)


class TooFewNumbers(NumberingError):
    """A block was wanted that the series cannot fill; none of it was taken."""

    def __init__(self, series: NumberSeries, on: date, wanted: int, left: int) -> None:
        sentence = ngettext(
            "Number series %(code)s has only %(left)s number left for %(date)s; %(wanted)s are needed.",
            "Number series %(code)s has only %(left)s numbers left for %(date)s; %(wanted)s are needed.",
            left,
        )
        said = {"code": series.code, "left": left, "date": _short(on), "wanted": wanted}
        super().__init__(sentence % said, series)


class DateOrderBroken(NumberingError):
    """The series must be used in order of date, and a later date was there before."""

    def __init__(self, series: NumberSeries, on: date, last: date) -> None:
        sentence = _("Number series %(code)s was last used on %(last)s; it cannot assign a number for %(date)s.")
        super().__init__(sentence % {"code": series.code, "last": _short(last), "date": _short(on)}, series)


class NumbersNotAutomatic(NumberingError):
    """The series only accepts numbers that are typed."""

    def __init__(self, series: NumberSeries) -> None:
        sentence = _("Number series %(code)s does not assign numbers automatically. Enter the number.")
        super().__init__(sentence % {"code": series.code}, series)


class ManualNumberRefused(NumberingError):
    """The series does not accept numbers that are typed (M08)."""

    def __init__(self, series: NumberSeries) -> None:
        sentence = _("Series %(code)s assigns numbers automatically. Leave the number empty.")
        super().__init__(sentence % {"code": series.code}, series)


class NumberRequired(NumberingError):
    """A record that has a number cannot lose it."""

    def __init__(self, number: str) -> None:
        super().__init__(_("%(number)s already has its number; it cannot be removed.") % {"number": number})


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
