"""By which numbers trade knows a partner: SDI recipient code, GLN, EORI; and the region of its formats (V1)."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS
from stdnum import ean
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.util import clean

from crm.kit.checked import Checked
from setup.regions import region_tag, unknown_region

SDI = re.compile(r"[0-9A-Z]{6,7}")
EORI = re.compile(r"([A-Z]{2})[0-9A-Z]{1,15}")
GLN_LENGTH = 13
CUSTOMS = SUPPORTED_REGIONS | {"XI"}
"""Who gives EORI numbers: countries, and Northern Ireland."""


def check_sdi(code: str) -> Checked:
    """A recipient code in capitals: seven letters and digits, six for public administration."""
    value = _bare(code)
    if not value or SDI.fullmatch(value):
        return Checked(value)
    sentence = _("An SDI recipient code has 7 letters and digits, or 6 for public administration.")
    return Checked(value, sentence, blocks=True)


def check_gln(number: str) -> Checked:
    """A GLN without blanks: thirteen digits, of which the last checks the others."""
    value = _bare(number)
    if not value:
        return Checked("")
    try:
        if len(value) == GLN_LENGTH:
            return Checked(str(ean.validate(value)))
    except InvalidChecksum:
        return Checked(value, _("This GLN is not valid: check the digits."), blocks=True)
    except ValidationError:
        pass  # said below, as for a wrong length
    return Checked(value, _("A GLN has 13 digits."), blocks=True)


def check_eori(number: str) -> Checked:
    """An EORI number in capitals without blanks: a country and up to fifteen letters and digits."""
    value = _bare(number)
    found = EORI.fullmatch(value)
    if not value or (found and found[1] in CUSTOMS):
        return Checked(value)
    sentence = _("An EORI number has the code of a country and up to 15 letters and digits, such as %(example)s.")
    return Checked(value, sentence % {"example": "IT00743110157"}, blocks=True)


def check_format_region(typed: str) -> Checked:
    """A format region as its tag is written: ``it-IT``."""
    tag = region_tag(typed)
    return Checked(typed, unknown_region(), blocks=True) if tag is None else Checked(tag)


def _bare(typed: str) -> str:
    return clean(typed, " .-").strip().upper()
