"""`undo` names what values point to by its number, in text, JSON and CSV alike, at one query for each model."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import Contact
from crm.history.models import Change
from crm.kit.context import Door, gesture
from partners.models import Customer
from setup.models import MarketingSetup
from tests.commands.making import partner
from tests.commands.running import run
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.setup import CurrencyFactory

pytestmark = pytest.mark.django_db


def moved(people: int = 1) -> str:
    """The change set that took people out of their company CT90."""
    company = CompanyFactory(no="CT90", name="Nordlys")
    staff = [PersonFactory(no=f"CT1{number}", company=company) for number in range(people)]
    with gesture(door=Door.FORM):
        for person in staff:
            person.company = None
            person.save()
    return last()


def last() -> str:
    """The latest change set."""
    return str(Change.objects.latest("pk").change_set)


def test_a_record_is_shown_by_its_number(marketing: MarketingSetup) -> None:
    """The company that a person returns to."""
    number = moved()

    planned, done = run("undo", number, "--dry-run"), run("undo", number)

    assert "Company No.: — → CT90 Nordlys\n" in planned.out
    assert "Company No.: — → CT90 Nordlys\n" in done.out


@pytest.mark.parametrize("words", [["--dry-run"], []])
def test_programs_and_files_read_the_same(marketing: MarketingSetup, tmp_path: Path, words: list[str]) -> None:
    """JSON and CSV."""
    path, number = tmp_path / "undone.csv", moved()

    ran = run("undo", number, "--format", "json", "--output", path, *words)

    in_file = list(csv.DictReader(path.open(encoding="utf-8-sig")))
    for rows in (ran.rows, in_file):
        (company,) = [(row["old"], row["new"]) for row in rows if row["field"] == "Company No."]
        assert company == ("", "CT90 Nordlys")


def test_a_record_that_goes_with_the_undo_is_named_too(marketing: MarketingSetup) -> None:
    """The person made as primary contact is gone when the report is written."""
    partner(no="C1", name="Alfa", contact_name="Ada Rossi")
    run("create_contacts", "--from", "customers")
    person = Contact.objects.get(name="Ada Rossi")

    planned, done = run("undo", last(), "--dry-run"), run("undo", last())

    assert f"Primary Contact No.: {person.no} Ada Rossi → —" in done.out
    assert f"Primary Contact No.: {person.no} Ada Rossi → —" in planned.out
    assert Customer.objects.get(no="C1").primary_contact is None


def test_codes_flags_and_blanks_are_said_as_on_a_card(marketing: MarketingSetup) -> None:
    """In the language of whoever asks."""
    company = CompanyFactory(no="CT90", currency=CurrencyFactory(code="SEK", description="Krona"))
    with gesture(door=Door.FORM):
        company.currency, company.privacy_blocked = None, True
        company.save()

    ran = run("undo", last(), "--dry-run", "--language", "it")

    assert ": — → SEK — Krona\n" in ran.out
    assert ": Sì → No\n" in ran.out


@pytest.mark.parametrize("words", [["--dry-run"], []])
def test_naming_costs_the_same_for_few_and_many(marketing: MarketingSetup, words: list[str]) -> None:
    """One query for each model."""
    asked: list[int] = []
    for people in (2, 8):
        Contact._base_manager.all().delete()
        number = moved(people)
        with CaptureQueriesContext(connection) as queries:
            run("undo", number, *words)
        asked.append(_naming(queries))

    assert asked[0] == asked[1]


def _naming(queries: Any) -> int:
    return len([query for query in queries if query["sql"].startswith("SELECT")])
