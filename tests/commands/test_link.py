"""`link`: one pair by numbers (section D, decisions L1–L4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from partners.models import Customer
from setup.models import MarketingSetup
from tests.commands.making import KINDS, partner
from tests.commands.running import run
from tests.factories.contacts import CompanyFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_one_pair_is_linked_by_its_numbers(marketing: MarketingSetup, kind: str) -> None:
    """D1: numbers in any case of letters."""
    CompanyFactory(no="CT1")
    other = partner(kind, no="P1")

    ran = run("link", "--contact", "ct1", f"--{kind.replace('_', '-')}", "p1")

    assert ran.code == 0, ran.err
    assert other.link.contact.no == "CT1"


@pytest.mark.parametrize(("master", "name"), [("contact", "Alfa"), ("partner", "Beta")])
def test_the_master_wins_and_blanks_are_filled(pair: Any, master: str, name: str) -> None:
    """L2: both are equal afterwards, and the report says what was written."""
    ran = run("link", "--contact", "CT1", "--customer", "C1", "--master", master)

    contact, customer = Contact.objects.get(no="CT1"), Customer.objects.get(no="C1")
    assert (contact.name, contact.phone_no, contact.city) == (name, "1", "Oslo")
    assert (customer.name, customer.phone_no, customer.city) == (name, "1", "Oslo")
    assert "CT1 · City: — → Oslo" in ran.out


def test_each_change_has_a_line_of_its_own(pair: Any) -> None:
    """For people; programs get a list."""
    ran = run("link", "--contact", "CT1", "--customer", "C1")

    head, *changes = [line for line in ran.out.splitlines() if "CT1" in line or "→" in line]
    assert head == "CT1 Alfa ↔ Customer C1 Beta · linked"
    assert "  CT1 · City: — → Oslo" in changes
    assert all(line.startswith("  ") and line.count("→") == 1 for line in changes)


def test_blanks_win_where_that_is_asked(pair: Any) -> None:
    """L2: the contact's blank city clears the customer's."""
    run("link", "--contact", "CT1", "--customer", "C1", "--blanks-win")

    assert Customer.objects.get(no="C1").city == ""


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(pair: Any) -> None:
    """The same lines as the run itself."""
    before = Change.objects.count()

    ran = run("link", "--contact", "CT1", "--customer", "C1", "--dry-run", "--format", "json")

    assert ran.rows[0]["result"] == "would_be_linked"
    assert "CT1 · City: — → Oslo" in ran.rows[0]["changes"]
    assert ran.document["change_set"] is None
    assert not ContactBusinessRelation.objects.exists()
    assert Change.objects.count() == before


def test_a_second_run_has_nothing_to_do(pair: Any) -> None:
    """Safe to run twice."""
    run("link", "--contact", "CT1", "--customer", "C1")
    before = Change.objects.count()

    ran = run("link", "--contact", "CT1", "--customer", "C1")

    assert ran.code == 0
    assert "linked already" in ran.out
    assert Change.objects.count() == before


def test_a_refusal_ends_with_its_sentence(pair: Any) -> None:
    """D1, D5: exit code 1; the sentence names the other record."""
    run("link", "--contact", "CT1", "--customer", "C1")
    CompanyFactory(no="CT2", name="Gamma")

    ran = run("link", "--contact", "CT2", "--customer", "C1")

    assert ran.code == 1
    assert "is already linked to contact CT1" in ran.out


def test_a_contact_blocked_for_privacy_is_refused(marketing: MarketingSetup) -> None:
    """H5, D1."""
    CompanyFactory(no="CT1", privacy_blocked=True)
    partner(no="C1")

    ran = run("link", "--contact", "CT1", "--customer", "C1")

    assert ran.code == 1
    assert "blocked for privacy" in ran.out
    assert not ContactBusinessRelation.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Say which pairs"),
        (["--contact", "CT1"], "One pair is"),
        (["--customer", "C1"], "One pair is"),
        (["--contact", "CT1", "--customer", "C1", "--vendor", "V1"], "One pair is"),
        (["--contact", "CT1", "--customer", "C1", "--pairs", "x.csv"], "Say which pairs"),
        (["--contact", "CT1", "--customer", "C1", "--apply"], "go with --match"),
        (["--contact", "CT9", "--customer", "C1"], "There is no contact CT9."),
        (["--contact", "CT1", "--customer", "C9"], "There is no customer C9."),
        (["--contact", " ", "--customer", "C1"], "There is no contact"),
        (["--contact", "CT1", "--customer", "C1", "--by", "nobody"], "There is no user nobody."),
        (["--contact", "CT1", "--customer", "C1", "--output", "/nowhere/at/all.csv"], "cannot be written"),
    ],
)
def test_wrong_use_is_a_sentence_and_does_nothing(pair: Any, words: list[str], sentence: str) -> None:
    """Exit code 2."""
    ran = run("link", *words)

    assert ran.code == 2
    assert sentence in ran.err
    assert not ContactBusinessRelation.objects.exists()


def test_a_missing_relation_code_names_its_setting(pair: Any, marketing: MarketingSetup) -> None:
    """L4."""
    marketing.customer_relation = None
    marketing.save()

    ran = run("link", "--contact", "CT1", "--customer", "C1")

    assert ran.code == 2
    assert "business relation code for customers in Marketing Setup" in ran.err


def test_a_person_becomes_the_primary_contact_of_its_customer(marketing: MarketingSetup, tmp_path: Path) -> None:
    """Ruling 8, from a file as well."""
    person = PersonFactory(no="CT1", name="Ada Rossi")
    partner(no="C1")
    path = tmp_path / "pairs.csv"
    path.write_text("contact,kind,partner\nCT1,customer,C1\n", encoding="utf-8")

    run("link", "--pairs", path)

    customer = Customer.objects.get(no="C1")
    assert customer.primary_contact == person
    assert (customer.contact_name, customer.contact_type) == ("Ada Rossi", "person")


def test_the_history_shows_who_ran_it(pair: Any, django_user_model: Any) -> None:
    """H1: --by."""
    anna = django_user_model.objects.create_user("anna")

    run("link", "--contact", "CT1", "--customer", "C1", "--by", "anna")

    change = Change.objects.filter(model="links.contactbusinessrelation").get()
    assert (change.actor, change.door, change.cause) == (anna, "command", "linked")


def test_undo_takes_a_run_back(pair: Any) -> None:
    """H2: link and values."""
    run("link", "--contact", "CT1", "--customer", "C1")

    ran = run("undo", "--last")

    assert ran.code == 0, ran.out
    assert not ContactBusinessRelation.objects.exists()
    assert Customer.objects.get(no="C1").name == "Beta"
    assert Contact.objects.get(no="CT1").city == ""


def test_a_pair_is_named_in_the_language_asked_for(pair: Any) -> None:
    ran = run("link", "--contact", "CT1", "--customer", "C1", "--language", "it", "--dry-run")

    assert "CT1 Alfa ↔ Cliente C1 Beta" in ran.out


def test_phone_numbers_are_printed_as_on_cards(marketing: MarketingSetup) -> None:
    CompanyFactory(no="CT1", phone_no="+390212345678")
    partner("customer", no="C1", phone_no="")

    ran = run("link", "--contact", "CT1", "--customer", "C1")

    assert "C1 · Phone No.: — → +39 02 1234 5678" in ran.out
