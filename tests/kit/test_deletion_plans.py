"""Deletion plans of many records: each says what a plan of its own would, for a constant number of queries (D4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import models
from django.test import RequestFactory
from django.utils import translation

from contacts.deletion import PEOPLE
from contacts.models import AlternativeAddress, AlternativeAddressDateRange, Contact
from crm.history.models import Change
from crm.kit import deletion
from crm.kit.context import gesture
from crm.kit.models import Record
from partners.models import Customer, Vendor
from setup.models import BusinessRelation, Currency, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, VendorFactory, alone, firm
from tests.factories.setup import CurrencyFactory

pytestmark = pytest.mark.django_db

Rows = models.QuerySet[Any]

ALSO = pytest.mark.parametrize("also", [frozenset(), frozenset({PEOPLE})])


def firm_contact() -> Contact:
    """A contact that is a customer, a vendor and a bank account."""
    return firm().contact


def lone_customer() -> Customer:
    """A customer without contact."""
    made: Customer = alone(CustomerFactory)
    return made


def delete(rows: Rows) -> None:
    """The rows are gone."""
    rows.delete()


def preview(rows: Rows) -> None:
    """What the admin asks before it deletes the rows."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    assert site.get_model_admin(rows.model).get_deleted_objects(rows, request)


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


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "Used once in “Vendors” (Currency Code).", "Used 2 times in “Contacts” (Currency Code)."),
        ("it", "In uso una volta in “Fornitori” (Codice valuta).", "In uso 2 volte in “Contatti” (Codice valuta)."),
        (
            "es",
            "En uso una vez en “Proveedores” (Código de divisa).",
            "En uso 2 veces en “Contactos” (Código de divisa).",
        ),
    ],
)
def test_users_are_counted_in_the_words_of_every_language(
    marketing: MarketingSetup, language: str, one: str, two: str
) -> None:
    krone = CurrencyFactory(code="NOK")
    for _ in range(2):
        CompanyFactory(currency=krone)
    alone(VendorFactory, currency=krone)

    with translation.override(language):
        plan = deletion.plan(krone)

    assert {obstacle.sentence for obstacle in plan.refused} == {one, two}


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


@pytest.mark.parametrize(
    ("make", "through", "locks"),
    [
        (CurrencyFactory, delete, 0),
        (CurrencyFactory, preview, 0),
        (CompanyFactory, delete, 2),
        (CompanyFactory, preview, 0),
        (firm_contact, preview, 0),
        (lone_customer, delete, 1),
        (lone_customer, preview, 0),
    ],
)
def test_three_times_the_rows_are_deleted_by_no_more_statements(
    marketing: MarketingSetup,
    statements: Statements,
    make: Callable[[], Record],
    through: Callable[[Rows], object],
    locks: int,
) -> None:
    """By a query set, and on the page of the admin that asks before; but each hub and its people are locked apart."""
    counts = []
    for size in (3, 9):
        made = [make() for _ in range(size)]
        rows = type(made[0])._default_manager.filter(pk__in=[one.pk for one in made])
        with statements() as seen:
            through(rows)
        counts.append(len(seen) - locks * size)

    assert counts[0] == counts[1] < 40


def test_rows_deleted_together_are_noted_one_by_one(marketing: MarketingSetup) -> None:
    """As if each had been deleted by itself, but in one change set."""
    codes = [CurrencyFactory(code=code).pk for code in ("NOK", "SEK")]

    with gesture() as opened:
        deleted = Currency.objects.all().delete()

    assert deleted == (2, {"setup.Currency": 2})
    noted = Change.objects.in_set(opened.change_set)
    assert [(one.object_id, one.action, one.diff["description"]) for one in noted] == [
        (code, "delete", ["Something", None]) for code in codes
    ]


def test_rows_that_concern_each_other_are_deleted_one_after_the_other(marketing: MarketingSetup) -> None:
    """A company and its people, a customer and who bills to it: whoever comes first lets the other go."""
    company = CompanyFactory(name="A")
    PersonFactory(company=company, name="B")
    payer = alone(CustomerFactory, name="Payer")
    alone(CustomerFactory, bill_to_customer=payer)

    Customer.objects.order_by("-pk").delete()
    with gesture() as opened:
        Contact.objects.order_by("pk").delete()

    assert not Customer.objects.exists() and not Contact.objects.exists()
    actions = Change.objects.in_set(opened.change_set).values_list("action", flat=True)
    assert list(actions) == ["update", "delete", "delete"]


def test_one_row_in_use_keeps_all(marketing: MarketingSetup) -> None:
    """D4."""
    for code in ("NOK", "SEK", "DKK"):
        CurrencyFactory(code=code)
    CompanyFactory(currency_id="SEK")

    with pytest.raises(deletion.DeletionRefused, match="Used once in “Contacts”"):
        Currency.objects.all().delete()

    assert Currency.objects.count() == 3


def test_the_setup_cannot_be_deleted_by_a_query_set_either(marketing: MarketingSetup) -> None:
    """It refuses by itself."""
    with pytest.raises(deletion.DeletionRefused):
        MarketingSetup.objects.all().delete()

    assert Currency.objects.all().delete() == (0, {})


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
