"""Repair on purpose: who wins, what follows, what is left and why (S4, S5, L2, rulings 5 and 11)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from contacts.links.drift import count_drift
from contacts.links.kinds import all_kinds, kind_named
from contacts.links.repair import RepairResult, Side, Step, repair
from contacts.links.winners import Reason
from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.context import Cause, Door, gesture
from crm.kit.values import column
from partners.models import Customer
from setup.models import Direction, FieldPolicy, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import PersonFactory
from tests.factories.partners import CustomerFactory, Firm, alone, firm, linked
from tests.links.drifting import dated, last_change, paused, pinned, raw
from tests.links.samples import got, pairs, partner_of, sample

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


@pytest.fixture
def nordlys() -> Firm:
    """A firm in Bergen, customer, vendor and bank account alike."""
    return firm(no="CT1", name="Nordlys AS", city="Bergen")


def cities(nordlys: Firm) -> list[str]:
    """Of contact, customer, vendor and bank account."""
    nordlys.reload()
    return [one.city for one in (nordlys.contact, nordlys.customer, nordlys.vendor, nordlys.bank)]


@pytest.mark.parametrize(("kind", "ours", "theirs"), pairs(two_way=False))
def test_the_contact_wins_in_every_shared_field(kind: str, ours: str, theirs: str) -> None:
    """S1: every kind and column, and the history says so."""
    made = firm(type="company")
    raw(made.contact, **{column(Contact, ours).attname: "company" if ours == "type" else sample(ours, "A")})
    others = [kind_.name for kind_ in all_kinds() if kind_.name != kind and ours in kind_.by_contact]
    partner = partner_of(made, kind)
    raw(partner, **{column(type(partner), theirs).attname: "person" if ours == "type" else sample(ours, "B")})

    result = repair(Side.CONTACT, kinds=[kind_named(kind)])

    partner.refresh_from_db()
    made.contact.refresh_from_db()
    assert got(partner, theirs) == got(made.contact, ours)
    change = last_change(partner)
    assert change.diff.keys() == {theirs}
    assert change.diff[theirs][1] == got(partner, theirs)
    assert result.written == Counter({(kind, theirs): 1})
    assert count_drift() == (0 if ours == "type" else len(others))


def test_a_repaired_row_is_noted_like_any_other_write(nordlys: Firm) -> None:
    """H1: who, through which door, cause, origin, old and new, one change set; and when it was modified."""
    raw(nordlys.customer, city="Oslo", privacy_blocked=True, country_id=sample("country"))
    raw(nordlys.vendor, city="Oslo")
    before = nordlys.customer.modified_at

    with gesture(door=Door.COMMAND, cause=Cause.REPAIRED, origin="manage.py sync") as opened:
        raw(nordlys.contact, country_id=sample("country", "B"))
        repair(Side.CONTACT, kinds=[kind_named("customer"), kind_named("vendor")], fields={"city", "country"})

    change = last_change(nordlys.customer)
    assert (change.change_set, change.actor, change.actor_name, change.reverts) == (opened.change_set, None, "", None)
    assert (change.door, change.cause, change.action) == ("command", "repaired", "update")
    assert change.origin == "contacts.contact CT1"
    assert change.title == f"{nordlys.customer.no} Nordlys AS"
    assert change.diff == {"city": ["Oslo", "Bergen"], "country": [sample("country"), sample("country", "B")]}
    assert change.at > before
    nordlys.customer.refresh_from_db()
    assert nordlys.customer.modified_at > before
    assert nordlys.customer.privacy_blocked


def test_a_blank_contact_takes_the_value_and_passes_it_on(nordlys: Firm) -> None:
    """L2: a blank never beats a value; the contact's other partners follow."""
    raw(nordlys.contact, city="")
    raw(nordlys.vendor, city="")
    raw(nordlys.bank, city="")

    repair(Side.CONTACT)

    assert cities(nordlys) == ["Bergen"] * 4


def test_a_blank_partner_does_not_win(nordlys: Firm) -> None:
    """L2, towards the contact."""
    raw(nordlys.customer, city="")

    repair(Side.PARTNER)

    assert cities(nordlys) == ["Bergen"] * 4


def test_the_partner_wins_and_everybody_follows(nordlys: Firm) -> None:
    """Ruling 4: contact, other partners, and people who still had the company's value."""
    person = PersonFactory(company=nordlys.contact)
    private = linked(PersonFactory(name="Bo Berg"), alone(CustomerFactory))
    raw(nordlys.customer, city="Oslo", phone_no="22")
    raw(nordlys.vendor, city="")
    raw(nordlys.bank, city="")

    repair(Side.PARTNER)

    assert cities(nordlys) == ["Oslo"] * 4
    person.refresh_from_db()
    assert person.phone_no == "22"
    assert last_change(person).cause == Cause.INHERITED
    assert count_drift() == 0
    private.refresh_from_db()
    assert private.city == ""


def test_a_name_from_the_partner_has_its_consequences() -> None:
    """A5-3, B6: name parts of a person, and the contact name of partners it is the primary contact of."""
    person = PersonFactory(name="Ada Rossi")
    customer = linked(person, alone(CustomerFactory))
    raw(customer, name="Eva Maria Bianchi", search_name="EVA MARIA BIANCHI")

    repair(Side.PARTNER)

    person.refresh_from_db()
    customer.refresh_from_db()
    assert (person.first_name, person.middle_name, person.surname) == ("Eva", "Maria", "Bianchi")
    assert customer.contact_name == "Eva Maria Bianchi"


def test_disagreeing_partners_are_left_until_one_is_named(nordlys: Firm) -> None:
    """Ruling 11."""
    raw(nordlys.customer, city="Oslo")
    raw(nordlys.vendor, city="Hamar")

    left = repair(Side.PARTNER).left
    cities_before = cities(nordlys)
    repair(Side.PARTNER, numbers={"vendor": [nordlys.vendor.no]})

    assert left == Counter({("customer", "city", Reason.DISAGREE): 1, ("vendor", "city", Reason.DISAGREE): 1})
    assert cities_before == ["Bergen", "Oslo", "Hamar", "Bergen"]
    assert cities(nordlys) == ["Hamar"] * 4


def test_partners_that_agree_with_one_another_win(nordlys: Firm) -> None:
    """Two say the same, the third is blank: no disagreement."""
    raw(nordlys.customer, city="Oslo")
    raw(nordlys.vendor, city="Oslo")
    raw(nordlys.bank, city="")

    result = repair(Side.PARTNER)

    assert cities(nordlys) == ["Oslo"] * 4
    assert not result.left


def test_a_partner_that_agrees_with_the_contact_disagrees_with_the_other(nordlys: Firm) -> None:
    """Ruling 11: which of both partners is right must be said."""
    raw(nordlys.customer, city="Oslo")

    result = repair(Side.PARTNER)

    assert cities(nordlys)[0] == "Bergen"
    assert result.left == Counter({("customer", "city", Reason.DISAGREE): 1})


def test_a_blank_contact_does_not_choose_among_its_partners(nordlys: Firm) -> None:
    """Nothing good is overwritten unseen."""
    raw(nordlys.contact, city="")
    raw(nordlys.customer, city="Oslo")
    raw(nordlys.bank, city="")

    result = repair(Side.CONTACT)

    assert cities(nordlys) == ["", "Oslo", "Bergen", ""]
    assert result.left[("customer", "city", Reason.DISAGREE)] == 1
    assert result.left[("vendor", "city", Reason.DISAGREE)] == 1


def test_the_newest_wins_field_by_field(nordlys: Firm) -> None:
    """One field was typed on the contact last, the other one on the vendor."""
    for partner in (nordlys.customer, nordlys.vendor):
        paused(partner)
    nordlys.reload()
    for day, (record, name) in enumerate(
        [
            (nordlys.vendor, "phone_no"),
            (nordlys.contact, "phone_no"),
            (nordlys.customer, "city"),
            (nordlys.vendor, "city"),
        ]
    ):
        setattr(record, name, f"{day}")
        record.save()
        dated(record, datetime(2100, 1, 1 + day, tzinfo=UTC))
    for partner in (nordlys.customer, nordlys.vendor):
        raw(partner.link, paused=False)

    result = repair(Side.NEWEST)

    assert cities(nordlys) == ["3"] * 4
    assert {one.phone_no for one in (nordlys.contact, nordlys.customer, nordlys.vendor, nordlys.bank)} == {"1"}
    assert not result.left
    assert count_drift() == 0


def test_what_the_history_does_not_date_is_left(nordlys: Firm) -> None:
    """Newest: two values written past the history."""
    raw(nordlys.contact, city="Oslo")
    raw(nordlys.customer, city="Hamar")

    result = repair(Side.NEWEST, kinds=[kind_named("customer")])

    assert cities(nordlys)[:2] == ["Oslo", "Hamar"]
    assert result.left == Counter({("customer", "city", Reason.UNKNOWN): 1})


def test_paused_pinned_and_policy_are_left_with_their_reason(nordlys: Firm) -> None:
    """S5, ruling 5: each of three partners has another reason."""
    FieldPolicy(kind="bank_account", field="city", direction=Direction.TO_CONTACT).save()
    pinned(nordlys.vendor, "city")
    paused(nordlys.customer)
    raw(nordlys.contact, city="Oslo")

    result = repair(Side.CONTACT)

    assert cities(nordlys) == ["Oslo", "Bergen", "Bergen", "Bergen"]
    assert result.left == Counter({
        ("customer", "city", Reason.PAUSED): 1,
        ("vendor", "city", Reason.PINNED): 1,
        ("bank_account", "city", Reason.POLICY): 1,
    })  # fmt: skip
    assert not result.written
    assert ("customer", "city", Reason.PAUSED) not in repair(Side.CONTACT, include_paused=False).left


def test_what_policy_wants_is_neither_written_nor_left(nordlys: Firm) -> None:
    """Ruling 5: beside another difference that is repaired."""
    FieldPolicy(kind="customer", field="city", direction=Direction.NEVER).save()
    raw(nordlys.customer, city="Oslo", phone_no="1")
    raw(nordlys.contact, phone_no="2")

    result = repair(Side.CONTACT, kinds=[kind_named("customer")])

    assert cities(nordlys)[1] == "Oslo"
    assert (result.written, result.left) == (Counter({("customer", "phone_no"): 1}), Counter())


def test_another_partner_that_may_not_follow_is_named(nordlys: Firm) -> None:
    """The vendor is pinned: the customer's value reaches the contact and the bank account only."""
    pinned(nordlys.vendor, "city")
    raw(nordlys.customer, city="Oslo")

    result = repair(Side.PARTNER, numbers={"customer": [nordlys.customer.no]})

    assert cities(nordlys) == ["Oslo", "Oslo", "Bergen", "Oslo"]
    assert result.left == Counter({("vendor", "city", Reason.PINNED): 1})


@pytest.mark.parametrize("side", list(Side))
def test_a_dry_run_says_what_a_run_does_and_writes_nothing(nordlys: Firm, side: Side) -> None:
    """Preview and deed count alike."""
    _mixed(nordlys)
    changes = Change.objects.count()
    before = cities(nordlys)

    tried, steps = _told(side, dry_run=True)
    untouched = (Change.objects.count(), cities(nordlys)) == (changes, before)
    done, told = _told(side, dry_run=False)

    assert untouched
    assert (tried.written, tried.left) == (done.written, done.left)
    assert steps == told


def _mixed(nordlys: Firm) -> None:
    other = firm(no="CT2", city="Bergen")
    raw(nordlys.customer, city="Oslo")
    raw(nordlys.contact, phone_no="")
    raw(nordlys.vendor, phone_no="1")
    raw(other.customer, city="Hamar")
    pinned(other.vendor, "name")
    raw(other.vendor, name="Another", email="b@example.com")


def _told(side: Side, *, dry_run: bool) -> tuple[RepairResult, list[Any]]:
    steps: list[Step] = []
    result = repair(side, dry_run=dry_run, report=steps.append)
    return result, sorted(((s.contact.no, s.kind, s.field, s.old, s.new, s.reason) for s in steps), key=str)


@pytest.mark.parametrize("side", list(Side))
def test_a_second_run_writes_nothing(nordlys: Firm, side: Side) -> None:
    """Idempotent, refusals included."""
    _mixed(nordlys)
    first = repair(side)
    changes = Change.objects.count()

    again = repair(side)

    assert Change.objects.count() == changes
    assert not again.written
    assert again.left == first.left


def test_only_left_steps_are_told_where_written_ones_are_not_wanted(nordlys: Firm) -> None:
    """A long run says what needs attention."""
    _mixed(nordlys)
    told: list[Step] = []

    repair(Side.CONTACT, report=told.append, written_too=False)

    assert told
    assert all(step.reason for step in told)


def test_windows_are_units_of_one_change_set_that_can_be_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    """H2: one gesture, however many windows; undone, everything differs again."""
    monkeypatch.setattr("contacts.links.repair.BATCH", 2)
    firms = [firm(no=f"CT{number}", city="Bergen") for number in range(5)]
    for made in firms:
        raw(made.customer, city="Oslo")
    for made in firms[::2]:
        raw(made.contact, city="")
        raw(made.vendor, city="Oslo")
        raw(made.bank, city="")
    heard: list[int] = []
    before = [cities(made) for made in firms]

    result = repair(Side.CONTACT, window=2, progress=heard.append)
    done = [cities(made) for made in firms]
    undo(result.change_set)

    assert heard == [2, 4, 5]
    assert done == [["Oslo"] * 4, ["Bergen"] * 4] * 2 + [["Oslo"] * 4]
    assert [cities(made) for made in firms] == before


def test_a_person_who_is_hub_and_follows_a_company_is_one_record(nordlys: Firm) -> None:
    """What a person inherits in a window is what its own links are compared with there."""
    person = PersonFactory(company=nordlys.contact, phone_no="")
    raw(nordlys.customer, phone_no="22")
    FieldPolicy(kind="customer", field="city", direction=Direction.TO_PARTNER).save()
    own = linked(PersonFactory(), alone(CustomerFactory))
    raw(own.link, contact=person)
    raw(own, phone_no="")

    repair(Side.PARTNER)

    own.refresh_from_db()
    person.refresh_from_db()
    assert (person.phone_no, own.phone_no) == ("22", "22")


def test_statements_do_not_grow_with_the_pairs(marketing: MarketingSetup, statements: Statements) -> None:
    """Towards the partner: the scans, two locks, and three statements for each kind that differs."""

    def cost() -> int:
        with statements() as seen:
            repair(Side.CONTACT)
        return len(seen)

    few = [firm(no=f"A{number}", city="Bergen") for number in range(2)]
    for made in few:
        raw(made.customer, city="Oslo")
    first = cost()
    for made in [*few, *(firm(no=f"B{number}", city="Bergen") for number in range(8))]:
        raw(made.customer, city="Oslo")

    assert cost() <= first
    assert Customer.objects.filter(city="Bergen").count() == 10
