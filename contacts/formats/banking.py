"""Bank details: IBAN and SWIFT code, stored without blanks, shown in groups or masked (V1, H4)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from stdnum import bic, iban
from stdnum.exceptions import ValidationError
from stdnum.util import clean

from crm.kit.checked import Checked
from crm.kit.masking import mask

GROUP = 4


def check_iban(number: str) -> Checked:
    """``number`` in capitals without blanks; wrong check digits or a wrong length are an error."""
    value = clean(number, " .-").strip().upper()
    if not value:
        return Checked("")
    try:
        return Checked(str(iban.validate(value, check_country=False)))
    except ValidationError:
        return Checked(value, _("This IBAN is not valid: check the digits."), blocks=True)


def check_bic(code: str) -> Checked:
    """A SWIFT code in capitals without blanks; one that cannot exist is an error."""
    value = clean(code, " .-").strip().upper()
    if not value:
        return Checked("")
    try:
        return Checked(str(bic.validate(value)))
    except ValidationError:
        sentence = _("This SWIFT code is not valid: it should have 8 or 11 characters, such as %(example)s.")
        return Checked(value, sentence % {"example": "UNCRITMM"}, blocks=True)


def format_iban(number: str) -> str:
    """In groups of four, as it is printed: ``IT60 X054 2811 …``."""
    return " ".join(number[start : start + GROUP] for start in range(0, len(number), GROUP))


def mask_iban(number: str) -> str:
    """What may be seen without permission to read bank details: the last four characters of a long number."""
    return mask(number)
