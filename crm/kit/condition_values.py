"""Values of filters: as people type them, as they stand in an address in every language, and as they are read again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_time
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from crm.kit.amounts import plain_number
from crm.kit.codes import Titles
from crm.kit.days import plain_day
from crm.kit.expressions import ANY, day_of

YES, NO = "true", "false"


def plain(field: models.Field[Any, Any], typed: str) -> str:
    """``typed`` as it stands in an address. Raises ValidationError where it is no value of ``field``."""
    if isinstance(field, models.BooleanField):
        return _flag(typed)
    if field.flatchoices:
        return _choice(field, typed)
    if isinstance(field, models.DateField):
        return _day(typed)
    if isinstance(field, models.DecimalField | models.IntegerField) and field.related_model is None:
        number = plain_number(typed.replace("\xa0", "").replace("\u202f", ""))
        if number is None:
            raise ValidationError(_("“%(typed)s” is no number.") % {"typed": typed})
        return number
    return typed


def value_of(field: models.Field[Any, Any], written: str) -> Any:
    """What the database compares with: the value that stands in an address. Raises ValidationError."""
    if isinstance(field, models.BooleanField):
        return _flag(written) == YES
    if field.flatchoices:
        return _choice(field, written)
    if isinstance(field, models.DateField):
        return day_of(written)
    if isinstance(field, models.TimeField):
        return _time(written)
    if isinstance(field, models.DecimalField | models.IntegerField) and field.related_model is None:
        return _number(written)
    return written


def shown(field: models.Field[Any, Any], written: str, titles: Titles) -> str:
    """The value that stands in an address, as its reader writes it."""
    if field.related_model in titles:
        return titles[field.related_model].get(written, written)
    try:
        value = value_of(field, written)
    except ValidationError:
        return written
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return number_format(value, force_grouping=True)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(dict(field.flatchoices).get(value, written)) if field.flatchoices else written


def _flag(typed: str) -> str:
    words = {YES: YES, NO: NO, _("Yes").lower(): YES, _("No").lower(): NO, "1": YES, "0": NO}
    found = words.get(typed.lower())
    if found is None:
        raise ValidationError(_("Enter yes or no."))
    return found


def _choice(field: models.Field[Any, Any], typed: str) -> str:
    """The value of a choice, by itself or by its words; several fit a pattern never."""
    for value, label in field.flatchoices:
        if typed.lower() in (str(value).lower(), str(label).lower()):
            return str(value)
    if ANY in typed:
        return typed
    offered = ", ".join(str(label) for value, label in field.flatchoices if value != "")
    raise ValidationError(_("“%(typed)s” is none of these: %(choices)s.") % {"typed": typed, "choices": offered})


def _day(typed: str) -> str:
    day = plain_day(typed)
    if not day:
        raise ValidationError(_("“%(typed)s” is no day.") % {"typed": typed})
    return day


def _time(typed: str) -> Any:
    try:
        found = parse_time(typed)
    except ValueError:
        found = None
    if found is None:
        raise ValidationError(_("“%(typed)s” is no time.") % {"typed": typed})
    return found


def _number(written: str) -> Decimal:
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > Decimal(10) ** 15:
        raise ValidationError(_("“%(typed)s” is no number.") % {"typed": written})
    return number
