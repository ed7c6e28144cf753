"""Telephone numbers: in one international form where they are valid, as typed where not (A5-4, ruling 18).

The form is E.164: ``+39021234567``. So one number is written in one way, whoever typed it, and can be dialled
from anywhere. What is no complete number (an extension, a short number, two in one field) stays as typed.
"""

from __future__ import annotations

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from crm.kit.checked import Checked

SHORTEST = 3
"""Digits of a number that may be dialled at home, such as 112."""
ABROAD = 6
"""Digits of the shortest number with the prefix of its country."""


def check_phone(number: str, country: str = "", home_country: str = "") -> Checked:
    """``number`` as it is to be stored; letters and too few digits are errors. ``country`` completes a local one."""
    typed = " ".join(number.split())
    if any(character.isalpha() for character in typed):
        return Checked(typed, _("A phone number cannot contain letters."), blocks=True)
    checked = Checked(_international(typed, country or home_country))
    if not typed or _has_enough_digits(typed):
        return checked
    return Checked(typed, _("This is not a phone number: it has too few digits."), blocks=True)


def check_fax(number: str, country: str = "", home_country: str = "") -> Checked:
    """Like a phone number, but anything may be typed: letters are refused on telephones only (A5-4)."""
    checked = check_phone(number, country, home_country)
    return Checked(checked.value)


def format_phone(number: str) -> str:
    """A stored number in groups, as it is printed: ``+39 02 1234567``; anything else as it is."""
    parsed = _parsed(number, None) if number.startswith("+") else None
    if parsed is None:
        return number
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def _has_enough_digits(typed: str) -> bool:
    """Behind the prefix of a country there is a number, too."""
    least = ABROAD if typed.startswith(("+", "00")) else SHORTEST
    return sum(character.isdigit() for character in typed) >= least


def _international(typed: str, country: str) -> str:
    region = country.upper() if country.upper() in phonenumbers.SUPPORTED_REGIONS else None
    dialled = f"+{typed[2:]}" if region is None and typed.startswith("00") else typed
    parsed = _parsed(dialled, region)
    if parsed is None:
        return typed
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def _parsed(number: str, region: str | None) -> PhoneNumber | None:
    """A complete and valid number, nothing behind it; ``None`` for all else."""
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) and not parsed.extension else None
