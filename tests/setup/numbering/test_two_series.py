"""Two series in one transaction, from every door at once on PostgreSQL: no deadlock, no gap, no duplicate (N1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest

from contacts.links.bulk_creating import create_many
from contacts.links.creating import create_contact, create_partner
from contacts.links.kinds import kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.demo import company
from crm.history.undo import undo
from crm.kit.context import gesture
from partners.models import BankAccount, Customer, Vendor
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeriesLine
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, alone
from tests.factories.setup import open_for_business
from tests.history.replay import replayed
from tests.setup.numbering.test_concurrency import _in_threads

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

EACH = 12

BEARERS = {"C": Customer, "V": Vendor, "B": BankAccount, "CT": Contact}


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[MarketingSetup]:
    """Marketing Setup that all threads can see."""
    yield open_for_business()


def borne(code: str) -> list[str]:
    """The numbers of ``code``'s series that records bear, in order."""
    rows = BEARERS[code]._base_manager.filter(no_series=code)
    return sorted(rows.values_list("no", flat=True))


def last_used(code: str) -> str:
    """How far the line of the series says it has come."""
    return NumberSeriesLine._base_manager.get(series=code).last_no_used


def assert_complete(*codes: str) -> None:
    """Each of these series gave every number once, up to the one that its line shows."""
    for code in codes:
        numbers = borne(code)
        assert numbers == [f"{code}{number:05}" for number in range(1, len(numbers) + 1)]
        assert last_used(code) == numbers[-1]


def makers(kind: str, contacts: list[Contact], free: list[Customer]) -> list[Callable[[int], list[str]]]:
    """Every door behind which a number of a partner, of a contact or of both is taken."""
    model: Any = kind_named(kind).model

    def of_contacts(_: int) -> list[str]:
        return [create_partner(contact, kind_named(kind)).record.no for contact in contacts]

    def with_contact(_: int) -> list[str]:
        made = [model(name=f"Firm {turn}") for turn in range(EACH)]
        for one in made:
            one.save()
        return [one.no for one in made]

    def with_person(_: int) -> list[str]:
        for turn in range(EACH):
            Customer(name=f"Firm {turn}", contact_name=f"Ada {turn}").save()
        return []

    def contact_of_each(_: int) -> list[str]:
        return [create_contact(one).record.no for one in free[::2]]

    def contacts_in_bulk(_: int) -> list[str]:
        keys = [one.pk for one in free[1::2]]
        made = create_many(kind_named("customer"), Customer._base_manager.filter(pk__in=keys))
        return [one.contact.no for one in made if one.contact]

    return [of_contacts, with_contact, with_person, contact_of_each, contacts_in_bulk, with_contact]


@pytest.mark.parametrize("kind", ["customer", "vendor", "bank_account"])
def test_partners_of_contacts_and_contacts_of_partners_made_at_once(at_work: MarketingSetup, kind: str) -> None:
    """S9, N1: whichever comes first, the partner's series is locked before the contacts'."""
    contacts = [CompanyFactory() for _ in range(EACH)]
    free = [alone(CustomerFactory) for _ in range(EACH)]

    _in_threads(*makers(kind, contacts, free))

    assert_complete({"customer": "C", "vendor": "V", "bank_account": "B"}[kind], "C", "CT")
    assert ContactBusinessRelation.objects.count() == EACH * 5
    assert replayed() == {}


def test_partners_of_all_kinds_made_of_the_same_contacts_at_once(at_work: MarketingSetup) -> None:
    """S9: beside new ones of every kind, each of which takes two numbers."""
    contacts = [CompanyFactory() for _ in range(EACH)]
    kinds = ("customer", "vendor", "bank_account")

    _in_threads(*(work for kind in kinds for work in makers(kind, contacts, [])[:2]))

    assert_complete("C", "V", "B", "CT")
    assert len(borne("CT")) == EACH * 3
    assert ContactBusinessRelation.objects.count() == EACH * 6


def beside(work: Callable[[], object]) -> None:
    """``work`` is done while others make customers with their contacts until it is."""
    ended = Event()

    def once(_: int) -> list[str]:
        try:
            work()
        finally:
            ended.set()
        return []

    def over_and_over(_: int) -> list[str]:
        while not ended.is_set():
            Customer(name="Firm").save()
        return []

    _in_threads(once, *[over_and_over] * 3)


def test_corrections_of_both_lines_undone_beside_new_customers(at_work: MarketingSetup) -> None:
    """Ruling 10: an undo locks the series in the order of those who take from them."""
    change_sets = []
    for turn in range(EACH):
        with gesture() as opened:
            for line in NumberSeriesLine._base_manager.order_by("-pk"):
                line.ending_no = f"{line.series_id}{99999 - turn}"
                line.save()
        change_sets.append(opened.change_set)

    beside(lambda: [undo(one) for one in reversed(change_sets)])

    assert_complete("C", "CT")
    assert set(NumberSeriesLine._base_manager.values_list("ending_no", flat=True)) == {""}


@pytest.mark.slow
def test_the_demo_company_loads_beside_new_customers(at_work: MarketingSetup) -> None:
    """It numbers contacts before their partners, and holds both series first."""
    beside(company.load)

    assert_complete("C", "V", "B", "CT")
