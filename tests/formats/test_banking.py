"""IBAN and SWIFT code: errors block, details are masked (V1, H4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.formats.banking import check_bic, check_iban, format_iban, mask_iban
from crm.demo.check_digits import iban, italian_account

IBANS = {
    "IT": "IT60X0542811101000000123456",
    "ES": "ES9121000418450200051332",
    "DE": "DE89370400440532013000",
    "FR": "FR1420041010050500013M02606",
    "GB": "GB29NWBK60161331926819",
    "SM": "SM86U0322509800000000270100",
    "CH": "CH9300762011623852957",
    "NL": "NL91ABNA0417164300",
}


@pytest.mark.parametrize("number", IBANS.values(), ids=IBANS)
def test_a_good_iban_is_stored_without_blanks(number: str) -> None:
    assert check_iban(format_iban(number).lower()) == (number, None, False)


@pytest.mark.parametrize(
    "number",
    [
        "IT60X0542811101000000123457",
        "IT60X054281110100000012345",
        "IT61X0542811101000000123456",
        "ES9121000418450200051333",
        "ZZ60X0542811101000000123456",
        "GB29NWBK6016133192681",
        "12345",
        "IT",
        "àèì",
    ],
)
def test_a_wrong_iban_is_refused(number: str) -> None:
    checked = check_iban(number)

    assert checked.blocks
    assert checked.problem == "This IBAN is not valid: check the digits."


@pytest.mark.parametrize(("typed", "stored"), [("uncritmm", "UNCRITMM"), ("BCIT IT MM 100", "BCITITMM100"), ("", "")])
def test_a_good_swift_code_is_stored_in_capitals(typed: str, stored: str) -> None:
    assert check_bic(typed) == (stored, None, False)


@pytest.mark.parametrize("code", ["UNCRITM", "UNCRITMM1", "UNCR1TMM", "UNCRQQMM", "X"])
def test_a_wrong_swift_code_is_refused(code: str) -> None:
    assert check_bic(code).blocks


def test_an_iban_is_shown_in_groups_of_four() -> None:
    assert format_iban("IT60X0542811101000000123456") == "IT60 X054 2811 1010 0000 0123 456"
    assert format_iban("") == ""


@pytest.mark.parametrize(
    ("number", "shown"),
    [("IT60X0542811101000000123456", "•••• 3456"), ("12345678", "••••"), ("1", "••••"), ("", "")],
)
def test_a_masked_number_shows_its_end_only(number: str, shown: str) -> None:
    assert mask_iban(number) == shown


@given(st.integers(0, 99_999), st.integers(0, 99_999), st.integers(0, 999_999_999_999))
def test_every_italian_account_has_a_good_iban(bank: int, branch: int, account: int) -> None:
    number = iban("IT", italian_account(f"{bank:05}", f"{branch:05}", f"{account:012}"))

    assert check_iban(number) == (number, None, False)


@given(st.sampled_from(sorted(IBANS.values())), st.integers(4, 17), st.integers(1, 9))
def test_a_changed_digit_is_always_noticed(number: str, place: int, by: int) -> None:
    digit = number[place]
    changed = str((int(digit) + by) % 10) if digit.isdigit() else chr((ord(digit) - 65 + by) % 26 + 65)

    assert check_iban(number[:place] + changed + number[place + 1 :]).blocks
