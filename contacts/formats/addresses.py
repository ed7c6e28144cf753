"""Post codes by country, and addresses on the web (V1)."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from crm.kit.checked import Checked

FOUR, FIVE, SIX = r"\d{4}", r"\d{5}", r"\d{6}"
POST_CODES = {
    "AD": (r"AD\d{3}", "AD500"),
    "AT": (FOUR, "1010"),
    "BE": (FOUR, "1000"),
    "BG": (FOUR, "1000"),
    "CA": (r"[A-Z]\d[A-Z] ?\d[A-Z]\d", "K1A 0B1"),
    "CH": (FOUR, "8001"),
    "CY": (FOUR, "1010"),
    "CZ": (r"\d{3} ?\d{2}", "110 00"),
    "DE": (FIVE, "10115"),
    "DK": (FOUR, "1050"),
    "EE": (FIVE, "10111"),
    "ES": (r"(0[1-9]|[1-4]\d|5[0-2])\d{3}", "28001"),
    "FI": (FIVE, "00100"),
    "FR": (FIVE, "75001"),
    "GB": (r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA", "SW1A 1AA"),
    "GR": (r"\d{3} ?\d{2}", "105 57"),
    "HR": (FIVE, "10000"),
    "HU": (FOUR, "1051"),
    "IE": (r"([A-Z]\d{2}|D6W) ?[A-Z\d]{4}", "D02 AF30"),
    "IT": (FIVE, "20121"),
    "LI": (FOUR, "9490"),
    "LT": (r"(LT-?)?\d{5}", "01100"),
    "LU": (r"(L-?)?\d{4}", "1111"),
    "LV": (r"(LV-?)?\d{4}", "LV-1010"),
    "MC": (r"980\d{2}", "98000"),
    "MT": (r"[A-Z]{3} ?\d{4}", "VLT 1111"),
    "NL": (r"[1-9]\d{3} ?[A-Z]{2}", "1012 AB"),
    "NO": (FOUR, "0150"),
    "PL": (r"\d{2}-?\d{3}", "00-001"),
    "PT": (r"\d{4}(-?\d{3})?", "1000-001"),
    "RO": (SIX, "010011"),
    "SE": (r"\d{3} ?\d{2}", "111 20"),
    "SI": (FOUR, "1000"),
    "SK": (r"\d{3} ?\d{2}", "811 01"),
    "SM": (r"4789\d", "47890"),
    "US": (r"\d{5}(-\d{4})?", "10001"),
    "VA": (r"00120", "00120"),
}
"""The form of a post code by ISO 3166 country, and an example; others are accepted as they are."""

OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
WITH_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def check_post_code(code: str, country: str = "", home_country: str = "") -> Checked:
    """A post code in capitals; doubtful where the country writes them in another form."""
    value = " ".join(code.split()).upper()
    region = (country or home_country).upper()
    if not value or region not in POST_CODES:
        return Checked(value)
    form, example = POST_CODES[region]
    if re.fullmatch(form, value, re.ASCII):
        return Checked(value)
    sentence = _("This post code is not usual for %(country)s: it should look like %(example)s.")
    return Checked(value, sentence % {"country": region, "example": example})


def check_home_page(typed: str) -> Checked:
    """An address on the web, with ``https://`` in front; blanks and other schemes are an error."""
    value = typed.strip()
    if not value:
        return Checked("")
    page = value if WITH_SCHEME.match(value) else f"https://{value.lstrip('/')}"
    if _is_page(page) and not OTHER_SCHEME.match(value):
        return Checked(page)
    sentence = _("This is not the address of a page; it should look like %(example)s.")
    return Checked(value, sentence % {"example": "https://www.example.com"}, blocks=True)


def _is_page(address: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    return True
