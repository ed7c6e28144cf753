"""Undo of change sets whose records need each other: as many go or return as can, the others are named (ruling 10)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from contacts.links import linking
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import plan_undo, undo
from crm.kit.context import gesture
from partners.models import BankAccount, Customer
from setup.models import Currency, Direction, FieldPolicy, MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import CurrencyFactory, open_for_business
from tests.history.replay import replayed

pytestmark = pytest.mark.django_db


def in_one_gesture(*actions: Callable[[], object]) -> uuid.UUID:
    """The change set of what ``actions`` do."""
    with gesture() as opened:
        for action in actions:
            action()
    return opened.change_set


def test_a_code_goes_with_the_records_that_were_made_with_it(marketing: MarketingSetup) -> None:
    """Nothing else uses it once they are gone."""
    change_set = in_one_gesture(
        lambda: CurrencyFactory(code="SEK"), lambda: Contact(name="Nordlys AS", currency_id="SEK").save()
    )

    done = undo(change_set)

    assert not done.plan.kept
    assert not Currency.objects.exists() and not Contact.objects.exists()
    assert replayed() == {}


def test_a_code_that_somebody_else_uses_too_stays_alone(marketing: MarketingSetup) -> None:
    """D6: the count tells them apart."""
    change_set = in_one_gesture(
        lambda: CurrencyFactory(code="SEK"), lambda: Contact(name="Nordlys AS", currency_id="SEK").save()
    )
    other = CompanyFactory(currency_id="SEK")

    done = undo(change_set)

    assert [(kept.title, "used since" in kept.sentence) for kept in done.plan.kept] == [("SEK — Something", True)]
    assert Contact.objects.get() == other


def test_a_code_goes_when_what_points_to_it_points_elsewhere_again(marketing: MarketingSetup) -> None:
    """An edit of the same gesture is undone with it."""
    nordlys = CompanyFactory(currency=CurrencyFactory(code="NOK"))

    def choose() -> None:
        nordlys.currency = CurrencyFactory(code="SEK")
        nordlys.save()

    undo(in_one_gesture(choose))

    assert Contact.objects.get().currency_id == "NOK"
    assert [code.pk for code in Currency.objects.all()] == ["NOK"]


def test_a_number_series_goes_with_the_setup_that_named_it(db: None) -> None:
    """All of a first set-up, by one click."""
    change_set = in_one_gesture(open_for_business)

    done = undo(change_set)

    assert not done.plan.kept
    assert MarketingSetup.current().contact_nos is None


@pytest.mark.parametrize("edited", [0, 2, 4])
def test_a_chain_goes_up_to_the_first_that_was_edited_since(marketing: MarketingSetup, edited: int) -> None:
    """Whom a kept customer bills to is used, and so on down the chain."""

    def make() -> None:
        last = None
        for number in range(5):
            last = alone(CustomerFactory, no=f"X{number}", bill_to_customer=last)

    change_set = in_one_gesture(make)
    customer = Customer.objects.get(no=f"X{edited}")
    customer.credit_limit = 5
    customer.save()

    done = undo(change_set)

    assert list(Customer.objects.values_list("no", flat=True)) == [f"X{number}" for number in range(edited + 1)]
    assert len(done.plan.kept) == edited + 1
    assert replayed() == {}


def test_records_that_point_to_each_other_go_together(marketing: MarketingSetup) -> None:
    """In a circle, whatever came first."""

    def make() -> None:
        one, other = alone(CustomerFactory), alone(CustomerFactory)
        one.bill_to_customer, other.bill_to_customer = other, one
        one.save(), other.save()

    done = undo(in_one_gesture(make))

    assert not done.plan.kept
    assert not Customer.objects.exists()


def test_what_hangs_on_a_record_that_cannot_return_does_not_return_either(marketing: MarketingSetup) -> None:
    """A contact whose number was given again: its link is named too, and nothing breaks."""
    nordlys = firm()
    change_set = in_one_gesture(nordlys.contact.delete)
    CompanyFactory(no=nordlys.contact.no)

    done = undo(change_set)

    assert done.plan.is_empty
    assert "taken its place" in next(kept.sentence for kept in done.plan.kept if kept.title == nordlys.contact.title)
    assert sum("cannot return" in kept.sentence for kept in done.plan.kept) == 3


def test_a_place_taken_by_what_goes_is_free(marketing: MarketingSetup) -> None:
    """Deleted and made anew under the same number, with people: the old one returns."""
    nordlys = CompanyFactory(no="X1", city="Oslo")

    def replace() -> None:
        nordlys.delete()
        PersonFactory(company=CompanyFactory(no="X1", city="Bergen"))

    undo(in_one_gesture(replace))

    assert Contact.objects.get().city == "Oslo"
    assert replayed() == {}


def test_a_record_deleted_and_brought_back_in_one_gesture_is_as_it_was(marketing: MarketingSetup) -> None:
    """It was there before, so it is not unmade."""
    nordlys = CompanyFactory(city="Oslo")
    gone = in_one_gesture(nordlys.delete)
    undo(gone)
    returned = Change.objects.filter(model="contacts.contact", reverts=gone)
    returned.update(change_set=gone, reverts=None)

    done = undo(gone)

    assert done.plan.is_empty
    assert Contact.objects.get().city == "Oslo"


def test_a_primary_contact_that_goes_leaves_nobody_pointing_to_it(marketing: MarketingSetup) -> None:
    """The customer stays because it was edited; what it lost says so in the history."""
    change_set = in_one_gesture(lambda: Customer(name="Nordlys AS", contact_name="Ada Rossi").save())
    customer = Customer.objects.get()
    customer.credit_limit = 5
    customer.save()

    undo(change_set)

    customer.refresh_from_db()
    assert (customer.primary_contact_id, customer.contact_name) == (None, "")
    assert not Contact.objects.exists()
    change = Change.objects.of(customer).last()
    assert change is not None and change.cause == "deleted"
    assert replayed() == {}


def test_what_would_return_can_be_named_before_it_does(marketing: MarketingSetup) -> None:
    """A link is named by its contact, which is not there yet either."""
    nordlys = firm()
    change_set = in_one_gesture(nordlys.contact.delete)

    planned = plan_undo(change_set)

    assert {record.title for record in planned.returns} >= {nordlys.contact.title, f"{nordlys.contact} · CUST"}
    assert not Contact.objects.exists()


def test_rules_that_were_undone_are_no_longer_in_force(marketing: MarketingSetup) -> None:
    """S5, S7: a policy and a switch of the setup, in all processes."""
    nordlys, setup = firm(city="Oslo"), MarketingSetup.current()
    ada = PersonFactory(company=nordlys.contact)
    setup.inherit_address = False
    policy = FieldPolicy(kind="customer", field="city", direction=Direction.NEVER)
    change_set = in_one_gesture(policy.save, setup.save)
    nordlys.contact.city = "Bergen"
    nordlys.contact.save()
    assert nordlys.reload().customer.city == "Oslo"
    undo(change_set)

    nordlys.contact.city = "Madrid"
    nordlys.contact.save()

    ada.refresh_from_db()
    assert not FieldPolicy.objects.exists()
    assert nordlys.reload().vendor.city == "Madrid"
    assert (nordlys.customer.city, ada.city) == ("Madrid", "Oslo")


def test_an_unlinked_pair_and_the_bank_account_of_others_are_left_alone(marketing: MarketingSetup) -> None:
    """What the change set did not touch stays untouched."""
    nordlys, other = firm(), firm()
    change_set = in_one_gesture(lambda: linking.unlink(nordlys.customer.link), nordlys.bank.delete)
    before = BankAccount.objects.get().modified_at

    undo(change_set)

    assert BankAccount.objects.get(pk=other.bank.pk).modified_at == before
    assert ContactBusinessRelation.objects.linked().count() == 6
