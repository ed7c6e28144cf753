"""People and their companies: inheritance and the name of the primary contact (S6, S7, B5, B6, J6)."""

from __future__ import annotations

import pytest

from contacts.inheritance import ADDRESS, CODES, COMMUNICATION
from contacts.links.linking import pin
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.context import Cause
from partners.models import Customer, Vendor
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm, linked
from tests.history.replay import last_change
from tests.links.samples import got, put, sample

pytestmark = pytest.mark.django_db

SHARED_COMMUNICATION = [name for name in COMMUNICATION if name not in ("extension_no", "pager")]


@pytest.mark.parametrize("name", [*CODES, *SHARED_COMMUNICATION])
def test_people_follow_where_they_still_had_the_old_value(marketing: MarketingSetup, name: str) -> None:
    """B5.2, B5.4."""
    nordlys = CompanyFactory()
    put(nordlys, name, sample(name, "A"))
    nordlys.save()
    follower, other = PersonFactory(company=nordlys), PersonFactory(company=nordlys)
    put(other, name, sample(name, "B"))
    other.save()

    put(nordlys, name, sample(name, "C"))
    nordlys.save()

    follower.refresh_from_db()
    other.refresh_from_db()
    assert (got(follower, name), got(other, name)) == (sample(name, "C"), sample(name, "B"))


@pytest.mark.parametrize("name", [*CODES, "phone_no", "city"])
def test_a_switch_that_is_off_stops_inheritance(marketing: MarketingSetup, name: str) -> None:
    """B5, I1."""
    switch = CODES.get(name, "inherit_address" if name in ADDRESS else "inherit_communication")
    setattr(marketing, switch, False)
    marketing.save()
    nordlys = CompanyFactory()
    ada = PersonFactory(company=nordlys)

    put(nordlys, name, sample(name))
    nordlys.save()

    ada.refresh_from_db()
    assert got(ada, name) in ("", None)


def test_the_address_follows_as_a_block(marketing: MarketingSetup) -> None:
    """B5.3: only where the person's address was the company's."""
    nordlys = CompanyFactory(address="Via Roma 1", city="Milano", post_code="20121")
    same, own = PersonFactory(company=nordlys), PersonFactory(company=nordlys)
    own.address = "Via Verdi 2"
    own.save()

    nordlys.address, nordlys.city = "Calle Mayor 1", "Madrid"
    nordlys.save()

    same.refresh_from_db()
    own.refresh_from_db()
    assert (same.address, same.city, same.post_code) == ("Calle Mayor 1", "Madrid", "20121")
    assert (own.address, own.city) == ("Via Verdi 2", "Milano")


def test_the_company_name_follows_always(marketing: MarketingSetup) -> None:
    """B5.1: no switch."""
    nordlys = CompanyFactory(name="Nordlys AS")
    ada = PersonFactory(company=nordlys)

    nordlys.name = "Sørlys AS"
    nordlys.save()

    ada.refresh_from_db()
    assert ada.company_name == "Sørlys AS"


def test_a_change_on_the_customer_reaches_the_people(marketing: MarketingSetup) -> None:
    """C6, S3: the whole way, with cause and origin."""
    nordlys = firm(phone_no="1")
    ada = PersonFactory(company=nordlys.contact)

    nordlys.customer.phone_no = "2"
    nordlys.customer.save()

    ada.refresh_from_db()
    assert ada.phone_no == "2"
    change = last_change(ada)
    assert (change.cause, change.origin) == (Cause.INHERITED, f"contacts.contact {nordlys.contact.no}")


def test_a_person_s_own_partners_follow_its_inheritance(marketing: MarketingSetup) -> None:
    """B5.5: links held by the person itself."""
    nordlys = CompanyFactory(phone_no="1")
    ada = PersonFactory(company=nordlys)
    customer = linked(ada, alone(CustomerFactory))

    nordlys.phone_no = "2"
    nordlys.save()

    customer.refresh_from_db()
    assert customer.phone_no == "2"


def test_a_pinned_value_is_not_inherited(marketing: MarketingSetup) -> None:
    """S5, S7."""
    nordlys = CompanyFactory(phone_no="1")
    ada = PersonFactory(company=nordlys)
    pin(ada, "phone_no")

    nordlys.phone_no = "2"
    nordlys.save()

    ada.refresh_from_db()
    assert ada.phone_no == "1"


def test_a_person_does_not_write_to_its_company_s_partners(marketing: MarketingSetup) -> None:
    """B6.1, S6: only its own links count."""
    nordlys = firm(phone_no="1")
    ada = PersonFactory(company=nordlys.contact)

    ada.phone_no = "2"
    ada.save()

    assert nordlys.reload().customer.phone_no == "1"


def test_the_contact_name_follows_the_primary_contact(marketing: MarketingSetup) -> None:
    """B6.2: on customer and vendor; other people change nothing."""
    nordlys = firm()
    ada, bo = PersonFactory(name="Ada Rossi", company=nordlys.contact), PersonFactory(company=nordlys.contact)
    for partner in (nordlys.customer, nordlys.vendor):
        partner.primary_contact = ada
        partner.save()

    ada.surname = "Bianchi"
    ada.save()
    bo.name = "Bo Verdi"
    bo.save()

    nordlys.reload()
    assert nordlys.customer.contact_name == nordlys.vendor.contact_name == "Ada Bianchi"


@pytest.mark.parametrize("side", ["contact", "customer"])
def test_both_renames_of_a_person_customer_reach_its_contact_name(marketing: MarketingSetup, side: str) -> None:
    """B6.4, C4, S6."""
    ada = PersonFactory(name="Ada Rossi")
    customer = linked(ada, alone(CustomerFactory))
    renamed = {"contact": ada, "customer": customer}[side]

    renamed.name = "Ada Bianchi"
    renamed.save()

    ada.refresh_from_db()
    customer.refresh_from_db()
    assert ada.name == customer.name == customer.contact_name == "Ada Bianchi"


def test_joining_a_company_fills_blanks_only(marketing: MarketingSetup) -> None:
    """J6, ruling 6."""
    nordlys = CompanyFactory(phone_no="1", email="info@nordlys.no", address="Via Roma 1", city="Milano")
    ada = PersonFactory(email="ada@rossi.it", mobile_phone_no="3")

    ada.company = nordlys
    ada.save()

    ada.refresh_from_db()
    assert (ada.phone_no, ada.email, ada.mobile_phone_no) == ("1", "ada@rossi.it", "3")
    assert (ada.address, ada.city, ada.company_name) == ("Via Roma 1", "Milano", "Nordlys AS")


def test_moving_to_another_company_replaces_what_was_the_previous_one_s(marketing: MarketingSetup) -> None:
    """J6, ruling 6: a blank company value leaves what is there."""
    old = CompanyFactory(phone_no="1", email="info@old.no", city="Oslo")
    new = CompanyFactory(name="New", phone_no="2", city="Madrid")
    ada = PersonFactory(company=old)

    ada.company = new
    ada.save()

    ada.refresh_from_db()
    assert (ada.phone_no, ada.email, ada.city, ada.company_name) == ("2", "info@old.no", "Madrid", "New")


def test_what_is_inherited_on_joining_is_recorded_as_such(marketing: MarketingSetup) -> None:
    """H1: every value knows its cause."""
    nordlys = CompanyFactory(phone_no="1")
    ada = PersonFactory()

    ada.company = nordlys
    ada.save()

    causes = {name: change.cause for change in Change.objects.of(ada) for name in change.diff}
    assert (causes["company"], causes["phone_no"]) == (Cause.TYPED, Cause.INHERITED)


def test_primary_contacts_are_never_chosen_by_themselves(marketing: MarketingSetup) -> None:
    """B6.2: creating a person fills nothing on the partner."""
    nordlys = firm()

    PersonFactory(company=nordlys.contact)

    assert Customer.objects.get(pk=nordlys.customer.pk).primary_contact is None
    assert Vendor.objects.get(pk=nordlys.vendor.pk).contact_name == ""
    assert Contact.objects.people().count() == 1
