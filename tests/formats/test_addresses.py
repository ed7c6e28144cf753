"""Post codes are doubtful at most; home pages are links that can be followed (V1)."""

from __future__ import annotations

import pytest

from contacts.formats.addresses import POST_CODES, check_home_page, check_post_code


@pytest.mark.parametrize(("country", "example"), [(code, form[1]) for code, form in POST_CODES.items()])
def test_the_example_of_a_country_is_good(country: str, example: str) -> None:
    assert check_post_code(example, country) == (example, None, False)


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("20121", "IT"),
        ("01001", "ES"),
        ("52080", "ES"),
        ("EC1A 1BB", "GB"),
        ("m1 1ae", "GB"),
        ("1234ab", "NL"),
    ],
)
def test_usual_codes_are_good(code: str, country: str) -> None:
    assert check_post_code(code, country).problem is None


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("2012", "IT"),
        ("I-20121", "IT"),
        ("00100", "ES"),
        ("53001", "ES"),
        ("2800", "ES"),
        ("7500", "FR"),
        ("12345", "GB"),
        ("1234", "DE"),
        ("٢٠١٢١", "IT"),
    ],
)
def test_an_unusual_code_is_doubtful_and_shows_a_usual_one(code: str, country: str) -> None:
    checked = check_post_code(code, country)

    assert checked.is_doubtful
    assert POST_CODES[country][1] in str(checked.problem)


def test_a_country_without_a_known_form_accepts_any_code() -> None:
    assert check_post_code(" a  1 ", "ZZ") == ("A 1", None, False)
    assert check_post_code("x", "") == ("X", None, False)
    assert check_post_code("", "IT") == ("", None, False)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("www.rossi.it", "https://www.rossi.it"),
        (" rossi.it/it?x=1 ", "https://rossi.it/it?x=1"),
        ("//rossi.it", "https://rossi.it"),
        ("http://rossi.it", "http://rossi.it"),
        ("HTTPS://Rossi.it", "HTTPS://Rossi.it"),
        ("rossi.it:8080", "https://rossi.it:8080"),
        ("società.it", "https://società.it"),
        ("", ""),
    ],
)
def test_a_home_page_gets_its_scheme(typed: str, stored: str) -> None:
    assert check_home_page(typed) == (stored, None, False)


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "javascript:1",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.it",
        "ftp://rossi.it",
        "tel:0212345",
        "www rossi.it",
        "https://",
        "rossi",
        "https://rossi.it:99999999",
        "https://rossi.it/ x",
    ],
)
def test_what_cannot_be_followed_safely_is_refused(typed: str) -> None:
    assert check_home_page(typed).blocks
