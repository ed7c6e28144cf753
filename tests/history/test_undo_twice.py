"""A change set is undone once, until that is undone itself; what others wrote meanwhile is seen (H2)."""

from __future__ import annotations

import uuid
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Lock
from typing import Any

import pytest
from django.db import IntegrityError

from contacts.links.linking import link, unlink
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history import undo as undoing
from crm.history.models import Change
from crm.history.undo import Undone, plan_undo, undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import CurrencyFactory, open_for_business
from tests.history.replay import replayed
from tests.links.test_concurrency import together

threaded = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def renamed(contact: Contact, name: str) -> uuid.UUID:
    """The change set that gave the contact another name."""
    with gesture() as opened:
        contact.name = name
        contact.save()
    return opened.change_set


def number_of(done: Undone) -> uuid.UUID:
    """Under which an undo wrote."""
    assert done.change_set is not None
    return done.change_set


@pytest.mark.django_db
def test_what_is_undone_already_is_left_alone(marketing: MarketingSetup) -> None:
    """Even where somebody typed the same value again."""
    nordlys = CompanyFactory(name="Nordlys AS")
    change_set = renamed(nordlys, "Rossi Srl")
    first = undo(change_set)
    renamed(Contact.objects.get(), "Rossi Srl")
    before = Change.objects.count()

    planned, second = plan_undo(change_set), undo(change_set)

    assert planned.undone_by == second.plan.undone_by == first.change_set
    assert (planned.is_empty, second.change_set, Change.objects.count()) == (True, None, before)
    assert Contact.objects.get().name == "Rossi Srl"


@pytest.mark.django_db
def test_what_was_redone_can_be_undone_again(marketing: MarketingSetup) -> None:
    """Its first undo was undone, and no longer stands."""
    change_set = renamed(CompanyFactory(name="Nordlys AS"), "Rossi Srl")
    undo(number_of(undo(change_set)))

    again = undo(change_set)

    assert (again.plan.undone_by, Contact.objects.get().name) == (None, "Nordlys AS")
    assert plan_undo(change_set).undone_by == again.change_set


@pytest.mark.django_db
def test_an_undo_that_could_do_nothing_can_be_tried_again(marketing: MarketingSetup) -> None:
    """It is not in the history."""
    nordlys = CompanyFactory(name="Nordlys AS")
    change_set = renamed(nordlys, "Rossi Srl")
    since = renamed(nordlys, "Bianchi SpA")
    first = undo(change_set)
    undo(since)

    second = undo(change_set)

    assert (first.change_set, first.plan.undone_by, second.plan.undone_by) == (None, None, None)
    assert Contact.objects.get().name == "Nordlys AS"


@pytest.mark.django_db
def test_a_collision_that_stays_is_a_sentence(marketing: MarketingSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is undone, and the transaction around it goes on."""
    change_set = renamed(CompanyFactory(name="Nordlys AS"), "Rossi Srl")
    with gesture() as opened:
        CurrencyFactory(code="SEK").delete()
        CurrencyFactory(code="NOK").delete()

    def collide(planned: Any) -> None:
        CurrencyFactory(code="SEK")
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(undoing, "_carry_out", collide)
    with unit(), pytest.raises(Refused, match="Nothing was undone: others wrote at the same time"):
        undo(change_set)

    assert Contact.objects.get().name == "Rossi Srl"
    assert not Change.objects.filter(reverts__in=[change_set, opened.change_set]).exists()


@pytest.fixture
def at_work(transactional_db: None) -> MarketingSetup:
    """Marketing Setup that all threads can see."""
    return open_for_business()


@pytest.fixture
def abreast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two undos both have their plan before either of them carries it out, unless one waits for the other."""
    meeting, carry_out, arrived, turn = Barrier(2), undoing._carry_out, [0], Lock()

    def carry_out_together(planned: Any) -> None:
        with turn:
            arrived[0] += 1
            waits = arrived[0] <= 2
        if waits:
            with suppress(BrokenBarrierError):
                meeting.wait(2)
        carry_out(planned)

    monkeypatch.setattr(undoing, "_carry_out", carry_out_together)


class TestBesideOthers:
    """On real PostgreSQL."""

    pytestmark = threaded

    def test_each_run_tells_what_it_did_itself(self, at_work: MarketingSetup, abreast: None) -> None:
        """Three undo the same: one does, two say by which change set it is done."""
        change_set = renamed(firm(name="Nordlys AS").contact, "Rossi Srl")

        done = together(lambda _: undo(change_set), 3)

        number = Change.objects.filter(reverts=change_set).latest("pk").change_set
        assert sorted(str(one.change_set) for one in done) == sorted([str(number), "None", "None"])
        assert sorted(str(one.plan.undone_by) for one in done) == sorted(["None", str(number), str(number)])
        assert replayed() == {}

    def test_one_record_that_two_bring_back_returns_once(self, at_work: MarketingSetup, abreast: None) -> None:
        """Two change sets of the past both took it away: whoever comes second finds it there."""
        customer = alone(CustomerFactory, no="C90")
        with gesture() as deleting:
            customer.delete()
        again = number_of(undo(number_of(undo(deleting.change_set))))

        done = together(lambda number: undo([deleting.change_set, again][number]), 2)

        assert sorted(len(one.plan.returns) for one in done) == [0, 1]
        assert [one.change_set for one in done].count(None) == 1
        assert Customer.objects.filter(no="C90").count() == 1
        assert replayed() == {}

    def test_a_link_returns_or_another_is_made(self, at_work: MarketingSetup) -> None:
        """Whoever comes second finds the contact linked, and is told so in words."""
        nordlys, other = firm(name="Nordlys AS"), alone(CustomerFactory, name="Rossi Srl")
        with gesture() as unlinking:
            unlink(ContactBusinessRelation.objects.get(customer=nordlys.customer))

        def work(number: int) -> None:
            with suppress(Refused):
                if number % 2:
                    link(Contact.objects.get(pk=nordlys.contact.pk), Customer.objects.get(pk=other.pk))
                else:
                    undo(unlinking.change_set)

        together(work, 6)

        assert ContactBusinessRelation.objects.filter(contact=nordlys.contact, business_relation="CUST").count() == 1
        assert replayed() == {}
