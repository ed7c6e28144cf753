"""Runs of a repair: tried first, in windows, twice, undone; what they cost and tell (H2)."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.links.repair import RepairResult, Side, Step, repair
from crm.history.models import Change
from crm.history.undo import undo
from partners.models import Customer
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.partners import Firm, firm
from tests.links.drifting import cities, pinned, raw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def nordlys() -> Firm:
    """A firm in Bergen, customer, vendor and bank account alike."""
    return firm(no="CT1", name="Nordlys AS", city="Bergen")


@pytest.mark.parametrize("side", list(Side))
def test_a_dry_run_says_what_a_run_does_and_writes_nothing(nordlys: Firm, side: Side) -> None:
    """Preview and deed count alike."""
    _mixed(nordlys)
    changes = Change.objects.count()
    before = cities(nordlys)

    tried, steps = _told(side, dry_run=True)
    untouched = (Change.objects.count(), cities(nordlys)) == (changes, before)
    done, told = _told(side, dry_run=False)

    assert untouched
    assert (tried.written, tried.left) == (done.written, done.left)
    assert steps == told


def _mixed(nordlys: Firm) -> None:
    other = firm(no="CT2", city="Bergen")
    raw(nordlys.customer, city="Oslo")
    raw(nordlys.contact, phone_no="")
    raw(nordlys.vendor, phone_no="1")
    raw(other.customer, city="Hamar")
    pinned(other.vendor, "name")
    raw(other.vendor, name="Another", email="b@example.com")


def _told(side: Side, *, dry_run: bool) -> tuple[RepairResult, list[Any]]:
    steps: list[Step] = []
    result = repair(side, dry_run=dry_run, report=steps.append)
    return result, sorted(((s.contact.no, s.kind, s.field, s.old, s.new, s.reason) for s in steps), key=str)


@pytest.mark.parametrize("side", list(Side))
def test_a_second_run_writes_nothing(nordlys: Firm, side: Side) -> None:
    """Idempotent, refusals included."""
    _mixed(nordlys)
    first = repair(side)
    changes = Change.objects.count()

    again = repair(side)

    assert Change.objects.count() == changes
    assert not again.written
    assert again.left == first.left


def test_only_left_steps_are_told_where_written_ones_are_not_wanted(nordlys: Firm) -> None:
    """A long run says what needs attention."""
    _mixed(nordlys)
    told: list[Step] = []

    repair(Side.CONTACT, report=told.append, written_too=False)

    assert told
    assert all(step.reason for step in told)


def test_windows_are_units_of_one_change_set_that_can_be_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    """H2: one gesture, however many windows; undone, everything differs again."""
    monkeypatch.setattr("contacts.links.repair.BATCH", 2)
    firms = [firm(no=f"CT{number}", city="Bergen") for number in range(5)]
    for made in firms:
        raw(made.customer, city="Oslo")
    for made in firms[::2]:
        raw(made.contact, city="")
        raw(made.vendor, city="Oslo")
        raw(made.bank, city="")
    heard: list[int] = []
    before = [cities(made) for made in firms]

    result = repair(Side.CONTACT, window=2, progress=heard.append)
    done = [cities(made) for made in firms]
    undo(result.change_set)

    assert heard == [2, 4, 5]
    assert done == [["Oslo"] * 4, ["Bergen"] * 4] * 2 + [["Oslo"] * 4]
    assert [cities(made) for made in firms] == before


def test_statements_do_not_grow_with_the_pairs(marketing: MarketingSetup, statements: Statements) -> None:
    """Towards the partner: the scans, two locks, and three statements for each kind that differs."""

    def cost() -> int:
        with statements() as seen:
            repair(Side.CONTACT)
        return len(seen)

    few = [firm(no=f"A{number}", city="Bergen") for number in range(2)]
    for made in few:
        raw(made.customer, city="Oslo")
    first = cost()
    for made in [*few, *(firm(no=f"B{number}", city="Bergen") for number in range(8))]:
        raw(made.customer, city="Oslo")

    assert cost() <= first
    assert Customer.objects.filter(city="Bergen").count() == 10
