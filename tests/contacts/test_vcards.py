"""Contacts as address cards: vCard 4.0, read back as other programs read them (3.1, RFC 6350)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from contacts.vcards import card, escaped, folded
from setup.models import Country
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.screens.conftest import anna

__all__ = ["anna"]

URL = "/contacts/export/?format=vcf"


def read(text: str) -> dict[str, str]:
    """The lines of one card by what stands before their colon: unfolded, values as they are written."""
    lines = re.sub("\r\n[ \t]", "", text).split("\r\n")
    return dict(line.split(":", 1) for line in lines if line)


def meant(value: str) -> str:
    """What an escaped value means."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Müller & Söhne, GmbH; Köln", r"Müller & Söhne\, GmbH\; Köln"),
        ("Via Roma 1\nScala B", r"Via Roma 1\nScala B"),
        ("a\r\nb\rc", r"a\nb\nc"),
        ("C:\\x", r"C:\\x"),
    ],
)
def test_signs_that_mean_something_mean_themselves(text: str, written: str) -> None:
    assert escaped(text) == written
    assert meant(written) == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.django_db
def test_a_line_can_hold_no_other_line() -> None:
    """A name cannot end its card, nor a home page."""
    company = CompanyFactory(name="X\r\nEND:VCARD", home_page="https://x.example\r\nNOTE:y")

    found = read(card(company))

    assert meant(found["FN"]) == "X\nEND:VCARD" and "NOTE" not in found


def test_long_lines_are_folded_between_letters() -> None:
    """75 octets, and no letter of several octets in two."""
    pieces = folded("FN:" + "Ü" * 80).split("\r\n")

    assert all(len(piece.encode()) <= 75 for piece in pieces) and len(pieces) == 3
    assert "".join(piece.removeprefix(" ") for piece in pieces) == "FN:" + "Ü" * 80


@pytest.mark.django_db
def test_a_person_has_the_parts_of_a_name_a_job_and_a_company() -> None:
    Country(code="IT", description="Italy").save()
    firm = CompanyFactory(name="Nordlys, AS")
    person = PersonFactory(first_name="Zoë", surname="Ångström", company=firm, job_title="Head; sales", country_id="IT")
    person.phone_no, person.email, person.address, person.city = "+39021234", "z@example.com", "Via 1, int. 2", "Milano"

    found = read(card(person))

    assert found["VERSION"] == "4.0" and found["KIND"] == "individual"
    assert found["N"] == "Ångström;Zoë;;;" and meant(found["ORG"]) == "Nordlys, AS"
    assert meant(found["TITLE"]) == "Head; sales" and found['TEL;TYPE="work,voice"'] == "+39021234"
    assert found["ADR;TYPE=work"] == r";;Via 1\, int. 2;Milano;;;Italy" and found["EMAIL;PREF=1"] == "z@example.com"
    assert "URL" not in found and "TEL;TYPE=fax" not in found


def test_the_list_is_exported_as_cards(anna: Client, statements: Statements) -> None:
    """As many as the filters let through; a constant number of statements."""
    for number in range(3):
        CompanyFactory(name=f"Müller {number}", city="Köln")
    CompanyFactory(name="Elsewhere", city="Roma")

    with statements() as few:
        answer: Any = anna.get(f"{URL}&city.is=K%C3%B6ln")
        text = b"".join(answer.streaming_content).decode()
    for number in range(3):
        CompanyFactory(name=f"Other {number}", city="Köln", country_id=None)
    with statements() as more:
        answer = anna.get(f"{URL}&city.is=K%C3%B6ln")
        longer = b"".join(answer.streaming_content).decode()

    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"].endswith('.vcf"')
    assert text.count("BEGIN:VCARD\r\n") == 3 and "FN:Müller 1\r\n" in text and "Elsewhere" not in text
    assert longer.count("END:VCARD\r\n") == 6 and len(more) == len(few)
