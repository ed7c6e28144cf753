"""`undo` a second time: it is done already, and by what."""

from __future__ import annotations

import pytest

from crm.history.models import Change
from crm.kit.context import Door, gesture
from setup.models import MarketingSetup
from tests.commands.running import run
from tests.factories.setup import CurrencyFactory

pytestmark = pytest.mark.django_db


def made() -> str:
    """The change set that made a currency."""
    with gesture(door=Door.COMMAND) as opened:
        CurrencyFactory(code="SEK", description="Krona")
    return str(opened.change_set)


@pytest.mark.parametrize("words", [[], ["--dry-run"]])
def test_what_is_undone_already_is_said(marketing: MarketingSetup, words: list[str]) -> None:
    """What it made is gone: that is no difference that is left."""
    number = made()
    undoing = run("undo", number, "--format", "json").document["change_set"]
    before = Change.objects.count()

    ran = run("undo", number, *words)

    assert ran.code == 0
    assert ran.out.startswith(f"Change set {number} is undone already, by {undoing}.\n")
    assert "no longer exists" not in ran.out
    assert Change.objects.count() == before


def test_programs_are_told_too(marketing: MarketingSetup) -> None:
    """A row of its own, and nothing that takes it back."""
    number = made()
    run("undo", number)

    document = run("undo", number, "--format", "json").document

    assert [row["happens"] for row in document["rows"]] == ["already"]
    assert (document["counts"]["kept"], document["change_set"]) == (0, None)


def test_what_was_redone_is_the_last_again(marketing: MarketingSetup) -> None:
    """`--list` and `--last` speak of undos that stand."""
    number = made()
    undoing = run("undo", number, "--format", "json").document["change_set"]
    redoing = run("undo", undoing, "--format", "json").document["change_set"]

    listed = {row["change_set"]: row["undone_by"] for row in run("undo", "--list", "--format", "json").rows}
    ran = run("undo", "--last")

    assert (listed[number], listed[undoing]) == (None, redoing)
    assert "Goes: SEK — Krona" in ran.out
