"""Codice fiscale and registration numbers (M1, M2, A5-4)."""

from __future__ import annotations

import pytest

from contacts.formats.fiscal import check_fiscal_code, check_registration
from crm.demo.check_digits import italian_fiscal_code


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("RCCMNL83S18D969H", "RCCMNL83S18D969H"),
        ("rcc mnl 83s18 d969h", "RCCMNL83S18D969H"),
        ("CNTCHR83T41D969D", "CNTCHR83T41D969D"),
        ("00743110157", "00743110157"),
        ("IT00743110157", "00743110157"),
        ("9AB12345678", "9AB12345678"),
        ("", ""),
    ],
)
def test_a_good_code_is_stored_in_capitals(typed: str, stored: str) -> None:
    assert check_fiscal_code(typed, "IT") == (stored, None, False)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("RCCMNL83S18D969A", "one of its characters is wrong"),
        ("00743110158", "one of its characters is wrong"),
        ("RCCMNL83S18", "it should have 16 characters"),
        ("1CCMNL83S18D969H", "it should have 16 characters"),
    ],
)
def test_a_wrong_code_is_doubtful_and_says_why(code: str, hint: str) -> None:
    checked = check_fiscal_code(code, "IT")

    assert checked.is_doubtful
    assert checked.problem is not None
    assert hint in checked.problem


def test_a_code_of_another_country_is_taken_as_it_is() -> None:
    assert check_fiscal_code("12 ab", "DE") == ("12AB", None, False)
    assert check_fiscal_code("12 ab", "", "IT").is_doubtful


@pytest.mark.parametrize(("name", "gender"), [("Anna", "F"), ("Francesco", "M"), ("Bo", "M")])
def test_codes_made_from_people_are_good(name: str, gender: str) -> None:
    code = italian_fiscal_code(name, "Rossi", "1980-02-29", gender, "F205")

    assert check_fiscal_code(code) == (code, None, False)


def test_a_registration_number_has_at_most_twenty_characters() -> None:
    assert check_registration(" MI-1684720 ") == ("MI-1684720", None, False)
    assert check_registration("1" * 20).problem is None
    assert check_registration("1" * 21).blocks
