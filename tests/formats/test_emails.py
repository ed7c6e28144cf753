"""E-mail addresses: one or several, separated by semicolons (A5-2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.formats.emails import addresses_in, check_email


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("  ", ""),
        ("a@b.it", "a@b.it"),
        (" Anna.Rossi+x@mail.example.co.uk ", "Anna.Rossi+x@mail.example.co.uk"),
        ("a@b.it;c@d.it", "a@b.it;c@d.it"),
        (";a@b.it; c@d.it ;", "a@b.it;c@d.it"),
        ("a@b.it;;c@d.it", "a@b.it;c@d.it"),
        ("anna@società.it", "anna@società.it"),
    ],
)
def test_addresses_are_stored_between_semicolons(typed: str, stored: str) -> None:
    assert check_email(typed) == (stored, None, False)


@pytest.mark.parametrize("separator", [",", "|", " ", ", ", "\t", "\n"])
def test_another_separator_is_refused_with_the_right_one_named(separator: str) -> None:
    checked = check_email(f"a@b.it{separator}c@d.it")

    assert checked.blocks
    assert "semicolon" in str(checked.problem)


@pytest.mark.parametrize(
    "typed",
    [
        "anna",
        "anna@",
        "@b.it",
        "a@b",
        "a@b.i",
        "a@b@c.it",
        "a@.it",
        "a@b..it",
        "a@b.it.",
        "a b@c.it",
        "a@b.it,",
        "a@b.it;anna",
        "Anna <a@b.it>",
        "a@b.it\u200b",
        "a@b.it;x\x00@b.it",
    ],
)
def test_what_cannot_be_an_address_is_refused(typed: str) -> None:
    assert check_email(typed).blocks


def test_the_wrong_address_of_several_is_named() -> None:
    assert "“anna”" in str(check_email("a@b.it;anna;c@d.it").problem)


def test_a_field_is_taken_apart_again() -> None:
    assert addresses_in("a@b.it;c@d.it") == ["a@b.it", "c@d.it"]
    assert addresses_in("") == []


@given(st.lists(st.from_regex(r"[a-z]{1,5}@[a-z]{1,5}\.[a-z]{2,3}", fullmatch=True), max_size=4))
def test_good_addresses_survive_the_way_there_and_back(addresses: list[str]) -> None:
    checked = check_email(" ; ".join(addresses))

    assert checked.problem is None
    assert addresses_in(checked.value) == addresses


@given(st.text(max_size=40))
def test_any_text_gets_an_answer_that_stays(typed: str) -> None:
    once = check_email(typed)

    assert check_email(once.value) == once
