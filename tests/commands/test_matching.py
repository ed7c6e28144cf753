"""How well a contact and a partner match: keys and scores (wish 8 of part 3)."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.links.matching import Method, Side, compare, email_keys, keys, phone_key, vat_key
from contacts.links.name_keys import name_key

ALL = tuple(Method)


def side(**values: Any) -> Side:
    """One side; a name of its own where none is given."""
    return Side(**{"pk": 1, "no": "X", "name": "", **values})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rossi S.r.l.", "ROSSI SRL"),
        ("Rossi S. r. l.", "Rossi Società a responsabilità limitata"),
        ("Società Agricola Perù S.S.", "Peru Agricola Società SS"),
        ("A.B.C. Costruzioni S.p.A.", "A. B. C. Costruzioni SPA"),
        ("Pérez e Hijos, S.L.", "Hijos e Perez SL"),
        ("Acme Limited", "ACME Ltd."),
        ("Smith & Sons plc", "Smith Sons Public Limited Company"),
        ("Mario Rossi", "Rossi, Mario"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    """Case, accents, punctuation, word order and ways to write the legal form do not count."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Rossi S.r.l.", "Rossi S.p.A."), ("Rossi", "Rosso"), ("ABC", "AB C")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    """The legal form is part of the key, apart from the words."""
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["S.r.l.", "Srl", "Co."])
def test_a_name_of_legal_forms_only_keeps_them(name: str) -> None:
    """A key is never empty where there is a name."""
    assert name_key(name).words


@pytest.mark.parametrize(
    ("vat", "key"),
    [
        ("IT 01234567890", "01234567890"),
        ("01234567890", "01234567890"),
        ("es-b12345674", "B12345674"),
        ("B12345674", "B12345674"),
        ("GB 123 4567 89", "123456789"),
        ("12", ""),
        ("", ""),
    ],
)
def test_vat_numbers_are_compared_without_prefix_and_punctuation(vat: str, key: str) -> None:
    """Ruling 18 stores them without the own country's prefix; older rows may have it."""
    assert vat_key(vat) == key


def test_phones_are_compared_by_their_last_digits() -> None:
    """However the country was dialled."""
    assert phone_key("+39 02 1234 5678") == phone_key("0039/0212345678") == phone_key("02-12345678")
    assert phone_key("112") == ""


def test_every_address_of_a_list_counts() -> None:
    """A5-2: several e-mail addresses are separated by semicolons."""
    assert email_keys("Info@Alfa.example; sales@alfa.example;") == {"info@alfa.example", "sales@alfa.example"}


@pytest.mark.parametrize(
    ("contact", "partner", "score"),
    [
        ({"vat": "IT01234567890"}, {"vat": "01234567890"}, 95),
        ({"email": "a@b.example"}, {"email": "A@B.example"}, 90),
        ({"phones": ("02 1234567",)}, {"phones": ("", "+39 02 1234567")}, 75),
        ({"name": "Alfa Srl"}, {"name": "ALFA S.R.L."}, 85),
        ({"name": "Alfa", "post_code": "20100"}, {"name": "Alfa", "post_code": "20100"}, 95),
        ({"name": "Alfa", "city": "Forlì"}, {"name": "Alfa", "city": "FORLI"}, 90),
        ({"name": "Alfa Srl"}, {"name": "Alfa SpA"}, 75),
        ({"vat": "01234567890", "country": "IT"}, {"vat": "01234567890", "country": "ES"}, 75),
        ({"vat": "01234567890", "name": "Alfa"}, {"vat": "01234567890", "name": "Alfa"}, 100),
        ({"name": "Ada Rossi", "type": "person"}, {"name": "Ada Rossi", "type": "company"}, 65),
    ],
)
def test_scores_say_how_sure_one_can_be(contact: dict[str, Any], partner: dict[str, Any], score: int) -> None:
    """Identifiers count more than names, several more than one, contradictions against it."""
    match = compare(side(**contact), side(**partner), ALL)

    assert match is not None
    assert match.score == score
    assert match.reasons


@pytest.mark.parametrize(
    ("contact", "partner", "by"),
    [
        ({"name": "Alfa"}, {"name": "Omega"}, ALL),
        ({"name": "Alfa", "vat": "01234567890"}, {"name": "Alfa", "vat": "09876543210"}, ALL),
        ({"vat": "01234567890"}, {"vat": "01234567890"}, (Method.EMAIL, Method.NAME, Method.PHONE)),
        ({}, {}, ALL),
    ],
)
def test_what_has_nothing_in_common_does_not_match(
    contact: dict[str, Any], partner: dict[str, Any], by: tuple[Method, ...]
) -> None:
    """Blanks match nothing, and only the methods asked for count."""
    assert compare(side(**contact), side(**partner), by) is None


def test_a_name_that_is_only_similar_never_reaches_the_threshold_alone() -> None:
    """A typing error in a name is proposed, not linked, even in the same place."""
    match = compare(side(name="Bianchi Mario", post_code="1"), side(name="Bianchi Maria", post_code="1"), ALL)

    assert match is not None
    assert 60 <= match.score < 90


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Costruzioni Rossi Srl"}, {"name": "Rosi Costruzioni"}),
        ({"name": "Nordlys"}, {"name": "Nordlis"}),
        ({"vat": "IT01234567890"}, {"vat": "01234567890"}),
        ({"email": "a@b.example;c@d.example"}, {"email": "C@d.example"}),
        ({"phones": ("+39 02 1234567", "")}, {"phones": ("", "021234567")}),
    ],
)
def test_what_matches_shares_a_block(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Otherwise it would never be compared."""
    assert keys(side(**one), ALL) & keys(side(**other), ALL)
