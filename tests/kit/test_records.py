"""What every record promises, whichever room it is in (H1, S9)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contacts.links.linking import pin
from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import firm
from tests.history.replay import replayed

pytestmark = pytest.mark.django_db


def test_deleting_from_a_stale_copy_records_what_was_there(marketing: MarketingSetup) -> None:
    """H1, H2: and undo brings exactly that back."""
    stale, fresh = firm(city="Oslo").customer, Customer.objects.get()
    fresh.city = "Roma"
    fresh.save()

    with gesture() as opened:
        stale.delete()
    undo(opened.change_set)

    assert Customer.objects.get().city == "Roma"
    assert replayed() == {}


def test_what_is_gone_cannot_be_deleted_again() -> None:
    """H1: no second deletion in the history."""
    nordlys = CompanyFactory()
    again = Contact.objects.get()
    nordlys.delete()

    with pytest.raises(Refused, match="deleted meanwhile"):
        again.delete()

    assert Change.objects.filter(action="delete").count() == 1


@pytest.mark.parametrize("way", ["update", "bulk_create", "bulk_update"])
def test_set_based_writes_past_the_record_are_refused(way: str) -> None:
    """Promise 2, H1: from the shell too; whoever knows what he does uses the base manager."""
    nordlys = CompanyFactory(city="Oslo")
    ways: dict[str, Callable[[], object]] = {
        "update": lambda: Contact.objects.filter(pk=nordlys.pk).update(city="Roma"),
        "bulk_create": lambda: Contact.objects.bulk_create([Contact(no="X")]),
        "bulk_update": lambda: Contact.objects.bulk_update([nordlys], ["city"]),
    }

    with pytest.raises(Refused, match="one by one"):
        ways[way]()

    assert Contact.objects.get().city == "Oslo"


def test_a_value_that_is_too_long_is_refused_on_every_database() -> None:
    """Bad input: nothing saved; a stored one does not stand in the way of other edits (V2)."""
    nordlys = CompanyFactory()
    nordlys.name_2 = "x" * 51
    with pytest.raises(Refused, match="at most 50"):
        nordlys.save()
    assert Contact.objects.get().name_2 == ""

    with pytest.raises(Refused, match="at most 100"):
        CompanyFactory(name="x" * 101)


def test_two_pins_from_two_copies_are_both_kept() -> None:
    """S5."""
    CompanyFactory()
    one, other = Contact.objects.get(), Contact.objects.get()

    pin(one, "city")
    pin(other, "email")

    assert Contact.objects.get().pinned == ["city", "email"]


def test_more_than_a_thousand_changes_are_recorded_in_their_order() -> None:
    """H1: also where a unit holds units."""
    with gesture() as opened:
        from crm.kit.unit import note, unit

        with unit():
            note("x.y", 0, "first", "update", {})
            with unit():
                for number in range(1, 1500):
                    note("x.y", number, "", "update", {})

    numbers = [int(change.object_id) for change in Change.objects.in_set(opened.change_set)]
    assert numbers == list(range(1500))


def test_a_large_change_set_is_undone(marketing: MarketingSetup) -> None:
    """H2: more records than a database looks up at once."""
    with gesture() as opened:
        for number in range(350):
            Customer(name=f"Firm {number}").save()

    undo(opened.change_set)

    assert not Customer.objects.exists() and not Contact.objects.exists()


def test_a_record_whose_insert_was_rolled_back_is_new_again(marketing: MarketingSetup) -> None:
    """And can be saved: it gets the number that the series has back."""
    made = Customer(name="Nordlys AS")

    with pytest.raises(Refused), unit(savepoint=True):
        made.save()
        raise Refused("Not now.")

    assert vars(made)["id"] is None
    assert made._state.adding
    made.save()
    assert [(one.no, one.name) for one in Customer.objects.all()] == [("C00001", "Nordlys AS")]


def test_what_a_caught_failure_undid_is_not_undone_again(marketing: MarketingSetup) -> None:
    """A nested unit that failed alone leaves the records of the outer one as they are."""
    kept, lost = Contact(name="Kept"), Contact(name="Lost")

    with unit():
        kept.save()
        with pytest.raises(Refused), unit(savepoint=True):
            lost.save()
            raise Refused("Not now.")

    assert (kept._state.adding, lost._state.adding) == (False, True)
