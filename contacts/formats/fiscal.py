"""By which numbers a state knows people and companies, besides VAT: fiscal code, registration number."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.it import codicefiscale
from stdnum.util import clean

from crm.kit.checked import Checked

COMPANY_LENGTH = 11
FOREIGN = re.compile(r"[0-9A-Z][A-Z]{2}[0-9]{8}")
REGISTRATION_LENGTH = 20


def check_fiscal_code(code: str, country: str = "", home_country: str = "") -> Checked:
    """A codice fiscale in capitals, of 16 characters or 11 digits (M1, M2); foreign codes as they are."""
    value = clean(code, " .-/").strip().upper()
    if (country or home_country or "IT").upper() != "IT" or not value:
        return Checked(value)
    if FOREIGN.fullmatch(value):
        return Checked(value)
    value = value[2:] if len(value) == COMPANY_LENGTH + 2 and value.startswith("IT") else value
    try:
        return Checked(str(codicefiscale.validate(value)))
    except ValidationError as error:
        return Checked(value, _("This fiscal code is not valid: %(hint)s.") % {"hint": _hint(error)})


def check_registration(number: str) -> Checked:
    """A registration number has at most 20 characters, although its column holds more (A5-4)."""
    value = " ".join(number.split())
    if len(value) <= REGISTRATION_LENGTH:
        return Checked(value)
    sentence = _("A registration number has at most %(length)s characters.") % {"length": REGISTRATION_LENGTH}
    return Checked(value, sentence, blocks=True)


def _hint(error: ValidationError) -> str:
    if isinstance(error, InvalidChecksum):
        return _("one of its characters is wrong")
    return _("it should have 16 characters, such as %(person)s, or 11 digits, such as %(company)s") % {
        "person": "RCCMNL83S18D969H",
        "company": "00743110157",
    }
