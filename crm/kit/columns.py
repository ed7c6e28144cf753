"""Columns that records in every room declare again and again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

LARGEST_AMOUNT = Decimal(10) ** 13


if TYPE_CHECKING:
    DecimalBase = models.DecimalField[Any, Any]
else:
    DecimalBase = models.DecimalField


class ExactField(DecimalBase):
    """A number kept with more places than it mostly has; zeros beyond ``least`` places are not shown."""

    def __init__(self, *args: Any, least: int = 0, **options: Any) -> None:
        self.least = least
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """How it is shown is nothing to the database."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.DecimalField", args, options


def code(to: str, label: Any) -> models.ForeignKey[Any, Any]:
    """A column that holds a code of a reference list; the code cannot be deleted while it is held (D6)."""
    return models.ForeignKey(to, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label)


def text(label: Any, length: int, **options: Any) -> models.CharField[str, str]:
    """A column of text that may stay blank."""
    return models.CharField(label, max_length=length, blank=True, **options)


def percentage(label: Any, places: int = 2, **options: Any) -> ExactField:
    """A column between 0 and 100."""
    bounds = [MinValueValidator(0), MaxValueValidator(100)]
    return ExactField(label, max_digits=3 + places, decimal_places=places, default=0, validators=bounds, **options)


def money(label: Any, **options: Any) -> ExactField:
    """A column for an amount in some currency; four decimals are enough for each of them."""
    return ExactField(label, max_digits=19, decimal_places=4, default=0, least=2, **options)


def price(label: Any) -> ExactField:
    """A column for the price of one unit: five decimals, not negative."""
    bounds = [MinValueValidator(0), MaxValueValidator(LARGEST_AMOUNT)]
    return ExactField(label, max_digits=19, decimal_places=5, default=0, least=2, validators=bounds)


def number_of(label: Any) -> ExactField:
    """A column for how many or how much: five decimals, not negative."""
    return ExactField(label, max_digits=15, decimal_places=5, default=0, validators=[MinValueValidator(0)])
