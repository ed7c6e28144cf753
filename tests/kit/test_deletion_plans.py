"""Deletion plans of many records: each says what a plan of its own would, for a constant number of queries (D4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contacts.deletion import PEOPLE
from contacts.models import AlternativeAddress, AlternativeAddressDateRange, Contact
from crm.kit import deletion
from crm.kit.models import Record
from partners.models import Customer, Vendor
from setup.models import BusinessRelation, Currency, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import CurrencyFactory

pytestmark = pytest.mark.django_db

ALSO = pytest.mark.parametrize("also", [frozenset(), frozenset({PEOPLE})])


def crowd() -> list[Record]:
    """Firms with people, addresses, primary contacts and codes, those who bill to others, and all their codes."""
    for number in range(3):
        made = firm(name=f"Firm {number}", currency=CurrencyFactory())
        people = [PersonFactory(company=made.contact, name=f"Ada {number}{one}") for one in range(number)]
        for person in people[:1]:
            made.customer.primary_contact = person
            made.customer.save()
        address = AlternativeAddress(contact=made.contact, code="SUMMER")
        address.save()
        AlternativeAddressDateRange(address=address, starting_date="2026-06-01").save()
        alone(CustomerFactory, bill_to_customer=made.customer, preferred_bank_account=made.bank)
    models = (Contact, Customer, Vendor, Currency, BusinessRelation)
    return [record for model in models for record in model._base_manager.order_by("pk")]


@ALSO
def test_many_plans_are_those_of_each(marketing: MarketingSetup, also: frozenset[str]) -> None:
    """In the order of the records, whatever models they are of."""
    records = crowd()[::-1]

    planned = deletion.plan_many(records, also)

    assert planned == [deletion.plan(record, also) for record in records]
    assert [one.record for one in planned] == records
    assert {bool(one.refused) for one in planned} == {True, False}
    assert any(one.goes for one in planned) and any(one.stays for one in planned)
    assert any(one.unlinked for one in planned)


def test_a_code_in_use_names_a_few_of_its_users_and_counts_them_all(marketing: MarketingSetup) -> None:
    """D6: the first ones of each code."""
    krone, euro, unused = (CurrencyFactory(code=code) for code in ("NOK", "EUR", "SEK"))
    users = {code: [CompanyFactory(currency=code) for _ in range(7)] for code in (krone, euro)}

    plans = deletion.plan_many([krone, unused, euro])

    obstacles = [plan.refused for plan in plans]
    assert [sum(one.count for one in some) for some in obstacles] == [7, 0, 7]
    assert list(obstacles[0][0].examples) == users[krone][: deletion.SHOWN]
    assert list(obstacles[2][0].examples) == users[euro][: deletion.SHOWN]


@ALSO
@pytest.mark.parametrize("model", [Contact, Customer, Currency])
def test_three_times_the_records_cost_no_more_queries(
    marketing: MarketingSetup, statements: Statements, model: type[Record], also: frozenset[str]
) -> None:
    """One for each relation that points to them, and for each that points to what goes with them."""
    counts = []
    for crowds in (1, 2):
        for _ in range(crowds):
            crowd()
        records = list(model._base_manager.order_by("pk"))
        with statements() as seen:
            deletion.plan_many(records, also)
        counts.append(len(seen))

    assert counts[0] == counts[1] < 40


def test_no_more_keys_are_looked_up_at_once_than_a_slice_holds(
    marketing: MarketingSetup, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three slices cost three times as much."""
    companies = [CompanyFactory() for _ in range(5)]

    def cost() -> int:
        with statements() as seen:
            planned = deletion.plan_many(companies)
        assert [one.record for one in planned] == companies
        return len(seen)

    whole = cost()
    monkeypatch.setattr(deletion, "SLICE", 2)

    assert cost() == 3 * whole


def test_nothing_to_delete_needs_no_plan(statements: Statements, db: None) -> None:
    """And no query."""
    plans: Callable[..., object] = deletion.plan_many

    with statements() as seen:
        assert plans([]) == []

    assert seen == []
