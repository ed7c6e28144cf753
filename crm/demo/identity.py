"""The numbers and names by which a firm is known, made from its stem: VAT number, IBAN, e-mail. Pure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from crm.demo import check_digits

if TYPE_CHECKING:
    from crm.demo.data.records import Account, Firm, Single

LANGUAGES = {"IT": "IT", "ES": "ES", "GB": "EN", "IE": "EN"}
FORMATS = {"IT": "it-IT", "ES": "es-ES", "GB": "en-GB", "IE": "en-IE"}
VAT_NUMBERS = {
    "IT": check_digits.italian_vat,
    "ES": check_digits.spanish_cif,
    "GB": check_digits.british_vat,
    "IE": check_digits.irish_vat,
}
GLN_PREFIXES = {"IT": "80", "ES": "84", "GB": "50", "IE": "539"}
EORI_FORMS = {"IT": "IT{}", "ES": "ES{}", "GB": "GB{}000", "IE": "IE{}"}
BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SDI_LENGTH = 7
GLN_STEM = 12


def vat_number(country: str, stem: str) -> str:
    """The complete VAT number, without the prefix of its country (ruling 18)."""
    return VAT_NUMBERS[country](stem)


def iban(country: str, account: Account) -> str:
    """The IBAN of our account, without blanks."""
    if country == "IT":
        bban = check_digits.italian_account(account.bank, account.branch, account.number)
    elif country == "ES":
        bban = check_digits.spanish_account(account.bank, account.branch, account.number)
    else:
        bban = account.bank + account.branch + account.number
    return check_digits.iban(country, bban)


def fiscal_code(single: Single) -> str:
    """Codice fiscale or NIF of a person; blank where nothing is known to make it from."""
    if single.country == "ES" and single.taxpayer:
        return check_digits.spanish_nif(single.taxpayer[0])
    if single.country == "IT" and single.taxpayer:
        born, place = single.taxpayer
        return check_digits.italian_fiscal_code(*name_parts(single.name), born, single.gender, place)
    return ""


def gln(firm: Firm) -> str:
    """A global location number made from the VAT number."""
    prefix = GLN_PREFIXES[firm.country]
    digits = "".join(one for one in firm.vat if one.isdigit())
    return check_digits.gln(prefix + digits[: GLN_STEM - len(prefix)].zfill(GLN_STEM - len(prefix)))


def eori(firm: Firm) -> str:
    """The EORI number that follows from the VAT number."""
    return EORI_FORMS[firm.country].format(vat_number(firm.country, firm.vat))


def sdi_code(firm: Firm) -> str:
    """A recipient code for electronic invoices in Italy: seven letters and digits."""
    rest, code = int(firm.vat), ""
    for _ in range(SDI_LENGTH):
        rest, digit = divmod(rest, len(BASE_36))
        code += BASE_36[digit]
    return code


def stored_phone(number: str) -> str:
    """``number``, written with blanks in the lists, as forms store it: without (ruling 18)."""
    return number.replace(" ", "")


def name_parts(name: str) -> tuple[str, str]:
    """First name and surname: the first word, and the rest."""
    first, _, surname = name.partition(" ")
    return first, surname


def mailbox(name: str, domain: str) -> str:
    """``Lucía Martínez Ochoa`` at ``cajaaltoebro`` is ``lucia.martinez@cajaaltoebro.example``.

    The ending ``example`` is reserved: mail to the demo company never reaches anybody.
    """
    first, surname = name_parts(plain(name))
    return f"{first}.{surname.split(' ')[0]}@{domain}.example"


def plain(name: str) -> str:
    """``name`` in small letters, without accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", name.lower())
    return "".join(one for one in decomposed if one.isascii() and (one.isalnum() or one == " "))
