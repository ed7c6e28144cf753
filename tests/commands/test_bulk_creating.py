"""Contacts made in bulk are what they would be one by one (C2, F1–F8): rows, numbers, people and history."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.links import engine
from contacts.links.bulk_creating import create_many, without_contact
from contacts.links.circle import origin_of
from contacts.links.creating import create_contact
from contacts.links.kinds import all_kinds, kind_named
from contacts.models import Contact, ContactType
from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.context import Cause, because, gesture
from crm.kit.unit import unit
from partners.models import Customer
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeriesLine
from tests.commands.making import MAKERS
from tests.commands.worlds import world_after
from tests.conftest import Statements
from tests.factories.partners import BankAccountFactory, CustomerFactory, firm
from tests.factories.setup import SalespersonFactory, TerritoryFactory
from tests.history.replay import replayed
from tests.links.samples import put, sample

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("name", list(MAKERS))


def partners_without_contact(name: str) -> None:
    """Blank, full of values, with and without contact name, people, and one that has its contact already."""
    kind, make = kind_named(name), MAKERS[name]
    firm(name="Verdi")
    with engine.paused():
        make(name="Alfa S.r.l.")
        full = make(name="Beta", contact_name="Anna Maria Bianchi" if kind.primary_contact else "Anna")
        for shared in kind.shared:
            if shared.contact not in ("name", "privacy_blocked", "type"):
                put(full, shared.partner, sample(shared.contact))
        if kind.salesperson_seed:
            setattr(full, kind.salesperson_seed, SalespersonFactory(code="SEED"))
        full.save()
        make(name="", search_name="")
        if kind.type_column:
            make(name="Ada Rossi", contact_type=ContactType.PERSON)
            make(name="Ida Rossi", contact_type=ContactType.PERSON, contact_name="Somebody else")


def by_hand(name: str) -> None:
    """What the reference's batch job does with one partner after the other (F3–F6), through our own doors."""
    kind = kind_named(name)
    for pk in without_contact(kind.model._base_manager.order_by("pk")).values_list("pk", flat=True):
        person: Contact | None = None
        with unit():
            made = Contact.objects.get(pk=create_contact(kind.model._base_manager.get(pk=pk)).record.pk)
            partner: Any = kind.model._base_manager.get(pk=pk)
            if not kind.primary_contact or made.is_person:
                continue
            with because(Cause.CREATED, origin_of(partner)):
                if partner.contact_name:
                    person = Contact(type=ContactType.PERSON, name=partner.contact_name, company=made)
                    person.save()
                chosen = (person or made).pk
                write_rows([Write(partner, (FieldChange("primary_contact", None, chosen),))])


@KINDS
def test_contacts_made_in_bulk_are_those_made_one_by_one(marketing: MarketingSetup, name: str) -> None:
    """F1, F3–F6, C2: the same contacts, people, links, primary contacts, numbers and history."""
    marketing.default_territory = TerritoryFactory(code="NORTH")
    marketing.save()
    partners_without_contact(name)
    kind = kind_named(name)

    def in_bulk() -> None:
        with gesture():
            list(create_many(kind, kind.model._base_manager.all()))
            assert replayed() == {}

    def one_by_one() -> None:
        with gesture():
            by_hand(name)

    assert world_after(in_bulk) == world_after(one_by_one)


@KINDS
def test_nobody_gets_two_contacts(marketing: MarketingSetup, name: str) -> None:
    """F2, F8: partners with a contact are passed over; a second run makes nothing."""
    partners_without_contact(name)
    kind = kind_named(name)
    first = list(create_many(kind, kind.model._base_manager.all()))

    second = list(create_many(kind, kind.model._base_manager.all()))

    assert len(first) >= 3
    assert second == []
    assert not without_contact(kind.model._base_manager.all()).exists()


def test_where_the_series_ends_the_rest_is_refused_and_no_number_is_lost(marketing: MarketingSetup) -> None:
    """N2: what was made stays; a partner that needs two numbers takes none of the last one."""
    NumberSeriesLine._base_manager.filter(series="CT").update(ending_no="CT00004")
    with engine.paused():
        CustomerFactory(name="Alfa")
        CustomerFactory(name="Beta", contact_name="Bo Beta")
        CustomerFactory(name="Gamma", contact_name="Gro Gamma")
        CustomerFactory(name="Delta")

    made = list(create_many(kind_named("customer"), Customer.objects.all()))

    assert [bool(one.contact) for one in made] == [True, True, False, False]
    assert {one.refused for one in made[2:]} == {made[2].refused}
    assert "CT" in made[2].refused
    assert NumberSeriesLine.objects.get(series="CT").last_no_used == "CT00003"


def test_a_skipped_partner_says_why(marketing: MarketingSetup) -> None:
    """C5: likely duplicates are left out, the others go on."""
    with engine.paused():
        kept, left = CustomerFactory(name="Alfa"), CustomerFactory(name="Beta")

    made = list(create_many(kind_named("customer"), Customer.objects.all(), lambda batch: {left.pk: "Known"}))

    assert {one.partner.pk: one.left_out for one in made} == {kept.pk: "", left.pk: "Known"}
    assert not Contact.objects.filter(name="Beta").exists()


@pytest.mark.parametrize("size", [5, 50])
def test_a_batch_costs_the_same_however_many_partners_it_has(
    marketing: MarketingSetup, statements: Statements, size: int
) -> None:
    """Goal 6c: a block of numbers and a constant number of statements."""
    with engine.paused():
        for _ in range(size):
            BankAccountFactory()

    with statements() as seen:
        list(create_many(kind_named("bank_account"), kind_named("bank_account").model._base_manager.all()))

    assert Contact.objects.count() == size
    assert len(seen) <= 16, "\n".join(sql[:120] for sql in seen)


def test_every_kind_is_covered() -> None:
    """A new kind belongs into these tests."""
    assert set(MAKERS) == {kind.name for kind in all_kinds()}


def test_a_contact_made_meanwhile_is_seen(marketing: MarketingSetup) -> None:
    """Beside the web application: who got a contact after the list was read is passed over."""
    with engine.paused():
        customer = CustomerFactory(name="Alfa")

    def somebody_else(batch: Any) -> dict[int, str]:
        create_contact(customer)
        return {}

    made = list(create_many(kind_named("customer"), Customer.objects.all(), somebody_else))

    assert made == []
    assert Contact.objects.count() == 1
