"""Undo of a change set as one unit (H2, ruling 10)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from contacts.deletion import PEOPLE
from contacts.links import linking
from contacts.links.creating import create_partner
from contacts.links.kinds import kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import Undone, plan_undo, undo
from crm.kit.context import Cause, gesture
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm
from tests.history.replay import last_change, replayed

pytestmark = pytest.mark.django_db


def in_one_gesture(action: Callable[[], object]) -> uuid.UUID:
    """The change set of what ``action`` does."""
    with gesture() as opened:
        action()
    return opened.change_set


def undone(action: Callable[[], object]) -> Undone:
    """What undoing ``action`` did."""
    return undo(in_one_gesture(action))


def test_an_edit_and_all_its_copies_go_back_as_one(marketing: MarketingSetup) -> None:
    """H2."""
    nordlys = firm(city="Oslo")
    nordlys.customer.city = "Bergen"

    undone(nordlys.customer.save)

    nordlys.reload()
    assert {nordlys.contact.city, nordlys.customer.city, nordlys.vendor.city, nordlys.bank.city} == {"Oslo"}
    assert replayed() == {}


def test_what_undoing_did_says_so_and_can_be_undone(marketing: MarketingSetup) -> None:
    """H1, ruling 10."""
    nordlys = firm(city="Oslo")
    nordlys.customer.city = "Bergen"
    first = in_one_gesture(nordlys.customer.save)
    undo(first)
    change = last_change(nordlys.customer)
    assert (change.cause, change.reverts) == (Cause.UNDONE, first)

    undo(change.change_set)

    assert nordlys.reload().vendor.city == "Bergen"


def test_a_field_edited_since_is_kept_and_named_and_the_rest_goes_back(marketing: MarketingSetup) -> None:
    """H2: and the pair it leaves different is named (ruling 10)."""
    nordlys = firm(city="Oslo", phone_no="1")
    nordlys.contact.city, nordlys.contact.phone_no = "Bergen", "2"
    change_set = in_one_gesture(nordlys.contact.save)
    nordlys.reload()
    linking.pause(nordlys.customer.link)
    customer = Customer.objects.get(pk=nordlys.customer.pk)
    customer.city = "Madrid"
    customer.save()
    linking.resume(customer.link)

    done = undo(change_set)

    nordlys.reload()
    assert (nordlys.contact.city, nordlys.vendor.city, nordlys.customer.city) == ("Oslo", "Oslo", "Madrid")
    assert nordlys.customer.phone_no == "1"
    assert [(kept.title, kept.field) for kept in done.plan.kept] == [(nordlys.customer.title, "City")]
    assert len(done.differences) == 1 and "City" in done.differences[0]


def test_the_plan_reads_only_and_is_what_is_done(marketing: MarketingSetup) -> None:
    """H2."""
    nordlys = firm(city="Oslo")
    nordlys.contact.city = "Bergen"
    change_set = in_one_gesture(nordlys.contact.save)
    before = Change.objects.count()

    plan = plan_undo(change_set)

    assert Change.objects.count() == before
    assert {write.record for write in plan.writes} == {nordlys.contact, nordlys.customer, nordlys.vendor, nordlys.bank}


def test_a_link_is_undone_with_the_values_it_wrote(marketing: MarketingSetup) -> None:
    """Ruling 10: linking."""
    contact, customer = CompanyFactory(city="Oslo"), alone(CustomerFactory, city="Bergen")

    undone(lambda: linking.link(contact, customer))

    customer.refresh_from_db()
    contact.refresh_from_db()
    assert (customer.city, contact.business_relation) == ("Bergen", "none")
    assert not ContactBusinessRelation.objects.exists()
    assert replayed() == {}


def test_an_unlink_is_undone(marketing: MarketingSetup) -> None:
    """Ruling 10."""
    nordlys = firm()

    undone(lambda: linking.unlink(nordlys.customer.link))

    assert Customer.objects.get(pk=nordlys.customer.pk).link.contact == nordlys.contact
    assert Contact.objects.get().business_relation == "multiple"


def test_a_created_partner_with_its_contact_goes_and_the_numbers_stay_used(marketing: MarketingSetup) -> None:
    """Ruling 10: a number once used stays used."""
    undone(lambda: Customer(name="Nordlys AS").save())
    assert not Customer.objects.exists() and not Contact.objects.exists()

    again = Customer(name="Nordlys AS")
    again.save()

    assert (again.no, again.link.contact.no) == ("C00002", "CT00002")


def test_a_created_record_edited_since_stays_whole_and_is_named(marketing: MarketingSetup) -> None:
    """Ruling 10."""
    change_set = in_one_gesture(lambda: Customer(name="Nordlys AS").save())
    customer = Customer.objects.get()
    customer.credit_limit = 5
    customer.save()

    done = undo(change_set)

    assert Customer.objects.get().name == "Nordlys AS"
    assert any(kept.title == customer.title for kept in done.plan.kept)


def test_a_blank_filled_since_counts_as_an_edit(marketing: MarketingSetup) -> None:
    """Ruling 10: also where nothing was recorded for it at the creation."""
    change_set = in_one_gesture(lambda: Contact(name="Nordlys AS").save())
    nordlys = Contact.objects.get()
    nordlys.city = "Oslo"
    nordlys.save()

    done = undo(change_set)

    assert Contact.objects.get().city == "Oslo"
    assert [kept.field for kept in done.plan.kept] == ["City"]


def test_people_and_primary_contacts_made_by_one_gesture_go_with_it(marketing: MarketingSetup) -> None:
    """Ruling 10: what points to each other goes back together."""
    undone(lambda: Customer(name="Nordlys AS", contact_name="Ada Rossi").save())

    assert not Contact.objects.exists() and not Customer.objects.exists()
    assert replayed() == {}


def test_a_link_moved_to_another_contact_moves_back(marketing: MarketingSetup) -> None:
    """Ruling 10: the old link returns once the new one is gone."""
    nordlys, other = firm(), CompanyFactory()

    def move() -> None:
        linking.unlink(nordlys.customer.link)
        linking.link(other, Customer.objects.get())

    undone(move)

    assert Customer.objects.get().link.contact == nordlys.contact
    assert replayed() == {}


def test_a_link_cannot_return_where_another_one_stands(marketing: MarketingSetup) -> None:
    """Ruling 10: one link of a kind and a code once, also on the way back; a sentence, no error."""
    nordlys = firm()
    change_set = in_one_gesture(lambda: linking.unlink(nordlys.customer.link))
    linking.link(nordlys.contact, alone(CustomerFactory))

    done = undo(change_set)

    assert done.plan.is_empty
    assert "taken its place" in done.plan.kept[0].sentence


def test_a_partner_created_from_a_contact_goes_and_the_contact_is_as_before(marketing: MarketingSetup) -> None:
    """Ruling 10, C3."""
    contact = CompanyFactory()

    undone(lambda: create_partner(contact, kind_named("customer")))

    assert not Customer.objects.exists()
    assert Contact.objects.get().business_relation == "none"
    assert replayed() == {}


@pytest.mark.parametrize("with_people", [False, True])
def test_a_deleted_contact_returns_with_its_number_links_and_people(
    marketing: MarketingSetup, with_people: bool
) -> None:
    """Ruling 10: deleting."""
    nordlys = firm(city="Oslo")
    ada = PersonFactory(company=nordlys.contact)
    nordlys.customer.primary_contact = ada
    nordlys.customer.save()
    also = frozenset({PEOPLE}) if with_people else frozenset()

    undone(lambda: nordlys.contact.delete(also=also))

    contact = Contact.objects.get(no=nordlys.contact.no)
    assert contact.city == "Oslo"
    assert contact.relations.linked().count() == 3
    assert contact.people.get().no == ada.no
    assert contact.business_relation == "multiple"
    assert Customer.objects.get().contact_name == ada.name
    assert replayed() == {}


def test_what_is_used_since_stays(marketing: MarketingSetup) -> None:
    """Ruling 10: a created company that people joined meanwhile."""
    change_set = in_one_gesture(lambda: Contact(name="Nordlys AS").save())
    PersonFactory(company=Contact.objects.get())

    done = undo(change_set)

    assert Contact.objects.companies().count() == 1
    assert done.plan.is_empty and done.plan.kept


def test_what_it_pointed_to_may_be_gone(marketing: MarketingSetup) -> None:
    """Ruling 10: a link cannot return without its partner; the rest does."""
    nordlys = firm()
    change_set = in_one_gesture(lambda: linking.unlink(nordlys.customer.link))
    Customer.objects.get(pk=nordlys.customer.pk).delete()

    done = undo(change_set)

    assert done.plan.is_empty
    assert "no longer exists" in done.plan.kept[0].sentence


def test_an_unknown_change_set_is_refused() -> None:
    """N4: a sentence."""
    with pytest.raises(Refused, match="no change set"):
        undo(uuid.uuid4())


def test_a_choice_made_since_is_not_undone_through_another_record(marketing: MarketingSetup) -> None:
    """H2, ruling 10: what somebody points to since stays."""
    change_set = in_one_gesture(lambda: Customer(name="Edge", contact_name="Pia Edge").save())
    customer = Customer.objects.get()
    company = customer.link.contact
    customer.primary_contact = company
    customer.save()

    undo(change_set)

    assert Customer.objects.get().primary_contact == company
