"""Save → propagate: what changed on one side is on the other when the save returns (S1–S9, sections A, B and C)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from contacts.links import linking
from contacts.links.kinds import all_kinds, kind_named
from contacts.models import Contact, ContactType
from crm.history.models import Change
from crm.kit.context import Cause, gesture
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm, linked
from tests.links.samples import got, pairs, partner_of, put, sample

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "ours", "theirs"), pairs())
def test_every_shared_field_travels_from_the_contact(
    marketing: MarketingSetup, kind: str, ours: str, theirs: str
) -> None:
    """A1, A4-1, B1–B3, S2: one list triggers and travels, image and privacy flag included, each by itself."""
    nordlys = firm()

    put(nordlys.contact, ours, sample(ours))
    nordlys.contact.save()

    assert got(partner_of(nordlys.reload(), kind), theirs) == sample(ours)


@pytest.mark.parametrize(("kind", "ours", "theirs"), pairs())
def test_every_shared_field_travels_from_the_partner_to_contact_and_others(
    marketing: MarketingSetup, kind: str, ours: str, theirs: str
) -> None:
    """A1, C3, C6, A4-3: also when the save came from code, and on to every other partner that shares the field."""
    nordlys = firm()
    partner = partner_of(nordlys, kind)

    put(partner, theirs, sample(ours))
    partner.save()

    nordlys.reload()
    assert got(nordlys.contact, ours) == sample(ours)
    for other in all_kinds():
        if ours in other.by_contact:
            assert got(partner_of(nordlys, other), other.by_contact[ours].partner) == sample(ours)


def test_the_number_of_shared_fields_is_the_reference_s() -> None:
    """A1-count, S1: 26, 24 and 20."""
    assert {kind.name: len(kind.shared) for kind in all_kinds()} == {"customer": 26, "vendor": 24, "bank_account": 20}


def test_clearing_a_value_clears_it_on_the_other_side(marketing: MarketingSetup) -> None:
    """S3: clearing a field is a change like any other."""
    nordlys = firm(phone_no="+4722334455")

    nordlys.vendor.phone_no = ""
    nordlys.vendor.save()

    nordlys.reload()
    assert (nordlys.contact.phone_no, nordlys.customer.phone_no, nordlys.bank.phone_no) == ("", "", "")


def test_only_what_was_changed_is_sent_and_drift_stays(marketing: MarketingSetup) -> None:
    """S3, S4, A4-2: a difference made behind the product's back is not settled by another change."""
    nordlys = firm(city="Oslo")
    Customer._base_manager.filter(pk=nordlys.customer.pk).update(city="Bergen")

    nordlys.contact.phone_no = "+4722334455"
    nordlys.contact.save()

    nordlys.reload()
    assert (nordlys.contact.city, nordlys.customer.city) == ("Oslo", "Bergen")
    assert nordlys.customer.phone_no == "+4722334455"


def test_a_stale_copy_in_memory_overwrites_nothing(marketing: MarketingSetup) -> None:
    """S3: compared with the stored row; what was not meant to be written is not."""
    nordlys = firm(city="Oslo", phone_no="1")
    stale = Contact.objects.get(pk=nordlys.contact.pk)
    nordlys.contact.phone_no = "2"
    nordlys.contact.save()

    stale.city = "Bergen"
    stale.save(update_fields=["city"])

    nordlys.reload()
    assert (nordlys.contact.phone_no, nordlys.customer.phone_no) == ("2", "2")
    assert nordlys.customer.city == "Bergen"


def test_a_changed_field_goes_all_the_way_even_where_the_contact_has_it_already(marketing: MarketingSetup) -> None:
    """Ruling 4."""
    nordlys = firm(city="Oslo")
    Contact._base_manager.filter(pk=nordlys.contact.pk).update(city="Bergen")

    nordlys.customer.city = "Bergen"
    nordlys.customer.save()

    assert nordlys.reload().vendor.city == "Bergen"


@pytest.mark.parametrize("field", ["no", "purchaser"])
def test_numbers_and_the_vendor_s_purchaser_stay_its_own(marketing: MarketingSetup, field: str) -> None:
    """A1/1, A1/29."""
    nordlys = firm()
    before = got(nordlys.vendor, field)

    put(nordlys.contact, "salesperson", sample("salesperson"))
    nordlys.contact.save()

    assert got(nordlys.reload().vendor, field) == before


def test_a_bank_account_never_changes_a_registration_number(marketing: MarketingSetup) -> None:
    """A1-bank."""
    nordlys = firm(registration_number="NO 998")

    nordlys.bank.city = "Oslo"
    nordlys.bank.save()

    assert nordlys.reload().contact.registration_number == "NO 998"
    assert not hasattr(nordlys.bank, "registration_number")


def test_invoicing_details_are_the_partner_s_own(marketing: MarketingSetup) -> None:
    """Promise 8, A3, A4-2: a change outside the shared fields writes one row."""
    nordlys = firm()
    before = Change.objects.count()

    nordlys.customer.credit_limit = 500
    nordlys.customer.save()

    assert Change.objects.count() == before + 1


def test_write_backs_run_no_partner_signals(marketing: MarketingSetup) -> None:
    """S8: each record is written once and recorded with its cause and origin."""
    nordlys = firm()

    with gesture() as opened:
        nordlys.customer.city = "Oslo"
        nordlys.customer.save()

    rows = Change.objects.in_set(opened.change_set)
    assert [(row.model.split(".")[1], row.cause) for row in rows] == [
        ("customer", Cause.TYPED),
        ("contact", Cause.SYNCHRONIZED),
        ("vendor", Cause.SYNCHRONIZED),
        ("bankaccount", Cause.SYNCHRONIZED),
    ]
    assert rows[1].origin == f"partners.customer {nordlys.customer.no}"
    assert rows[1].diff == {"city": ["", "Oslo"]}


def test_type_follows_from_the_contact_only(marketing: MarketingSetup) -> None:
    """A1/5050, ruling 1: a person who becomes a company takes the customer along; the customer's type is not edited."""
    ada = PersonFactory()
    customer = linked(ada, alone(CustomerFactory))
    assert customer.contact_type == ContactType.PERSON

    customer.contact_type = ContactType.COMPANY
    with pytest.raises(Refused, match=ada.no):
        customer.save()
    ada.type = ContactType.COMPANY
    ada.save()

    assert Customer.objects.get(pk=customer.pk).contact_type == ContactType.COMPANY


def test_a_refused_save_leaves_nothing_behind(marketing: MarketingSetup) -> None:
    """S9: source, copies and history stand or fall together."""
    ada = PersonFactory()
    customer = linked(ada, alone(CustomerFactory))
    before = Change.objects.count()

    customer.contact_type, customer.city = ContactType.COMPANY, "Oslo"
    with pytest.raises(Refused):
        customer.save()

    assert Change.objects.count() == before
    assert Customer.objects.get(pk=customer.pk).city == ""


def test_a_link_under_another_code_synchronizes_too(marketing: MarketingSetup) -> None:
    """B2, L4: the kind decides, not the code; a code taken out of the setup later does not stop the link."""
    nordlys = firm()
    marketing.customer_relation = None
    marketing.save()

    nordlys.contact.city = "Oslo"
    nordlys.contact.save()

    assert nordlys.reload().customer.city == "Oslo"


def test_search_name_is_derived_only_where_somebody_typed(marketing: MarketingSetup) -> None:
    """J4, ruling 16: write-backs copy it."""
    nordlys = firm(name="Nordlys AS")

    nordlys.customer.name = "Sørlys AS"
    nordlys.customer.save()

    nordlys.reload()
    assert nordlys.customer.search_name == nordlys.contact.search_name == nordlys.bank.search_name == "SØRLYS AS"


def test_a_longer_name_of_a_person_customer_is_split_on_the_contact(marketing: MarketingSetup) -> None:
    """A5-3, J3: a name that arrives from the customer is split into its parts."""
    ada = PersonFactory(name="Ada Rossi")
    customer = linked(ada, alone(CustomerFactory))

    customer.name = "Ada Maria Bianchi"
    customer.save()

    ada.refresh_from_db()
    assert (ada.first_name, ada.middle_name, ada.surname) == ("Ada", "Maria", "Bianchi")


def test_the_save_says_whom_it_reached(marketing: MarketingSetup) -> None:
    """F4: the notice after a save names every record that followed."""
    nordlys = firm()

    nordlys.contact.city = "Oslo"
    nordlys.contact.save()

    assert [record.no for record in nordlys.contact.propagated.records] == [
        nordlys.customer.no,
        nordlys.vendor.no,
        nordlys.bank.no,
    ]


def test_unlinked_values_stay_and_no_longer_travel(marketing: MarketingSetup) -> None:
    """D7, L3."""
    nordlys = firm(city="Oslo")
    linking.unlink(nordlys.customer.link)

    nordlys.contact.city = "Bergen"
    nordlys.contact.save()

    assert Customer.objects.get(pk=nordlys.customer.pk).city == "Oslo"
    assert nordlys.reload().vendor.city == "Bergen"


def test_kinds_know_their_fields_by_both_names() -> None:
    """S1: the one renamed pair."""
    shared = kind_named("customer").by_contact["type"]

    assert (shared.partner, shared.flows) == ("contact_type", "to_partner")


def test_an_uploaded_picture_shows_on_both_cards(marketing: MarketingSetup, settings: Any, tmp_path: Path) -> None:
    """A1/140, S2: one file, and none at all where the save was refused."""
    settings.MEDIA_ROOT = tmp_path
    ada = PersonFactory()
    customer = linked(ada, alone(CustomerFactory))

    customer.image = ContentFile(b"picture", name="ada.png")
    customer.contact_type = ContactType.COMPANY
    with pytest.raises(Refused):
        customer.save()
    assert not list(tmp_path.rglob("*.png"))
    customer.contact_type = ContactType.PERSON
    customer.save()

    assert got(Contact.objects.get(pk=ada.pk), "image") == got(customer, "image") == "images/ada.png"
    assert len(list(tmp_path.rglob("*.png"))) == 1
