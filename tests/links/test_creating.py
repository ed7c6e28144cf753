"""Create a partner from a contact, and a contact from a partner (C1–C5; rules C1, C2, E; rulings 8, 9, 12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contacts.links.creating import choose_template, create_contact, create_partner, templates_for
from contacts.links.kinds import all_kinds, kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from crm.kit.context import Cause
from crm.kit.refusal import Refused
from partners.models import BankAccount, Customer, Vendor
from setup.models import MarketingSetup
from setup.numbering.errors import SeriesExhausted
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import (
    BankAccountFactory,
    CustomerFactory,
    CustomerTemplateFactory,
    VendorFactory,
    VendorTemplateFactory,
    alone,
    firm,
)
from tests.factories.setup import CountryFactory, CurrencyFactory, SalespersonFactory, series
from tests.history.replay import first_change
from tests.links.samples import got, put, sample

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])
PARTNERS = pytest.mark.parametrize("factory", [CustomerFactory, VendorFactory, BankAccountFactory])


@PARTNERS
def test_a_new_partner_has_its_contact(marketing: MarketingSetup, factory: Callable[..., Any]) -> None:
    """Promise 4, C1, C2: new number, equal in every shared field, linked under the code of the setup."""
    partner = factory(name="Nordlys AS", phone_no="1", city="Oslo")

    contact = Contact.objects.get()
    assert (contact.no, contact.no_series_id, contact.type) == ("CT00001", "CT", ContactType.COMPANY)
    assert (contact.name, contact.phone_no, contact.city) == ("Nordlys AS", "1", "Oslo")
    assert partner.link.contact == contact
    assert first_change(contact).cause == Cause.CREATED


@PARTNERS
@pytest.mark.parametrize("missing", ["contact_nos", "relation"])
def test_without_code_or_series_the_partner_is_saved_alone(
    marketing: MarketingSetup, factory: Callable[..., Any], missing: str
) -> None:
    """C1: no error."""
    names = ["contact_nos"] if missing == "contact_nos" else [kind.relation_setting for kind in all_kinds()]
    for name in names:
        setattr(marketing, name, None)
    marketing.save()

    partner = factory()

    assert partner.pk is not None
    assert not Contact.objects.exists()


def test_an_exhausted_contact_series_refuses_the_partner_and_names_it(marketing: MarketingSetup) -> None:
    """Ruling 9: nothing is saved."""
    marketing.contact_nos = series("SHORT", "S1", "S1")
    marketing.save()
    Customer(name="First").save()

    with pytest.raises(SeriesExhausted, match="SHORT"):
        Customer(name="Second").save()

    assert [customer.name for customer in Customer.objects.all()] == ["First"]


def test_marketing_defaults_are_not_applied_to_it(marketing: MarketingSetup) -> None:
    """C2, C2.5: blanks on the partner stay blanks on the contact."""
    marketing.default_country = CountryFactory(code="NO")
    marketing.save()

    CustomerFactory()

    assert Contact.objects.get().country is None


def test_a_person_customer_makes_a_person_contact_and_its_primary_contact(marketing: MarketingSetup) -> None:
    """C2.4, C2.7, ruling 8."""
    customer = Customer(name="Ada Rossi", contact_type=ContactType.PERSON)
    customer.save()

    customer.refresh_from_db()
    contact = Contact.objects.get()
    assert (contact.type, contact.first_name, contact.surname) == (ContactType.PERSON, "Ada", "Rossi")
    assert (customer.primary_contact, customer.contact_name) == (contact, "Ada Rossi")


@pytest.mark.parametrize(("factory", "own"), [(VendorFactory, "purchaser"), (BankAccountFactory, "our_contact")])
def test_purchaser_and_our_contact_seed_the_salesperson(
    marketing: MarketingSetup, factory: Callable[..., Any], own: str
) -> None:
    """A1/29, S1."""
    factory(**{own: SalespersonFactory(code="GL")})

    assert Contact.objects.get().salesperson_id == "GL"


def test_a_privacy_blocked_partner_opens_a_privacy_blocked_contact(marketing: MarketingSetup) -> None:
    """Ruling 9."""
    CustomerFactory(privacy_blocked=True)

    assert Contact.objects.get().privacy_blocked


@KINDS
def test_a_partner_made_from_a_contact_equals_it(marketing: MarketingSetup, kind: str) -> None:
    """C3, E3, E4: every shared field, its own number, one contact still."""
    contact = CompanyFactory()
    shared = [pair for pair in kind_named(kind).shared if pair.flows == "both" and pair.contact != "privacy_blocked"]
    for pair in shared:
        put(contact, pair.contact, sample(pair.contact))
    contact.save()

    made = create_partner(contact, kind_named(kind)).record

    assert {got(made, pair.partner) for pair in shared} == {sample(pair.contact) for pair in shared}
    assert made.no in ("C00001", "V00001", "B00001")
    assert Contact.objects.count() == 1
    contact.refresh_from_db()
    assert contact.business_relation == kind


def test_the_contact_wins_over_the_template_which_fills_blanks(marketing: MarketingSetup) -> None:
    """C3, E5."""
    template = CustomerTemplateFactory(currency=CurrencyFactory(code="EUR"), country=CountryFactory(code="IT"))
    contact = CompanyFactory(currency=CurrencyFactory(code="NOK"))

    customer = create_partner(contact, kind_named("customer"), template).record

    assert (got(customer, "currency"), got(customer, "country")) == ("NOK", "IT")


def test_template_values_in_shared_fields_go_back_to_the_contact_and_on(marketing: MarketingSetup) -> None:
    """C3: at once, also to its other partners."""
    nordlys = CompanyFactory()
    vendor = create_partner(nordlys, kind_named("vendor")).record

    create_partner(nordlys, kind_named("customer"), CustomerTemplateFactory(country=CountryFactory(code="IT")))

    nordlys.refresh_from_db()
    vendor.refresh_from_db()
    assert (nordlys.country_id, got(vendor, "country")) == ("IT", "IT")


def test_the_template_s_series_numbers_what_it_makes(marketing: MarketingSetup) -> None:
    """E3."""
    template = CustomerTemplateFactory(no_series=series("EXPORT", "X100"))

    assert create_partner(CompanyFactory(), kind_named("customer"), template).record.no == "X100"


def test_the_template_never_decides_the_type(marketing: MarketingSetup) -> None:
    """C3, E5."""
    template = CustomerTemplateFactory(contact_type=ContactType.PERSON)

    customer = create_partner(CompanyFactory(), kind_named("customer"), template).record

    assert got(customer, "contact_type") == ContactType.COMPANY


def test_no_template_is_not_a_dead_end(marketing: MarketingSetup) -> None:
    """C4, E1, M29: created without one; the only one that fits is taken; several must be chosen from."""
    contact = CompanyFactory()
    assert choose_template(contact, kind_named("vendor")) is None
    only = VendorTemplateFactory()
    assert choose_template(contact, kind_named("vendor")) == only
    second = VendorTemplateFactory()

    with pytest.raises(Refused, match=f"{only.code}, {second.code}"):
        choose_template(contact, kind_named("vendor"))


def test_templates_are_those_of_the_contact_that_is_linked(marketing: MarketingSetup) -> None:
    """Ruling 12: a person's company decides; banks have none."""
    ada = PersonFactory(company=CompanyFactory())
    for_companies = CustomerTemplateFactory()
    CustomerTemplateFactory(contact_type=ContactType.PERSON)

    assert templates_for(ada, kind_named("customer")) == [for_companies]
    assert templates_for(ada, kind_named("bank_account")) == []


@KINDS
def test_a_person_of_a_company_is_created_as_its_company(marketing: MarketingSetup, kind: str) -> None:
    """C3, E2."""
    nordlys = CompanyFactory(name="Nordlys AS")

    made = create_partner(PersonFactory(company=nordlys), kind_named(kind))

    assert (made.record.name, made.relation.contact) == ("Nordlys AS", nordlys)


def test_a_lone_person_becomes_a_person_customer(marketing: MarketingSetup) -> None:
    """C3, ruling 8."""
    ada = PersonFactory(name="Ada Rossi")

    customer = create_partner(ada, kind_named("customer")).record

    assert isinstance(customer, Customer)
    customer.refresh_from_db()
    assert (customer.contact_type, customer.primary_contact) == (ContactType.PERSON, ada)


@pytest.mark.parametrize("kind", ["vendor", "bank_account"])
def test_a_lone_person_becomes_nothing_else(marketing: MarketingSetup, kind: str) -> None:
    """E2.4."""
    with pytest.raises(Refused, match="customer only"):
        create_partner(PersonFactory(), kind_named(kind))

    assert not Vendor.objects.exists() and not BankAccount.objects.exists()


@pytest.mark.parametrize("case", ["second of a kind", "privacy", "no code", "no series"])
def test_what_stands_in_the_way_is_named_and_nothing_is_saved(marketing: MarketingSetup, case: str) -> None:
    """E2, L4, N2."""
    contact = firm().contact if case == "second of a kind" else CompanyFactory(privacy_blocked=case == "privacy")
    if case == "no code":
        marketing.customer_relation = None
    if case == "no series":
        marketing.customer_nos = None
    marketing.save()
    before = Customer.objects.count()

    with pytest.raises(Refused) as refused:
        create_partner(contact, kind_named("customer"))

    named = {"second of a kind": "already linked", "no code": "relation code", "no series": "Nos."}
    assert named.get(case, case) in str(refused.value)
    assert Customer.objects.count() == before


def test_a_contact_is_made_by_hand_for_a_partner_without_one(marketing: MarketingSetup) -> None:
    """C10, G8."""
    vendor = alone(VendorFactory, name="Nordlys AS")

    made = create_contact(vendor)

    assert (made.record.name, vendor.link.contact) == ("Nordlys AS", made.record)


def test_by_hand_a_missing_code_is_an_error_and_a_second_contact_too(marketing: MarketingSetup) -> None:
    """C10, D5.2."""
    vendor = VendorFactory()
    with pytest.raises(Refused, match="already linked"):
        create_contact(vendor)
    marketing.customer_relation = None
    marketing.save()

    with pytest.raises(Refused, match="relation code"):
        create_contact(alone(CustomerFactory))

    assert ContactBusinessRelation.objects.count() == 1
