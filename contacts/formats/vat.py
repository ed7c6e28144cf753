"""VAT numbers of the European Union, Great Britain, Switzerland and Norway (V1, J8, M2, M4)."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from stdnum.es import cif
from stdnum.eu import vat as european
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.util import clean, get_cc_module

from crm.kit.checked import Checked

EXAMPLES = {
    "AT": "U13585627",
    "BE": "0428759497",
    "BG": "175074752",
    "CH": "CHE107787577IVA",
    "CY": "10259033P",
    "CZ": "25123891",
    "DE": "136695976",
    "DK": "13585628",
    "EE": "100931558",
    "ES": "B58378431",
    "FI": "20774740",
    "FR": "40303265045",
    "GB": "980780684",
    "GR": "094259216",
    "HR": "33392005961",
    "HU": "12892312",
    "IE": "6433435F",
    "IT": "00743110157",
    "LT": "119511515",
    "LU": "15027442",
    "LV": "40003521600",
    "MT": "11679112",
    "NL": "004495445B01",
    "NO": "995525828MVA",
    "PL": "8567346215",
    "PT": "501964843",
    "RO": "18547290",
    "SE": "123456789701",
    "SI": "50223054",
    "SK": "2022749619",
}
"""Countries whose numbers are checked, each with a good one as it is stored; others are accepted."""

SAME_COUNTRY = {"EL": "GR", "UK": "GB"}
PREFIXES = {"GR": ("EL", "GR"), "CH": ()}
"""What stands in front of a number where it is not the country's code; a Swiss CHE belongs to the number."""

SHORT_NIF = re.compile(r"([A-Z]?)([0-9]+)([A-Z]?)")
SPANISH_LENGTH = 9


def check_vat(number: str, country: str = "", home_country: str = "") -> Checked:
    """``number`` in capitals, without separators and the prefix of its own country; doubtful if not valid.

    Countries are ISO 3166 codes; without one the number is taken for one of ``home_country`` (J8).
    """
    code = _code(country or home_country)
    bare = _without_prefix(clean(number, " .-/").strip().upper(), code)
    if not bare or code not in EXAMPLES:
        return Checked(bare)
    try:
        return Checked(_validated(bare, code))
    except ValidationError as error:
        return Checked(bare, _sentence(bare, code, error))


def format_vat(number: str, country: str = "") -> str:
    """A stored number as people read it: with the prefix of its country, if it is valid there."""
    code = _code(country)
    if not number or code not in EXAMPLES or check_vat(number, code).problem:
        return number
    module = _module(code)
    if code in ("CH", "NO"):
        return str(module.format(number))
    prefix = "" if number.startswith("XI") else f"{_prefixes(code)[0]} "
    return prefix + number


def vat_abroad(number: str, country: str = "") -> str:
    """A stored number as somebody in another country needs it: with the prefix of its own, doubtful ones too."""
    code, read = _code(country), format_vat(number, country)
    if not number or read != number or code not in EXAMPLES or code in ("CH", "NO") or number.startswith("XI"):
        return read
    return f"{_prefixes(code)[0]} {number}"


def _code(country: str) -> str:
    upper = country.strip().upper()
    return SAME_COUNTRY.get(upper, upper)


def _prefixes(code: str) -> tuple[str, ...]:
    return PREFIXES.get(code, (code,))


def _without_prefix(number: str, code: str) -> str:
    if code in EXAMPLES:
        for prefix in _prefixes(code):
            if number.startswith(prefix) and number != prefix:
                return number[len(prefix) :]
    return number


def _module(code: str) -> Any:
    """stdnum's module for the VAT numbers of a country; its modules share an interface, but no type."""
    return get_cc_module(code, "vat")


def _validated(number: str, code: str) -> str:
    if code == "ES":
        return _validated_spanish(number)
    if code == "GB" and number.startswith("XI"):
        return f"XI{_module(code).validate(number)}"
    return str(_module(code).validate(number))


def _validated_spanish(number: str) -> str:
    """Filled with zeros to nine characters; a K is a person's number, or an old CIF (M4)."""
    found = SHORT_NIF.fullmatch(number)
    if found and len(number) < SPANISH_LENGTH:
        first, digits, last = found.groups()
        number = first + digits.zfill(SPANISH_LENGTH - len(first + last)) + last
    if number.startswith("K") and cif.is_valid(f"Q{number[1:]}"):
        return number
    return str(_module("ES").validate(number))


def _sentence(number: str, code: str, error: ValidationError) -> str:
    if european.is_valid(number):
        hint = _("it is a number of %(country)s") % {"country": _code(number[:2])}
    elif isinstance(error, InvalidChecksum):
        hint = _("one of its characters is wrong")
    else:
        hint = _("it should look like %(example)s") % {"example": EXAMPLES[code]}
    return _("This VAT number is not valid for %(country)s: %(hint)s.") % {"country": code, "hint": hint}
