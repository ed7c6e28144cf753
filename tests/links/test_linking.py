"""Link with an existing partner, and unlink (L1–L4, section D)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from contacts.links import linking
from contacts.links.creating import create_contact
from contacts.links.linking import Master, link, preview_link
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import BusinessRelation, MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, VendorFactory, alone, firm, linked
from tests.factories.setup import BusinessRelationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("master", "winner"), [(Master.CONTACT, "Via Roma 1"), (Master.PARTNER, "Via Roma, 10")])
def test_the_master_s_value_is_kept_on_both(marketing: MarketingSetup, master: Master, winner: str) -> None:
    """D2, D3, L2."""
    contact = CompanyFactory(address="Via Roma 1")
    customer = alone(CustomerFactory, address="Via Roma, 10")

    link(contact, customer, master=master)

    assert Contact.objects.get(pk=contact.pk).address == Customer.objects.get(pk=customer.pk).address == winner


@pytest.mark.parametrize("master", list(Master))
def test_a_blank_never_beats_a_value(marketing: MarketingSetup, master: Master) -> None:
    """L2: both sides are filled from each other."""
    contact = CompanyFactory(phone_no="1")
    customer = alone(CustomerFactory, email="info@nordlys.no")

    link(contact, customer, master=master)

    contact.refresh_from_db()
    customer.refresh_from_db()
    assert (contact.phone_no, contact.email) == (customer.phone_no, customer.email) == ("1", "info@nordlys.no")


def test_blanks_win_when_that_is_asked_for(marketing: MarketingSetup) -> None:
    """L2."""
    contact = CompanyFactory(phone_no="")
    customer = alone(CustomerFactory, phone_no="1")

    link(contact, customer, blanks_win=True)

    assert Customer.objects.get(pk=customer.pk).phone_no == ""


def test_a_side_chosen_by_hand_is_taken_even_if_blank(marketing: MarketingSetup) -> None:
    """L2, ruling 2."""
    contact = CompanyFactory(phone_no="", city="Oslo")
    customer = alone(CustomerFactory, phone_no="1", city="Bergen")

    link(contact, customer, choices={"phone_no": True, "city": False})

    contact.refresh_from_db()
    customer.refresh_from_db()
    assert (customer.phone_no, contact.city) == ("", "Bergen")


def test_a_tick_of_privacy_is_never_lost(marketing: MarketingSetup) -> None:
    """Ruling 2: an unticked flag is a blank."""
    contact = CompanyFactory()
    customer = alone(CustomerFactory, privacy_blocked=True)

    link(contact, customer, master=Master.CONTACT)

    assert Contact.objects.get(pk=contact.pk).privacy_blocked


def test_linking_a_partner_that_wins_reaches_the_other_partners(marketing: MarketingSetup) -> None:
    """D3: the cascade."""
    nordlys = CompanyFactory(city="Oslo")
    vendor = linked(nordlys, alone(VendorFactory))

    link(nordlys, alone(CustomerFactory, city="Bergen"), master=Master.PARTNER)

    vendor.refresh_from_db()
    assert vendor.city == "Bergen"


def test_the_preview_is_what_linking_does(marketing: MarketingSetup) -> None:
    """Promise 7: preview and apply share one plan; the preview writes nothing."""
    contact = CompanyFactory(phone_no="1", city="Oslo")
    customer = alone(CustomerFactory, email="a@b.no", city="Bergen")
    before = Change.objects.count()

    shown = preview_link(contact, customer)
    assert Change.objects.count() == before
    done = link(contact, customer).plan

    assert [line[1:4] for line in map(_facts, shown.lines)] == [line[1:4] for line in map(_facts, done.lines)]
    assert {line.field for line in shown.written} == {"phone_no", "city", "email"}


def _facts(line: object) -> tuple[object, ...]:
    return tuple(getattr(line, name) for name in ("record", "field", "old", "new", "skipped"))


def test_a_second_link_of_a_kind_is_refused_with_both_names(marketing: MarketingSetup) -> None:
    """D1, D5.1."""
    nordlys = firm()
    other = alone(CustomerFactory)

    with pytest.raises(Refused) as refused:
        link(nordlys.contact, other)

    assert nordlys.contact.no in str(refused.value) and nordlys.customer.no in str(refused.value)


def test_a_partner_of_another_contact_is_refused_with_its_name(marketing: MarketingSetup) -> None:
    """D5.2."""
    nordlys = firm()

    with pytest.raises(Refused, match=nordlys.contact.no):
        link(CompanyFactory(), nordlys.customer)


def test_a_person_is_refused_while_its_company_has_that_kind(marketing: MarketingSetup) -> None:
    """D1, ruling 14; the other way round is not checked."""
    nordlys = firm()
    ada = PersonFactory(company=nordlys.contact)

    with pytest.raises(Refused, match=nordlys.customer.no):
        link(ada, alone(CustomerFactory))


@pytest.mark.parametrize("factory", [VendorFactory, BankAccountFactory])
def test_a_lone_person_can_be_a_customer_only(marketing: MarketingSetup, factory: Callable[..., Any]) -> None:
    """D1, E2.4."""
    with pytest.raises(Refused, match="customer only"):
        link(PersonFactory(), alone(factory))


def test_a_lone_person_who_becomes_a_customer_is_its_primary_contact(marketing: MarketingSetup) -> None:
    """D8, S6, ruling 8."""
    ada = PersonFactory(name="Ada Rossi")

    customer = linked(ada, alone(CustomerFactory))

    assert (customer.primary_contact, customer.contact_name, customer.contact_type) == (ada, "Ada Rossi", "person")


def test_a_privacy_blocked_contact_takes_no_link(marketing: MarketingSetup) -> None:
    """H5, K2."""
    with pytest.raises(Refused, match="privacy"):
        link(CompanyFactory(privacy_blocked=True), alone(CustomerFactory))


def test_without_a_relation_code_linking_names_the_setting(marketing: MarketingSetup) -> None:
    """L4, D1."""
    marketing.vendor_relation = None
    marketing.save()

    with pytest.raises(Refused) as refused:
        link(CompanyFactory(), alone(VendorFactory))

    assert refused.value.setting == "vendor_relation"
    assert "Marketing Setup" in str(refused.value)


def test_a_plain_relation_under_the_same_code_becomes_the_link(marketing: MarketingSetup) -> None:
    """D5.3."""
    contact = CompanyFactory()
    code = BusinessRelationFactory(code="CLIENT")
    ContactBusinessRelation(contact=contact, business_relation=code).save()
    marketing.customer_relation = code
    marketing.save()

    linked(contact, alone(CustomerFactory))

    assert contact.relations.count() == 1


def test_a_code_serves_a_contact_once(marketing: MarketingSetup) -> None:
    """D5.4: with one code for two kinds a contact can hold one of them only, and the sentence says so."""
    marketing.vendor_relation = marketing.customer_relation
    marketing.save()
    nordlys = CompanyFactory()
    linked(nordlys, alone(CustomerFactory))

    with pytest.raises(Refused, match="one code for each kind"):
        link(nordlys, alone(VendorFactory))


def test_plain_relations_carry_no_link(marketing: MarketingSetup) -> None:
    """L1: prospects and lawyers."""
    lawyer = CompanyFactory()

    ContactBusinessRelation(contact=lawyer, business_relation=BusinessRelationFactory(code="LAW")).save()

    assert lawyer.relations.linked().count() == 0


@pytest.mark.parametrize("case", ["second of a kind", "second contact", "code twice", "two partners in a row"])
def test_the_database_itself_holds_the_rules(marketing: MarketingSetup, case: str) -> None:
    """L1: constraints, whoever writes."""
    nordlys, other = firm(), CompanyFactory()
    lawyer, law = CompanyFactory(), BusinessRelationFactory(code="LAW")
    ContactBusinessRelation(contact=lawyer, business_relation=law).save()
    rows = {
        "second of a kind": {"contact": nordlys.contact, "customer": alone(CustomerFactory)},
        "second contact": {"contact": other, "customer": nordlys.customer},
        "code twice": {"contact": lawyer},
        "two partners in a row": {"contact": other, "customer": alone(CustomerFactory), "vendor": alone(VendorFactory)},
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        ContactBusinessRelation._base_manager.create(**{"business_relation": law, **rows[case]})


def test_a_dangling_link_cannot_exist(marketing: MarketingSetup) -> None:
    """L1, B4, C5: real keys on both ends."""
    nordlys = firm()

    nordlys.customer.delete()

    assert not ContactBusinessRelation.objects.filter(business_relation="CUST").exists()
    nordlys.contact.refresh_from_db()
    nordlys.contact.city = "Oslo"
    nordlys.contact.save()


def test_unlinking_keeps_the_values_and_the_primary_contact(marketing: MarketingSetup) -> None:
    """L3, D7."""
    ada = PersonFactory(name="Ada Rossi")
    customer = linked(ada, alone(CustomerFactory))

    linking.unlink(customer.link)

    customer = Customer.objects.get(pk=customer.pk)
    assert (customer.name, customer.primary_contact) == ("Ada Rossi", ada)
    assert BusinessRelation.objects.filter(code="CUST").exists()


@pytest.mark.parametrize("act", [lambda contact, one: link(contact, one), lambda contact, one: create_contact(one)])
def test_a_partner_deleted_meanwhile_is_a_sentence(marketing: MarketingSetup, act: Any) -> None:
    """S9: somebody else was faster."""
    contact, customer = CompanyFactory(), alone(CustomerFactory)
    stale = Customer.objects.get(pk=customer.pk)
    customer.delete()

    with pytest.raises(Refused, match="was deleted meanwhile"):
        act(contact, stale)
