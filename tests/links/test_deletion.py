"""Deleting one side leaves the other; the plan says so beforehand (D1–D4, section G)."""

from __future__ import annotations

from datetime import date

import pytest

from contacts.deletion import PEOPLE
from contacts.links.models import ContactBusinessRelation
from contacts.models import AlternativeAddress, AlternativeAddressDateRange, Contact
from crm.history.models import Change
from crm.kit import deletion
from crm.kit.context import Cause, gesture
from crm.kit.deletion import DeletionRefused
from partners.models import BankAccount, Customer, Vendor
from setup.models import BusinessRelation, MarketingSetup
from setup.numbering.models import NumberSeries
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm, linked
from tests.factories.setup import CurrencyFactory
from tests.history.replay import replayed

pytestmark = pytest.mark.django_db


def test_a_deleted_contact_leaves_its_partners(marketing: MarketingSetup) -> None:
    """D1, G1, G2: links are no obstacle."""
    nordlys = firm(city="Oslo")

    nordlys.contact.delete()

    assert not ContactBusinessRelation.objects.exists()
    assert {model.objects.get().city for model in (Customer, Vendor, BankAccount)} == {"Oslo"}


@pytest.mark.parametrize("side", ["customer", "vendor", "bank"])
def test_a_deleted_partner_leaves_its_contact_and_the_summary_follows(marketing: MarketingSetup, side: str) -> None:
    """D2, G6."""
    nordlys = firm()

    for name in {"customer", "vendor", "bank"} - {side}:
        getattr(nordlys, name).delete()
    left = {"customer": "customer", "vendor": "vendor", "bank": "bank_account"}[side]
    assert Contact.objects.get().business_relation == left
    getattr(nordlys, side).delete()

    assert Contact.objects.get().business_relation == "none"


def test_the_primary_contact_goes_with_the_name_that_came_from_it(marketing: MarketingSetup) -> None:
    """D1, G4, ruling 7."""
    nordlys = firm()
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    nordlys.customer.primary_contact = ada
    nordlys.customer.save()
    Vendor._base_manager.filter(pk=nordlys.vendor.pk).update(contact_name="Reception")

    ada.delete()

    nordlys.reload()
    assert (nordlys.customer.primary_contact_id, nordlys.customer.contact_name) == (None, "")
    assert nordlys.vendor.contact_name == "Reception"


def test_people_of_a_deleted_company_stay_with_their_values(marketing: MarketingSetup) -> None:
    """D3, ruling 17."""
    nordlys = CompanyFactory(phone_no="1")
    ada = PersonFactory(company=nordlys)

    nordlys.delete()

    ada.refresh_from_db()
    assert (ada.company, ada.company_name, ada.phone_no) == (None, "", "1")


def test_people_go_too_when_that_is_chosen(marketing: MarketingSetup) -> None:
    """D3; the person's own partner stays."""
    nordlys = CompanyFactory()
    ada = PersonFactory(company=nordlys)
    linked(ada, alone(CustomerFactory))

    nordlys.delete(also=frozenset({PEOPLE}))

    assert not Contact.objects.exists()
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(("also", "left"), [(frozenset[str](), 1), (frozenset({PEOPLE}), 0)])
def test_other_addresses_go_with_whom_they_belong_to(
    marketing: MarketingSetup, also: frozenset[str], left: int
) -> None:
    """G3, D3: addresses and date ranges of the company, and of its people where those go too; each is recorded."""
    nordlys = CompanyFactory()
    ada = PersonFactory(company=nordlys)
    for contact in (nordlys, ada):
        address = AlternativeAddress(contact=contact, code="SUMMER")
        address.save()
        AlternativeAddressDateRange(address=address, starting_date=date(2026, 6, 1)).save()

    nordlys.delete(also=also)

    assert AlternativeAddress.objects.count() == AlternativeAddressDateRange.objects.count() == left
    assert not AlternativeAddress.objects.exclude(contact=ada.pk).exists()
    assert replayed() == {}


def test_the_plan_says_what_goes_what_stays_and_what_is_unlinked(marketing: MarketingSetup) -> None:
    """D4: data, before the button; nothing is written."""
    nordlys = firm()
    ada = PersonFactory(company=nordlys.contact)
    address = AlternativeAddress(contact=nordlys.contact, code="SUMMER")
    address.save()

    plan = deletion.plan(nordlys.contact)

    assert address in plan.goes
    assert {type(record) for record in plan.stays} == {Customer, Vendor, BankAccount}
    assert [write.record for write in plan.unlinked] == [ada]
    assert not plan.is_refused
    assert Contact.objects.count() == 2


@pytest.mark.parametrize("code", ["relation", "series", "currency"])
def test_a_code_in_use_is_refused_with_the_count(marketing: MarketingSetup, code: str) -> None:
    """D6, G7."""
    nordlys = firm(currency=CurrencyFactory(code="NOK"))
    record = {
        "relation": BusinessRelation.objects.get(code="CUST"),
        "series": NumberSeries.objects.get(code="CT"),
        "currency": nordlys.contact.currency,
    }[code]

    with pytest.raises(DeletionRefused) as refused:
        record.delete()

    assert "Used once in “" in str(refused.value)
    assert refused.value.plan.refused[0].examples


def test_many_rows_are_deleted_each_by_its_plan(marketing: MarketingSetup) -> None:
    """D4: used by every delete, bulk included; one refused row refuses all."""
    firm(), firm()

    Contact.objects.all().delete()

    assert not Contact.objects.exists()
    assert Customer.objects.count() == 2


def test_marketing_setup_cannot_be_deleted_or_doubled(marketing: MarketingSetup) -> None:
    """I1: one row."""
    with pytest.raises(DeletionRefused):
        marketing.delete()

    assert MarketingSetup.objects.count() == 1


def test_a_deletion_is_in_the_history_row_by_row(marketing: MarketingSetup) -> None:
    """H1: what went with it says because of what."""
    nordlys = firm()

    with gesture() as opened:
        nordlys.contact.delete()

    rows = Change.objects.in_set(opened.change_set)
    assert [(row.action, row.cause) for row in rows] == [("delete", Cause.DELETED)] * 3 + [("delete", Cause.TYPED)]
    assert list(rows)[-1].diff["name"] == ["Nordlys AS", None]


def test_what_was_deleted_can_be_made_again(marketing: MarketingSetup) -> None:
    """G8."""
    nordlys = firm()
    contact = nordlys.contact
    nordlys.customer.delete()

    customer = linked(contact, alone(CustomerFactory))

    assert customer.link.contact == contact
