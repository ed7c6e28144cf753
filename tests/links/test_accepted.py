"""F5: a difference can be accepted with a reason; it then counts as in sync until one of its values changes."""

from __future__ import annotations

from collections import Counter

import pytest
from django.contrib.auth.models import User

from contacts.links.accepting import accept, take_back
from contacts.links.drift import count_drift, find_drift
from contacts.links.repair import Side, repair
from contacts.links.winners import Reason
from crm.history.models import Change
from crm.history.reading import read
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from setup.models import Direction, FieldPolicy
from tests.commands.running import run
from tests.factories.partners import Firm, firm
from tests.links.drifting import cities, raw, relation_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def nordlys() -> Firm:
    """A firm in Bergen that invoices go to in Oslo."""
    made = firm(no="CT1", name="Nordlys AS", city="Bergen", phone_no="1")
    raw(made.customer, city="Oslo")
    return made


@pytest.mark.parametrize(
    ("name", "value"),
    [("city", "Oslo"), ("city", ""), ("country", "NO"), ("privacy_blocked", True), ("name", 'O\'Hara "& Sons"')],
)
def test_an_accepted_difference_is_no_drift(name: str, value: object) -> None:
    """For texts, blanks, codes and flags alike; it is found where accepted ones are asked for."""
    made = firm(city="Bergen")
    if name == "country":
        type(made.contact)._meta.get_field("country").related_model(code="NO").save()
    raw(made.customer, **{"country_id" if name == "country" else name: value})

    done = accept(relation_of(made.customer), [name, "phone_no"], "Agreed with Ada.")

    assert (done, count_drift(), list(find_drift()), count_drift(accepted=True)) == ((name,), 0, [], 1)
    (drift,) = find_drift(accepted=True)
    assert (drift.differences, [one.shared.contact for one in drift.accepted]) == ((), [name])
    assert drift.reasons[name].reason == "Agreed with Ada."


def test_other_differences_of_the_pair_still_count(nordlys: Firm) -> None:
    """Per field."""
    raw(nordlys.customer, phone_no="2")

    accept(relation_of(nordlys.customer), ["city"], "Invoices go to Oslo.")

    (drift,) = find_drift()
    assert [one.shared.contact for one in drift.differences] == ["phone_no"]
    assert [one.shared.contact for one in drift.accepted] == ["city"]


@pytest.mark.parametrize("side", ["contact", "customer"])
def test_it_ends_when_either_value_changes_whoever_changes_it(nordlys: Firm, side: str) -> None:
    """Also past the product: what was accepted is these two values."""
    accept(relation_of(nordlys.customer), ["city"], "Invoices go to Oslo.")

    raw(getattr(nordlys, side), city="Hamar")

    assert (count_drift(), count_drift(accepted=True)) == (1, 0) if side == "customer" else (3, 0)


def test_a_save_that_changes_a_value_forgets_that_it_was_accepted(nordlys: Firm) -> None:
    """It does not come back with the old values, and the history says when it ended."""
    relation = relation_of(nordlys.customer)
    FieldPolicy(kind="customer", field="city", direction=Direction.TO_CONTACT).save()
    accept(relation, ["city"], "Invoices go to Oslo.")

    nordlys.contact.city = "Hamar"
    nordlys.contact.save()

    relation.refresh_from_db()
    assert relation.accepted is None
    last = Change.objects.of(relation).last()
    assert last is not None and last.diff["accepted"][1] is None


@pytest.mark.parametrize("side", list(Side))
def test_a_repair_leaves_it_and_says_why(nordlys: Firm, side: Side) -> None:
    """Whichever side wins elsewhere."""
    raw(nordlys.customer, phone_no="2")
    accept(relation_of(nordlys.customer), ["city"], "Invoices go to Oslo.")

    result = repair(side)

    assert cities(nordlys) == ["Bergen", "Oslo", "Bergen", "Bergen"]
    assert result.left[("customer", "city", Reason.ACCEPTED)] == 1
    nordlys.reload()
    assert (nordlys.contact.phone_no == nordlys.customer.phone_no) == (side is not Side.PARTNER)


def test_an_accepted_value_does_not_disagree_with_other_partners(nordlys: Firm) -> None:
    """Ruling 11 asks partners whose values are to be equal."""
    accept(relation_of(nordlys.customer), ["city"], "Invoices go to Oslo.")
    for partner in (nordlys.vendor, nordlys.bank):
        raw(partner, city="Hamar")

    result = repair(Side.PARTNER)

    assert cities(nordlys) == ["Hamar"] * 4
    assert Counter(reason for *_, reason in result.left) == Counter({Reason.ACCEPTED: 1})


def test_taken_back_it_counts_again(nordlys: Firm) -> None:
    """As if it had never been accepted."""
    relation = relation_of(nordlys.customer)
    accept(relation, ["city"], "Invoices go to Oslo.")

    take_back(relation, ["city"])

    relation.refresh_from_db()
    assert (count_drift(), relation.accepted) == (1, None)


def test_without_a_reason_or_a_difference_it_is_refused(nordlys: Firm) -> None:
    """Somebody will ask why."""
    with pytest.raises(Refused, match="Say why"):
        accept(relation_of(nordlys.customer), ["city"], "  ")
    with pytest.raises(Refused, match="no difference left"):
        accept(relation_of(nordlys.customer), ["phone_no"], "Never mind.")


def test_both_cards_tell_of_it_and_it_can_be_undone(nordlys: Firm, admin_user: User) -> None:
    """H1, H2: who, which fields and why; one gesture like any other."""
    relation = relation_of(nordlys.customer)
    with gesture() as opened:
        accept(relation, ["city"], "Invoices go to Oslo.")

    (told,) = read(Change.objects.about(nordlys.contact)[:1], admin_user, nordlys.contact)
    undo(opened.change_set)

    customer = f"Customer {nordlys.customer.title}"
    assert told.sentence == f"Difference from {customer} accepted: City. Reason: Invoices go to Oslo."
    assert count_drift() == 1


def test_the_command_counts_and_lists_them(nordlys: Firm) -> None:
    """`sync` finds nothing to do, and says what was accepted."""
    accept(relation_of(nordlys.customer), ["city"], "Invoices go to Oslo.")

    plain, listed = run("sync"), run("sync", "--accepted")

    assert (plain.code, listed.code) == (0, 0)
    assert "No linked pairs differ. 1 pair differs as accepted." in plain.out
    assert "City: contact Bergen, partner Oslo; accepted: Invoices go to Oslo." in listed.out
