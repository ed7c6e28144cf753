"""Checks at the edge: what a person may type (decisions V1). Synchronizing never comes here (V2)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def no_letters(value: str) -> None:
    """Phone numbers hold no letters; any other character is allowed (A5-4)."""
    if any(character.isalpha() for character in value):
        raise ValidationError(_("A phone number cannot contain letters."), code="letters")
