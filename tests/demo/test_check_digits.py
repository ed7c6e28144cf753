"""Check digits by our arithmetic are those that python-stdnum accepts."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
import stdnum.ean
import stdnum.iban
from stdnum.es import ccc
from stdnum.es import nif as spanish_tax
from stdnum.gb import vat as british_tax
from stdnum.ie import vat as irish_tax
from stdnum.it import codicefiscale, iva

from crm.demo import check_digits as made

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 300


def digits(chance: Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


NUMBERS = {
    "partita IVA": (lambda chance: made.italian_vat(f"{digits(chance, 6)}1015"), iva.is_valid),
    "CIF": (lambda chance: made.spanish_cif("B" + digits(chance, 7)), spanish_tax.is_valid),
    "NIF": (lambda chance: made.spanish_nif(digits(chance, 8)), spanish_tax.is_valid),
    "British VAT": (lambda chance: made.british_vat("4" + digits(chance, 6)), british_tax.is_valid),
    "Irish VAT": (lambda chance: made.irish_vat(digits(chance, 7)), irish_tax.is_valid),
    "GLN": (lambda chance: made.gln("80" + digits(chance, 10)), stdnum.ean.is_valid),
    "CCC": (
        lambda chance: made.spanish_account(digits(chance, 4), digits(chance, 4), digits(chance, 10)),
        ccc.is_valid,
    ),
    "IBAN": (lambda chance: made.iban("GB", "GENE" + digits(chance, 14)), stdnum.iban.is_valid),
}


@pytest.mark.parametrize(("make", "is_valid"), NUMBERS.values(), ids=NUMBERS)
def test_every_number_made_is_valid(make: Callable[[Random], str], is_valid: Callable[[str], bool]) -> None:
    chance = Random(1)

    numbers = [make(chance) for _ in range(ROUNDS)]

    assert [number for number in numbers if not is_valid(number)] == []


def test_italian_iban_has_the_check_letter_of_its_account() -> None:
    account = made.italian_account("05428", "11101", "000000123456")

    assert account == "X0542811101000000123456"
    assert made.iban("IT", account) == "IT60X0542811101000000123456"


@pytest.mark.parametrize(
    ("first_name", "surname", "born", "gender", "place", "code"),
    [
        ("Mario", "Rossi", "1980-01-01", "M", "H501", "RSSMRA80A01H501U"),
        ("Gianfranco", "Fo", "1970-12-31", "M", "F205", "FOXGFR70T31F205Q"),
        ("Maria Anna", "D'Amico", "1964-05-09", "F", "G273", "DMCMNN64E49G273X"),
    ],
)
def test_fiscal_code_is_made_of_name_birth_and_place(
    first_name: str, surname: str, born: str, gender: str, place: str, code: str
) -> None:
    made_code = made.italian_fiscal_code(first_name, surname, born, gender, place)

    assert made_code[:15] == code[:15]
    assert codicefiscale.is_valid(made_code)
