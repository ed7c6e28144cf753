"""Numbers completed by their check digits, by arithmetic fast enough to make a million of them. Pure."""

from __future__ import annotations

DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
BRITISH_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
IRISH_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV"
SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
SPANISH_WEIGHTS = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
MONTHS = "ABCDEHLMPRST"
VOWELS = frozenset("AEIOU")
ODD_DIGITS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
ODD_LETTERS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def luhn(digits: str) -> str:
    """The Luhn check digit of ``digits``."""
    total = sum(DOUBLED[ord(one) - 48] for one in digits[-1::-2]) + sum(map(int, digits[-2::-2]))
    return str(-total % 10)


def italian_vat(stem: str) -> str:
    """Partita IVA of ten digits: number of the taxpayer (7) and tax office (3)."""
    return stem + luhn(stem)


def spanish_cif(stem: str) -> str:
    """CIF of a legal form (one letter), a province (2 digits) and a number (5)."""
    return stem + luhn(stem[1:])


def spanish_nif(stem: str) -> str:
    """NIF of a person by the eight digits of the DNI."""
    return stem + SPANISH_LETTERS[int(stem) % 23]


def british_vat(stem: str) -> str:
    """VAT number of seven digits, 100 or more in front, with two check digits of the newer style."""
    rest = (sum(weight * int(one) for weight, one in zip(BRITISH_WEIGHTS, stem, strict=True)) + 55) % 97
    return f"{stem}{(97 - rest) % 97:02d}"


def irish_vat(stem: str) -> str:
    """VAT number of seven digits and a check letter."""
    return stem + IRISH_LETTERS[sum((8 - place) * int(one) for place, one in enumerate(stem)) % 23]


def iban(country: str, account: str) -> str:
    """IBAN of an account number in the form of its country."""
    return f"{country}{98 - _mod_97(account + country + '00'):02d}{account}"


def italian_account(abi: str, cab: str, number: str) -> str:
    """BBAN of bank (5 digits), branch (5) and account (12), with the check letter CIN in front."""
    return _odd_even_letter(abi + cab + number) + abi + cab + number


def spanish_account(bank: str, branch: str, number: str) -> str:
    """CCC of bank (4 digits), branch (4) and account (10), with its two check digits."""
    return bank + branch + _spanish_digit("00" + bank + branch) + _spanish_digit(number) + number


def gln(stem: str) -> str:
    """Global location number of twelve digits."""
    total = sum(int(one) * (3 if place % 2 else 1) for place, one in enumerate(stem))
    return f"{stem}{-total % 10}"


def italian_fiscal_code(first_name: str, surname: str, born: str, gender: str, place: str) -> str:
    """Codice fiscale; ``born`` as YYYY-MM-DD, ``place`` is the cadastral code of the municipality."""
    year, month, day = born.split("-")
    of_day = int(day) + (40 if gender == "F" else 0)
    stem = f"{_three(surname)}{_three_of_first(first_name)}{year[2:]}{MONTHS[int(month) - 1]}{of_day:02d}{place}"
    return stem + _odd_even_letter(stem)


def _odd_even_letter(text: str) -> str:
    odd = sum(_odd(one) for one in text[::2])
    even = sum(int(one) if one.isdigit() else ord(one) - 65 for one in text[1::2])
    return chr(65 + (odd + even) % 26)


def _odd(one: str) -> int:
    return ODD_DIGITS[int(one)] if one.isdigit() else ODD_LETTERS[ord(one) - 65]


def _three(name: str) -> str:
    letters = [one for one in name.upper() if one.isalpha()]
    consonants = [one for one in letters if one not in VOWELS]
    vowels = [one for one in letters if one in VOWELS]
    return "".join((consonants + vowels + ["X"] * 3)[:3])


def _three_of_first(name: str) -> str:
    consonants = [one for one in name.upper() if one.isalpha() and one not in VOWELS]
    if len(consonants) > 3:
        return consonants[0] + consonants[2] + consonants[3]
    return _three(name)


def _spanish_digit(digits: str) -> str:
    rest = 11 - sum(weight * int(one) for weight, one in zip(SPANISH_WEIGHTS, digits, strict=True)) % 11
    return {10: "1", 11: "0"}.get(rest, str(rest))


def _mod_97(text: str) -> int:
    return int("".join(str(int(one, 36)) for one in text)) % 97
