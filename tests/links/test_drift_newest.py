"""Which side of a difference is newer, by what the history knows (issue: `sync`)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet

from contacts.links.drift import find_drift
from contacts.links.kinds import kind_named
from contacts.links.newest import Newer, newer_side
from crm.history.models import Change
from tests.conftest import Statements
from tests.factories.partners import Firm, firm
from tests.links.drifting import dated, paused, raw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def newer(name: str = "city") -> Newer | None:
    """The newer side of the only customer that differs."""
    (drift,) = find_drift(kinds=[kind_named("customer")])
    return newer_side([drift]).get((drift.relation, name))


@pytest.fixture
def apart() -> Firm:
    """A firm whose customer no longer follows; both sides say Bergen."""
    nordlys = firm(city="Bergen")
    paused(nordlys.customer)
    return nordlys.reload()


def type_city(record: object, city: str, at: datetime) -> None:
    """Somebody typed ``city`` at that moment."""
    record.city = city  # type: ignore[attr-defined]
    record.save()  # type: ignore[attr-defined]
    dated(record, at)  # type: ignore[arg-type]


def test_the_side_typed_later_is_newer(apart: Firm) -> None:
    """By the last change of that column on either side."""
    type_city(apart.customer, "Hamar", MONDAY)
    type_city(apart.contact, "Oslo", TUESDAY)

    assert newer() == Newer("contact", TUESDAY)


def test_other_columns_do_not_count(apart: Firm) -> None:
    """A later change of the phone number says nothing of the city."""
    type_city(apart.contact, "Oslo", MONDAY)
    type_city(apart.customer, "Hamar", TUESDAY)
    apart.contact.phone_no = "1"
    apart.contact.save()

    assert newer() == Newer("partner", TUESDAY)


def test_a_value_that_the_history_did_not_see_is_newer_than_one_it_saw(apart: Firm) -> None:
    """Raw SQL came after the last change noted on its side; nobody knows when."""
    raw(apart.contact, city="Oslo")

    assert newer() == Newer("contact", None)


def test_raw_sql_against_a_later_change_is_not_decided(apart: Firm) -> None:
    """Somebody typed on one side, raw SQL wrote on the other: the order is not known."""
    raw(apart.contact, city="Oslo")
    type_city(apart.customer, "Hamar", datetime(2100, 1, 1, tzinfo=UTC))

    assert newer() is None


def test_without_any_history_nothing_is_known(apart: Firm) -> None:
    """Records that were loaded by SQL."""
    raw(apart.contact, city="Oslo")
    QuerySet(Change).all()._raw_delete(using="default")

    assert newer() is None


def test_the_side_with_history_is_newer_than_one_without(apart: Firm) -> None:
    """A record that nobody touched since it was loaded."""
    QuerySet(Change).all()._raw_delete(using="default")
    type_city(apart.customer, "Hamar", MONDAY)

    assert newer() == Newer("partner", MONDAY)


def test_a_cleared_value_can_be_newer(apart: Firm) -> None:
    """Blank is what was typed last."""
    apart.customer.city = ""
    apart.customer.save()
    dated(apart.customer, TUESDAY)

    assert newer() == Newer("partner", TUESDAY)


def test_statements_do_not_grow_with_the_pairs(statements: Statements) -> None:
    """One for the contacts, one for each kind."""
    for number in range(6):
        made = firm(no=f"CT{number}")
        raw(made.customer, city="Oslo")
        raw(made.vendor, city="Oslo")
    drifts = list(find_drift())

    with statements() as seen:
        found = newer_side(drifts)

    assert len(found) == 12
    assert len(seen) == 3
