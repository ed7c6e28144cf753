"""VAT numbers: good ones are stored in one form, doubtful ones say what would be right (V1, M2, M4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.eu.vat import MEMBER_STATES

from contacts.formats.vat import EXAMPLES, check_vat, format_vat
from crm.demo.check_digits import italian_vat, spanish_nif

OTHERS = {"GB", "CH", "NO"}
EUROPEAN_UNION = {code.upper() for code in MEMBER_STATES} - {"XI"}


def test_every_country_of_the_european_union_is_checked() -> None:
    assert set(EXAMPLES) == EUROPEAN_UNION | OTHERS


@pytest.mark.parametrize(("country", "number"), EXAMPLES.items())
def test_the_example_of_a_country_is_good_and_stays_as_it_is(country: str, number: str) -> None:
    assert check_vat(number, country) == (number, None, False)


@pytest.mark.parametrize(("country", "number"), EXAMPLES.items())
def test_a_number_that_is_too_long_is_doubtful_and_does_not_block(country: str, number: str) -> None:
    checked = check_vat(f"{number}9999", country)

    assert checked.is_doubtful
    assert country in str(checked.problem)


@pytest.mark.parametrize("country", sorted(EUROPEAN_UNION - {"GR"}))
def test_the_prefix_of_its_own_country_is_not_stored(country: str) -> None:
    assert check_vat(f"{country} {EXAMPLES[country]}", country).value == EXAMPLES[country]


@pytest.mark.parametrize(
    ("typed", "country", "stored"),
    [
        ("it 0074.311.0157", "IT", "00743110157"),
        ("IT-00743110157", "it", "00743110157"),
        ("EL 094259216", "GR", "094259216"),
        ("GR094259216", "GR", "094259216"),
        ("094259216", "EL", "094259216"),
        ("CHE-107.787.577 IVA", "CH", "CHE107787577IVA"),
        ("NO 995 525 828 MVA", "NO", "995525828MVA"),
        ("GB 980 7806 84", "GB", "980780684"),
        ("XI 980 7806 84", "GB", "XI980780684"),
        ("ES B-58378431", "ES", "B58378431"),
        ("697449992", "BE", "0697449992"),
        ("1234567L", "ES", "01234567L"),
        ("b5837843-1", "ES", "B58378431"),
    ],
)
def test_what_is_typed_is_stored_in_one_form(typed: str, country: str, stored: str) -> None:
    assert check_vat(typed, country) == (stored, None, False)


@pytest.mark.parametrize(
    "number",
    ["54362315K", "X5253868R", "M1234567L", "B64717838", "P4641800J", "Q2818013A", "K0867756N", "K2818013A"],
)
def test_spanish_numbers_of_all_forms_are_good(number: str) -> None:
    assert check_vat(number, "ES").problem is None


@pytest.mark.parametrize(
    ("number", "country", "hint"),
    [
        ("00743110158", "IT", "one of its characters is wrong"),
        ("0074311015", "IT", "it should look like 00743110157"),
        ("B64717839", "ES", "one of its characters is wrong"),
        ("54362315Z", "ES", "one of its characters is wrong"),
        ("1254362315K", "ES", "it should look like B58378431"),
        ("DE136695976", "IT", "it is a number of DE"),
        ("EL094259216", "ES", "it is a number of GR"),
        ("995525829MVA", "NO", "one of its characters is wrong"),
        ("CHE107787578IVA", "CH", "one of its characters is wrong"),
    ],
)
def test_a_doubt_says_what_would_be_right(number: str, country: str, hint: str) -> None:
    checked = check_vat(number, country)

    assert checked.value == number
    assert checked.problem == f"This VAT number is not valid for {country}: {hint}."


@pytest.mark.parametrize("country", ["", "US", "JP", "ZZ"])
def test_a_country_without_a_known_form_accepts_any_number(country: str) -> None:
    assert check_vat("ab 12", country) == ("AB12", None, False)


def test_a_record_without_country_is_taken_for_one_at_home() -> None:
    assert check_vat("00743110158", "", "IT").is_doubtful
    assert check_vat("00743110158", "US", "IT").problem is None


@pytest.mark.parametrize("number", ["", " ", "IT"])
def test_nothing_is_lost_where_there_is_hardly_a_number(number: str) -> None:
    assert check_vat(number, "IT").value == number.strip()


@pytest.mark.parametrize(
    ("number", "country", "shown"),
    [
        ("00743110157", "IT", "IT 00743110157"),
        ("094259216", "GR", "EL 094259216"),
        ("CHE107787577IVA", "CH", "CHE-107.787.577 IVA"),
        ("995525828MVA", "NO", "NO 995 525 828 MVA"),
        ("XI980780684", "GB", "XI980780684"),
        ("U13585627", "AT", "AT U13585627"),
        ("odd 1", "IT", "odd 1"),
        ("12", "US", "12"),
        ("", "IT", ""),
    ],
)
def test_a_stored_number_is_shown_with_its_prefix(number: str, country: str, shown: str) -> None:
    assert format_vat(number, country) == shown


@given(st.integers(min_value=0, max_value=9_999_999), st.integers(min_value=1, max_value=100))
def test_every_italian_number_with_its_check_digit_is_good(taxpayer: int, office: int) -> None:
    number = italian_vat(f"{taxpayer:07}{office:03}")

    assert check_vat(f"IT{number}", "IT") == (number, None, False) or taxpayer == 0


@given(st.integers(min_value=0, max_value=99_999_999))
def test_every_spanish_person_with_the_right_letter_is_good(number: int) -> None:
    nif = spanish_nif(f"{number:08}")

    assert check_vat(nif, "ES") == (nif, None, False)


@given(st.text(max_size=30), st.sampled_from([*EXAMPLES, "", "US"]))
def test_any_text_gets_an_answer_and_never_blocks(typed: str, country: str) -> None:
    assert not check_vat(typed, country).blocks


@given(st.sampled_from(sorted(EXAMPLES.items())), st.sampled_from(["", " ", "-", "."]))
def test_checking_twice_changes_nothing(example: tuple[str, str], separator: str) -> None:
    country, number = example
    once = check_vat(separator.join(number).lower(), country)

    assert once == check_vat(once.value, country) == (number, None, False)
