"""What an undo costs: statements grow with slices of records, not with records (H2)."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from contacts.links.bulk_creating import create_many
from contacts.links.kinds import kind_named
from contacts.models import Contact
from crm.history import bulk
from crm.history.models import Change
from crm.history.undo import plan_undo, undo
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.context import gesture
from crm.kit.deletion import SLICE
from crm.kit.unit import unit
from partners.models import Customer
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.partners import CustomerFactory, alone
from tests.history.replay import replayed

pytestmark = pytest.mark.django_db

FEW, MANY = 20, 200

Statement = Counter[str]


def in_one_gesture(action: Callable[[], object]) -> uuid.UUID:
    """The change set of what ``action`` does."""
    with gesture() as opened:
        action()
    return opened.change_set


def creations(count: int) -> uuid.UUID:
    """The change set that made contacts of so many customers, each with a person."""
    keys = [alone(CustomerFactory, contact_name="Ada").pk for _ in range(count)]
    partners = Customer._base_manager.filter(pk__in=keys)
    return in_one_gesture(lambda: list(create_many(kind_named("customer"), partners)))


def deletions(count: int) -> uuid.UUID:
    """The change set that removed so many linked contacts again."""
    made = creations(count)
    undo(made)
    return Change.objects.filter(reverts=made)[0].change_set


def edits(count: int) -> uuid.UUID:
    """The change set that changed so many contacts and customers."""
    creations(count)
    half = count // 2
    records = [*Contact.objects.companies().order_by("-pk")[:half], *Customer.objects.order_by("-pk")[:half]]

    def edit() -> None:
        with unit():
            write_rows([Write(record, (FieldChange("city", "", "Bergen"),)) for record in records])

    return in_one_gesture(edit)


def kinds_of(seen: list[str]) -> Statement:
    """How many statements of each kind. SQLite updates row by row, and inserts as many rows as it takes parameters."""
    found = Counter(re.split(r"\W", sql, maxsplit=1)[0] for sql in seen)
    if connection.vendor != "postgresql":
        del found["UPDATE"], found["INSERT"]
    return found


def cost(statements: Statements, made: uuid.UUID) -> tuple[Statement, Statement]:
    """What planning and doing it took."""
    with statements() as planning:
        plan_undo(made)
    with statements() as doing:
        done = undo(made)
    assert not done.plan.kept and not done.plan.is_empty
    return kinds_of(planning), kinds_of(doing)


@pytest.mark.parametrize("make", [creations, deletions, edits])
def test_ten_times_the_records_cost_no_more_statements(
    marketing: MarketingSetup, statements: Statements, make: Callable[[int], uuid.UUID]
) -> None:
    """At most a slice of each model."""
    few = cost(statements, make(FEW))

    many = cost(statements, make(MANY))

    assert many == few
    assert sum(few[1].values()) < 100
    assert replayed() == {}


def test_more_records_than_a_slice_holds_are_all_undone(
    marketing: MarketingSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slices of three."""
    for place in ("crm.kit.deletion.SLICE", "crm.history.standing.SLICE", "crm.history.bulk.AT_ONCE"):
        monkeypatch.setattr(place, 3)
    made = creations(20)

    undo(made)
    undo(Change.objects.filter(reverts=made)[0].change_set)

    assert Contact.objects.count() == 40
    assert replayed() == {}


def test_slices_fit_every_database() -> None:
    """SQLite takes a thousand parameters."""
    assert max(SLICE, bulk.AT_ONCE) < 1000
