"""`undo`: what one gesture did is taken back, and what was edited since is named (decisions H2)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from contacts.models import Contact
from crm.history.models import Change
from crm.kit.context import Door, gesture
from setup.models import MarketingSetup
from tests.commands.running import run
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import Firm, firm
from tests.factories.setup import CurrencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys(marketing: MarketingSetup) -> Firm:
    """A firm whose phone was typed in one gesture, which wrote all four records."""
    made = firm(phone_no="1")
    with gesture(door=Door.FORM):
        made.contact.phone_no = "2"
        made.contact.save()
    return made.reload()


def last(door: str = Door.FORM) -> str:
    """The latest change set that came through a door."""
    return str(Change.objects.filter(door=door).latest("pk").change_set)


def test_a_change_set_goes_back_as_one(nordlys: Firm) -> None:
    """H2: contact, customer, vendor and bank account."""
    ran = run("undo", last())

    nordlys.reload()
    assert ran.code == 0
    assert {one.phone_no for one in (nordlys.contact, nordlys.customer, nordlys.vendor, nordlys.bank)} == {"1"}
    assert "Phone No.: 2 → 1" in ran.out
    assert "Undone: 4 records; kept: 0" in ran.out


def test_a_field_edited_since_is_kept_and_named(nordlys: Firm) -> None:
    """H2: exit code 1; the others go back."""
    number = last()
    Contact._base_manager.filter(pk=nordlys.contact.pk).update(phone_no="3")

    ran = run("undo", number, "--format", "json")

    kept = [row for row in ran.rows if row["happens"] == "kept"]
    assert ran.code == 1
    assert [(row["record"], row["field"], row["reason"]) for row in kept] == [
        (nordlys.contact.title, "Phone No.", "It was edited since.")
    ]
    assert nordlys.reload().customer.phone_no == "1"
    assert any(row["happens"] == "differs" for row in ran.rows)


def test_a_dry_run_says_the_same_and_writes_nothing(nordlys: Firm) -> None:
    """The plan."""
    before = Change.objects.count()

    ran = run("undo", last(), "--dry-run", "--format", "json")

    assert ran.document["counts"] == {"undone": 4, "kept": 0, "differences": 0}
    assert {(row["old"], row["new"]) for row in ran.rows} == {("2", "1")}
    assert Change.objects.count() == before


def test_a_dry_run_names_what_no_longer_points_to_what_goes(marketing: MarketingSetup) -> None:
    """The same rows as the run itself: a person came to a new company, and the one before no longer exists."""
    person = PersonFactory(company=CompanyFactory(name="Nordlys AS"))
    with gesture(door=Door.FORM):
        person.company = CompanyFactory(name="Rossi Srl")
        person.save()
    Contact.objects.get(name="Nordlys AS").delete()
    number = last()

    text = run("undo", number, "--dry-run").out
    tried, done = (run("undo", number, *words, "--format", "json") for words in (["--dry-run"], []))

    let_go = [(row["old"], row["new"]) for row in tried.rows if row.get("field") == "Company No." and "new" in row]
    assert let_go == [(person.company.title, "")]
    assert f"Goes back: {person.title} · Company No.: {person.company.title} → —\n" in text
    assert sorted(map(str, tried.rows)) == sorted(map(str, done.rows))
    assert tried.document["counts"] == done.document["counts"] == {"undone": 2, "kept": 1, "differences": 0}


def test_an_undo_is_a_change_set_that_can_be_undone(nordlys: Firm) -> None:
    """H2, ruling 10: the number is reported."""
    undone = run("undo", last(), "--format", "json").document["change_set"]

    run("undo", undone)

    assert nordlys.reload().vendor.phone_no == "2"


def test_undoing_twice_changes_nothing_more(nordlys: Firm) -> None:
    """Safe to run twice."""
    number = last()
    run("undo", number)
    before = Change.objects.count()

    ran = run("undo", number, "--format", "json")

    assert ran.code == 0
    assert ran.document["change_set"] is None
    assert Change.objects.count() == before


def test_a_created_code_is_named_when_it_goes(marketing: MarketingSetup) -> None:
    """What is gone is named as it was, not as what is left of it."""
    with gesture(door=Door.FORM):
        CurrencyFactory(code="SEK", description="Krona")

    ran = run("undo", last())

    assert "Goes: SEK — Krona" in ran.out


def test_last_takes_back_the_last_command_and_nobody_elses_work(nordlys: Firm) -> None:
    """A form that was saved meanwhile stays."""
    with gesture(door=Door.COMMAND):
        CompanyFactory(name="Made by a command")
    nordlys.contact.city = "Oslo"
    with gesture(door=Door.FORM):
        nordlys.contact.save()

    ran = run("undo", "--last")

    assert ran.code == 0
    assert not Contact.objects.filter(name="Made by a command").exists()
    assert nordlys.reload().contact.city == "Oslo"


def test_last_does_not_work_its_way_back(marketing: MarketingSetup) -> None:
    """A second `--last` finds the last run undone and does nothing."""
    for name in ("First", "Second"):
        with gesture(door=Door.COMMAND):
            CompanyFactory(name=name)
    run("undo", "--last")

    ran = run("undo", "--last")

    assert ran.code == 0
    assert list(Contact.objects.values_list("name", flat=True)) == ["First"]


def test_the_last_few_are_taken_back_newest_first(marketing: MarketingSetup) -> None:
    """Each is a unit of its own."""
    with gesture(door=Door.COMMAND):
        contact = CompanyFactory(name="First")
    with gesture(door=Door.COMMAND):
        contact.name = "Second"
        contact.save()

    ran = run("undo", "--last", "2")

    assert ran.code == 0, ran.out
    assert not Contact.objects.exists()


def test_the_list_shows_who_did_what_and_what_became_of_it(nordlys: Firm, django_user_model: Any) -> None:
    """Newest first, with actor, door, causes, counts, and by what it was undone."""
    anna = django_user_model.objects.create_user("anna")
    with gesture(actor=anna, door=Door.FORM):
        CompanyFactory()
    typed = str(Change.objects.filter(cause="synchronized").latest("pk").change_set)
    run("undo", typed)

    ran = run("undo", "--list", "3", "--format", "json")

    undoing, by_anna, undone = ran.rows
    assert (undoing["undoes"], undone["undone_by"]) == (typed, undoing["change_set"])
    assert (by_anna["actor"], by_anna["door"], by_anna["actions"]) == ("anna", "Form", {"create": 1})
    assert undone["causes"] == {"synchronized": 3, "typed": 1}


def test_the_list_can_be_written_to_a_file(nordlys: Firm, tmp_path: Path) -> None:
    """With columns of its own."""
    path = tmp_path / "list.csv"

    run("undo", "--list", "--output", path)

    assert path.read_text(encoding="utf-8-sig").startswith("change_set,at,actor,door,causes,actions")


@pytest.mark.parametrize("words", [[], ["nonsense"], ["--last", "0"], ["--last", "x"], ["--last", "--list"]])
def test_wrong_use_is_a_sentence(marketing: MarketingSetup, words: list[str]) -> None:
    """Nothing happens."""
    ran = run("undo", *words)

    assert ran.code != 0
    assert ran.err


def test_an_unknown_change_set_is_wrong_use(marketing: MarketingSetup) -> None:
    """The sentence names it."""
    unknown = uuid4()

    ran = run("undo", unknown)

    assert ran.code == 2
    assert str(unknown) in ran.err
