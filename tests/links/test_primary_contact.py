"""Primary contact and contact name of customers and vendors (C6; C7, C8, H4 of the reference; rulings 3, 7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contacts.models import Contact, ContactType
from crm.kit.refusal import Refused
from partners.models import BankAccount, Customer
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, VendorFactory, alone, firm

pytestmark = pytest.mark.django_db

TRADERS = pytest.mark.parametrize("factory", [CustomerFactory, VendorFactory])


def test_choosing_a_person_of_the_company_names_it(marketing: MarketingSetup) -> None:
    """C8: the name and nothing else."""
    nordlys = firm()
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact, phone_no="9")

    nordlys.customer.primary_contact = ada
    nordlys.customer.save()

    nordlys.reload()
    assert (nordlys.customer.contact_name, nordlys.customer.phone_no) == ("Ada Rossi", "")


def test_choosing_the_company_itself_leaves_the_name_blank(marketing: MarketingSetup) -> None:
    """C8."""
    nordlys = firm()

    nordlys.customer.primary_contact = nordlys.contact
    nordlys.customer.save()

    assert nordlys.reload().customer.contact_name == ""


def test_clearing_the_primary_contact_clears_the_name(marketing: MarketingSetup) -> None:
    """C8."""
    nordlys = firm()
    nordlys.customer.primary_contact = PersonFactory(company=nordlys.contact)
    nordlys.customer.save()

    nordlys.customer.primary_contact = None
    nordlys.customer.save()

    assert nordlys.reload().customer.contact_name == ""


@TRADERS
def test_an_unlinked_person_and_an_unlinked_partner_are_linked(
    marketing: MarketingSetup, factory: Callable[..., Any]
) -> None:
    """H4 a: the person's company gets the link; the partner's values win, blanks are filled (ruling 3)."""
    nordlys = CompanyFactory(name="Nordlys", phone_no="1")
    partner = alone(factory, name="Nordlys AS")

    partner.primary_contact = PersonFactory(company=nordlys)
    partner.save()

    partner.refresh_from_db()
    nordlys.refresh_from_db()
    assert partner.link.contact == nordlys
    assert (nordlys.name, partner.phone_no) == ("Nordlys AS", "1")


def test_a_lone_person_gets_the_company_that_is_made_of_the_partner(marketing: MarketingSetup) -> None:
    """H4 b."""
    ada = PersonFactory()
    customer = alone(CustomerFactory, name="Nordlys AS")

    customer.primary_contact = ada
    customer.save()

    ada.refresh_from_db()
    assert ada.company is not None
    assert (ada.company.name, customer.link.contact) == ("Nordlys AS", ada.company)


def test_an_unlinked_person_and_a_linked_partner_do_not_belong_together(marketing: MarketingSetup) -> None:
    """H4: error, not related; it names both."""
    nordlys = firm()
    ada = PersonFactory()
    nordlys.customer.primary_contact = ada

    with pytest.raises(Refused, match=f"{ada.no}.*{nordlys.contact.no}"):
        nordlys.customer.save()


def test_a_person_of_another_company_does_not_belong(marketing: MarketingSetup) -> None:
    """H4."""
    nordlys = firm()
    nordlys.customer.primary_contact = PersonFactory(company=CompanyFactory())

    with pytest.raises(Refused, match="does not belong"):
        nordlys.customer.save()


def test_a_person_of_a_linked_company_is_refused_for_an_unlinked_partner(marketing: MarketingSetup) -> None:
    """H4: the company already has a relation of the kind."""
    nordlys = firm()
    customer = alone(CustomerFactory)
    customer.primary_contact = PersonFactory(company=nordlys.contact)

    with pytest.raises(Refused, match="already linked"):
        customer.save()

    assert Customer.objects.get(pk=customer.pk).primary_contact is None


def test_privacy_is_checked_on_the_way(marketing: MarketingSetup) -> None:
    """Ruling 3."""
    customer = alone(CustomerFactory)
    customer.primary_contact = PersonFactory(company=CompanyFactory(privacy_blocked=True))

    with pytest.raises(Refused, match="privacy"):
        customer.save()


def test_a_primary_contact_chosen_for_a_new_partner_decides_its_company(marketing: MarketingSetup) -> None:
    """C1, H5: no second company is made."""
    nordlys = CompanyFactory(name="Nordlys AS")

    customer = Customer(name="Nordlys AS", primary_contact=PersonFactory(company=nordlys))
    customer.save()

    assert customer.link.contact == nordlys
    assert Contact.objects.companies().count() == 1


@TRADERS
@pytest.mark.parametrize("new", [True, False])
def test_a_name_typed_where_there_was_none_becomes_a_person(
    marketing: MarketingSetup, factory: Callable[..., Any], new: bool
) -> None:
    """C7, ruling 7: on a new card and on an edit alike, with the person's salutation and inheritance."""
    partner = factory(name="Nordlys AS", phone_no="1", **({"contact_name": "Ada Rossi"} if new else {}))
    if not new:
        partner.contact_name = "Ada Rossi"
        partner.save()

    partner.refresh_from_db()
    ada = Contact.objects.people().get()
    assert (ada.name, ada.company, ada.phone_no) == ("Ada Rossi", partner.link.contact, "1")
    assert partner.primary_contact == ada


def test_a_second_name_creates_nobody(marketing: MarketingSetup) -> None:
    """C7, ruling 7."""
    customer = CustomerFactory(contact_name="Ada Rossi")
    customer.refresh_from_db()

    customer.contact_name = "Bo Verdi"
    customer.save()

    assert Contact.objects.people().count() == 1


def test_a_name_on_a_partner_without_contact_stays_a_name(closed: MarketingSetup) -> None:
    """C7: no relation row, nothing is created."""
    CustomerFactory(contact_name="Ada Rossi")

    assert not Contact.objects.exists()


def test_a_name_on_a_bank_account_is_plain_text(marketing: MarketingSetup) -> None:
    """C7, ruling 7."""
    BankAccountFactory(contact_name="Ada Rossi")

    assert not Contact.objects.people().exists()
    assert BankAccount.objects.get().contact_name == "Ada Rossi"


def test_a_name_on_a_person_customer_makes_a_person_without_company(marketing: MarketingSetup) -> None:
    """C7."""
    ada = Customer(name="Ada Rossi", contact_type=ContactType.PERSON)
    ada.save()
    ada.refresh_from_db()

    assert (ada.contact_name, Contact.objects.count()) == ("Ada Rossi", 1)
