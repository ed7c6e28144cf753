"""What people type to filter by: ``10..20``, ``A|B``, ``<>X``, ``*rossi*``, ``>100``, and ``t`` for today.

What was typed in the reader's language becomes a plain expression, the same in every language, which stands in the
address of a list: numbers with a decimal point, days as in ``2026-12-31``, and ``t``, ``t-90`` for days from today.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

SIGNS = ("<>", ">=", "<=", ">", "<")
LOOKUPS = {">=": "gte", "<=": "lte", ">": "gt", "<": "lt"}
RANGE, ANY, OR = "..", "*", "|"
TODAY = re.compile(r"[toh]([+-][0-9]{1,4})?", re.IGNORECASE)

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Part:
    """One of the alternatives of an expression: a sign before a value, or a range whose ends may be open."""

    sign: str
    low: str
    high: str = ""

    def said(self, each: Translate) -> str:
        """The part with every value as ``each`` writes it."""
        low, high = (each(one) if one else "" for one in (self.low, self.high))
        return f"{low}{RANGE}{high}" if self.sign == RANGE else f"{self.sign}{low}"


def parts_of(typed: str) -> list[Part]:
    """The alternatives that ``typed`` names. Raises ValidationError for a sign or a range without a value."""
    found = [_part(one.strip()) for one in typed.split(OR)]
    if any(not part.low and not part.high for part in found):
        raise ValidationError(_("Something is missing in “%(typed)s”.") % {"typed": typed})
    return found


def rewritten(typed: str, each: Translate) -> str:
    """``typed`` with every value as ``each`` writes it. Raises ValidationError as ``parts_of`` and ``each`` do."""
    return OR.join(part.said(each) for part in parts_of(typed))


def meaning(name: str, typed: str, value: Callable[[str], Any], field: models.Field[Any, Any]) -> Q:
    """The rows whose column ``name`` is as ``typed``, a plain expression, says; ``value`` reads each of its values."""
    parts = parts_of(typed)
    found = Q()
    for part in (one for one in parts if one.sign != "<>"):
        found |= _holds(name, part, value, field)
    for part in (one for one in parts if one.sign == "<>"):
        found &= ~_holds(name, Part("", part.low), value, field)
    return found


def day_of(plain: str) -> date:
    """The day that a plain expression names, today or so many days from it included. Raises ValidationError."""
    if TODAY.fullmatch(plain):
        try:
            return timezone.localdate() + timedelta(days=int(plain[1:] or 0))
        except OverflowError:
            pass
    else:
        try:
            return date.fromisoformat(plain)
        except ValueError:
            pass
    raise ValidationError(_("“%(typed)s” is no day.") % {"typed": plain})


def on_days(name: str, low: date | None, high: date | None) -> Q:
    """The rows whose moment ``name`` lies on these days, here where we are."""
    found = Q()
    if low is not None:
        found &= Q(**{f"{name}__gte": _midnight(low)})
    if high is not None:
        found &= Q(**{f"{name}__lt": _midnight(high + timedelta(days=1))})
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _part(typed: str) -> Part:
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "\"'":
        return Part("", typed[1:-1])
    sign = next((one for one in SIGNS if typed.startswith(one)), "")
    if sign:
        return Part(sign, typed.removeprefix(sign).strip())
    if RANGE in typed:
        low, _dots, high = typed.partition(RANGE)
        return Part(RANGE, low.strip(), high.strip())
    return Part("", typed)


def _holds(name: str, part: Part, value: Callable[[str], Any], field: models.Field[Any, Any]) -> Q:
    is_text = isinstance(field, models.CharField | models.TextField | models.ForeignKey)
    low = value(part.low) if part.low else None
    high = value(part.high) if part.high else None
    if part.sign == RANGE:
        found = Q(**{f"{name}__gte": low}) if low is not None else Q()
        return found & (Q(**{f"{name}__lte": high}) if high is not None else Q())
    if part.sign in LOOKUPS:
        return Q(**{f"{name}__{LOOKUPS[part.sign]}": low})
    if is_text and ANY in part.low:
        return _like(name, part.low)
    if isinstance(field, models.ForeignKey):
        return Q(**{f"{name}__in": tuple(dict.fromkeys((low, str(low).upper())))})
    return Q(**{f"{name}__iexact": low}) if is_text and not field.flatchoices else Q(**{name: low})


def _like(name: str, pattern: str) -> Q:
    inner = pattern.strip(ANY)
    if ANY not in inner:
        ends = pattern.startswith(ANY), pattern.endswith(ANY)
        lookup = {(True, True): "icontains", (True, False): "iendswith", (False, True): "istartswith"}[ends]
        return Q(**{f"{name}__{lookup}": inner})
    return Q(**{f"{name}__iregex": f"^{'.*'.join(re.escape(one) for one in pattern.split(ANY))}$"})
