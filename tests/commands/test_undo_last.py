"""`undo --last`: which change sets it takes, and that it says so first."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from contacts.models import Contact
from crm.history.models import Change
from crm.kit.context import Cause, Door, because, gesture
from setup.models import MarketingSetup
from tests.commands.running import run
from tests.factories.contacts import CompanyFactory

pytestmark = pytest.mark.django_db


def made(name: str, cause: Cause = Cause.TYPED, **who: Any) -> uuid.UUID:
    """The change set of a command that made a company, and noted something for another reason too."""
    with gesture(door=Door.COMMAND, cause=cause, **who) as opened:
        CompanyFactory(name=name)
        with because(Cause.SYNCHRONIZED):
            CompanyFactory(name=f"{name} too")
    return opened.change_set


def test_a_fresh_installation_has_nothing_to_take_back(marketing: MarketingSetup) -> None:
    """The demo company stays, and the sentence says how it would go."""
    Change.objects.all().delete()
    made("Demo", Cause.IMPORTED)

    ran = run("undo", "--last", "--dry-run")

    assert ran.code == 0
    assert ran.out == "There is nothing to undo. Demo loads and imports are taken back by their number; see --list.\n"


def test_an_import_is_passed_over(marketing: MarketingSetup) -> None:
    """What a command did before it is the last."""
    made("Typed")
    made("Demo", Cause.IMPORTED)

    run("undo", "--last")

    assert set(Contact.objects.values_list("name", flat=True)) == {"Demo", "Demo too"}


def test_an_import_goes_by_its_number(marketing: MarketingSetup) -> None:
    """Whoever names it means it."""
    number = made("Demo", Cause.IMPORTED)

    ran = run("undo", number)

    assert ran.code == 0
    assert not Contact.objects.exists()


def test_what_was_taken_is_said_first(marketing: MarketingSetup, django_user_model: Any) -> None:
    """Number, who, door, how many; nobody typed the number."""
    number = made("Typed", actor=django_user_model.objects.create_user("anna"))

    first = run("undo", "--last", "--dry-run").out.splitlines()[0]

    assert first.startswith(str(number))
    assert "anna · Command · Synchronized 1, Typed 1 · Created 2" in first


def test_one_that_is_undone_already_is_named_with_what_undid_it(marketing: MarketingSetup) -> None:
    """The second run does nothing and says why."""
    number = made("Typed")
    undoing = run("undo", number, "--format", "json").document["change_set"]

    ran = run("undo", "--last")

    assert f"undone by {undoing}" in ran.out
    assert "Undone: 0 records" in ran.out


@pytest.mark.parametrize("words", [("undo", "--last"), ("undo", "--list"), ("sync", "--window")])
@pytest.mark.parametrize("number", ["0", "100001", "9" * 21, "9" * 5000, "-1", "x"])
def test_a_number_beyond_counting_is_wrong_use(words: tuple[str, ...], number: str) -> None:
    """Whatever the parser refuses ends with exit code 2 on the command line."""
    ran = run(*words, number)

    assert ran.out == ""
    assert "is not a whole number from 1 to 100000" in ran.err
