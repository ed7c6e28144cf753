"""Telephone numbers: one form for valid ones, no letters (A5-4, ruling 18)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.kit.phones import check_fax, check_phone, format_phone


@pytest.mark.parametrize(
    ("typed", "country", "stored"),
    [
        ("02 6710 4580", "IT", "+390267104580"),
        ("+39 02 6710.4580", "", "+390267104580"),
        ("0039 02 67104580", "IT", "+390267104580"),
        ("0039 02 67104580", "", "+390267104580"),
        ("+39 (0)2 6710 4580", "IT", "+390267104580"),
        ("348 417 2236", "IT", "+393484172236"),
        ("91 411 11 11", "ES", "+34914111111"),
        ("+34 914-111-111", "IT", "+34914111111"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("06 671 0458", "ZZ", "06 671 0458"),
        ("  02   6710 4580 ", "", "02 6710 4580"),
        ("112", "IT", "112"),
        ("02 6710 4580 #12", "IT", "02 6710 4580 #12"),
        ("02 67104580 / 02 67104581", "IT", "02 67104580 / 02 67104581"),
        ("", "IT", ""),
    ],
)
def test_a_valid_number_is_stored_internationally_and_any_other_as_typed(typed: str, country: str, stored: str) -> None:
    assert check_phone(typed, country) == (stored, None, False)


def test_a_record_without_country_has_numbers_of_home() -> None:
    assert check_phone("02 6710 4580", "", "IT").value == "+390267104580"


@pytest.mark.parametrize("typed", ["02 1234 int 5", "CALL ME", "02 12é4", "+39 02 O123456"])
def test_letters_are_refused(typed: str) -> None:
    checked = check_phone(typed, "IT")

    assert checked.blocks
    assert checked.problem == "A phone number cannot contain letters."
    assert checked.value == typed


@pytest.mark.parametrize("typed", ["+39", "+++---", "12", "+39 02", "00 39", "()"])
def test_too_few_digits_are_refused(typed: str) -> None:
    checked = check_phone(typed, "IT")

    assert checked == (typed, "This is not a phone number: it has too few digits.", True)


def test_a_fax_may_hold_anything() -> None:
    assert check_fax("ask Anna", "IT") == ("ask Anna", None, False)
    assert check_fax("02 6710 4580", "IT").value == "+390267104580"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+390267104580", "+39 02 6710 4580"),
        ("+34914111111", "+34 914 11 11 11"),
        ("02 6710", "02 6710"),
        ("+1", "+1"),
        ("", ""),
    ],
)
def test_a_stored_number_is_shown_in_groups(stored: str, shown: str) -> None:
    assert format_phone(stored) == shown


@given(st.text(alphabet="0123456789+() ./-#*", max_size=25), st.sampled_from(["IT", "ES", "GB", "US", ""]))
def test_checking_twice_changes_nothing(typed: str, country: str) -> None:
    once = check_phone(typed, country)

    assert check_phone(once.value, country) == once
