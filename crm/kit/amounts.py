"""Numbers as people type them: with the separators of their language, or plain."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

from crm.kit.columns import ExactField

EXAMPLE = 1234
PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?|[+-]?\.[0-9]+")


def plain_number(typed: str) -> str | None:
    """``typed`` with a decimal point and nothing between its digits; ``None`` where that could be read in two ways.

    Groups are digits by three left of the decimal separator, and win: ``1.234`` is 1234 in Italian. A point that
    cannot separate groups is a decimal point in every language: ``1.5``.
    """
    point, group = (re.escape(str(get_format(name))) for name in ("DECIMAL_SEPARATOR", "THOUSAND_SEPARATOR"))
    grouped = re.fullmatch(rf"([+-]?[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+)(?:{point}([0-9]*))?", typed)
    if grouped:
        return f"{re.sub(group, '', grouped[1])}.{grouped[2] or ''}".rstrip(".")
    local = re.fullmatch(rf"([+-]?[0-9]*){point}([0-9]*)", typed)
    read = f"{local[1]}.{local[2]}" if local else typed
    return read if PLAIN.fullmatch(read) else None


def shown_places(value: Decimal, least: int) -> int:
    """How many decimal places ``value`` is shown with: as many as it needs, and at least so many."""
    exponent = value.normalize().as_tuple().exponent
    return max(least, -exponent if isinstance(exponent, int) else 0)


def exactly(value: Decimal, least: int = 0) -> str:
    """``value`` as the language writes it, without zeros at its end beyond ``least`` decimal places."""
    return number_format(value, shown_places(value, least), force_grouping=True)


class AmountField(forms.DecimalField):
    """A decimal number, with or without the separators of the language; zeros beyond ``least`` places are left out."""

    def __init__(self, *, least: int | None = None, **options: Any) -> None:
        self.least = least  # the widget is told while the field is made
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """The number as it is typed."""
        if self.least is None or not isinstance(value, (Decimal, int)):
            return value
        number = Decimal(value)
        return number_format(number, shown_places(number, self.least), use_l10n=True)

    def to_python(self, value: Any) -> Any:  # a Decimal, which the stubs take for an int
        """The number that was meant. Raises ValidationError with an example."""
        return super().to_python(_read(value, Decimal(EXAMPLE) + Decimal("0.56")))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Small keyboards show digits; ``data-amount`` says with how many decimal places at least it stands."""
        return super().widget_attrs(widget) | {"inputmode": "decimal", "data-amount": str(self.least or 0)}


class CountField(forms.IntegerField):
    """A whole number, with or without the separators of the language."""

    def to_python(self, value: Any) -> int | None:
        """The number that was meant. Raises ValidationError with an example."""
        return super().to_python(_read(value, EXAMPLE))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Small keyboards show digits."""
        return super().widget_attrs(widget) | {"inputmode": "numeric"}


NUMBER_FIELDS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DecimalField: {"form_class": AmountField, "localize": True},
    models.IntegerField: {"form_class": CountField, "localize": True, "widget": forms.TextInput},
}
"""How columns that hold numbers are typed, in screens and in the admin."""


def number_options(column: models.Field[Any, Any]) -> dict[str, Any]:
    """How ``column`` is typed; nothing where it holds no number."""
    found = (options for kind, options in NUMBER_FIELDS.items() if isinstance(column, kind))
    least = {"least": column.least} if isinstance(column, ExactField) else {}
    return dict(next(found, {})) | least if column.choices is None else {}


def _read(value: Any, example: Decimal | int) -> Any:
    typed = value.strip() if isinstance(value, str) else ""
    if not typed:
        return value
    read = plain_number(typed)
    if read is None:
        sentence = _("Enter a number, such as %(example)s.")
        raise ValidationError(sentence % {"example": number_format(example, force_grouping=True)}, code="invalid")
    return Decimal(read) if isinstance(example, Decimal) else read
