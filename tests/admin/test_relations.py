"""Relations in the admin: made, paused and ended by the engine (L1–L5, S5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contacts.links.models import ContactBusinessRelation
from crm.history.models import Change
from crm.kit.context import Cause
from setup.models import FieldPolicy, MarketingSetup
from tests.admin.conftest import errors_of, page, said
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, Firm, VendorFactory, alone
from tests.factories.setup import BusinessRelationFactory

Save = Callable[..., Any]

NEW = reverse("admin:links_contactbusinessrelation_add")
RELATIONS = reverse("admin:links_contactbusinessrelation_changelist")
NEW_POLICY = reverse("admin:setup_fieldpolicy_add")


@pytest.mark.parametrize(("master", "city"), [("contact", "Oslo"), ("partner", "Bergen")])
def test_choosing_a_partner_links_it(
    anna: Client, marketing: MarketingSetup, save: Save, master: str, city: str
) -> None:
    contact = CompanyFactory(city="Oslo", phone_no="+4722000000")
    customer = alone(CustomerFactory, city="Bergen")

    response = save(anna, NEW, contact=contact.pk, customer=customer.pk, master=master)

    assert errors_of(response) == {}
    contact.refresh_from_db()
    customer.refresh_from_db()
    relation = ContactBusinessRelation.objects.get()
    assert (relation.customer, relation.business_relation_id) == (customer, "CUST")
    assert contact.city == customer.city == city
    assert customer.phone_no == "+4722000000"
    assert contact.business_relation == "customer"
    assert Change.objects.of(relation).get().cause == Cause.LINKED


def test_a_code_alone_is_a_plain_relation(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    contact, lawyer = CompanyFactory(), BusinessRelationFactory(code="LAW")

    save(anna, NEW, contact=contact.pk, business_relation=lawyer.pk)

    contact.refresh_from_db()
    assert contact.business_relation == "other"


def test_a_plain_relation_under_the_code_of_links_becomes_the_link(
    anna: Client, marketing: MarketingSetup, save: Save
) -> None:
    contact, customer = CompanyFactory(), alone(CustomerFactory)
    save(anna, NEW, contact=contact.pk, business_relation="CUST")

    save(anna, NEW, contact=contact.pk, customer=customer.pk)

    assert ContactBusinessRelation.objects.get().customer == customer


def test_a_second_link_is_refused_and_names_the_first(anna: Client, nordlys: Firm, save: Save) -> None:
    other = alone(CustomerFactory)

    response = save(anna, NEW, contact=nordlys.contact.pk, customer=other.pk)

    sentence = errors_of(response)["__all__"][0]
    assert sentence.startswith("Contact ")
    assert nordlys.customer.title in sentence


@pytest.mark.parametrize(
    ("partners", "code", "field"),
    [((), "", "business_relation"), (("customer", "vendor"), "", "vendor"), (("vendor",), "CUST", "business_relation")],
)
def test_a_relation_is_one_partner_or_a_code(
    anna: Client, marketing: MarketingSetup, save: Save, partners: tuple[str, ...], code: str, field: str
) -> None:
    records = {"customer": alone(CustomerFactory), "vendor": alone(VendorFactory)}
    chosen = {name: records[name].pk for name in partners}

    response = save(anna, NEW, contact=CompanyFactory().pk, business_relation=code, **chosen)

    assert set(errors_of(response)) == {field}
    assert not ContactBusinessRelation.objects.exists()


def test_without_a_relation_code_nothing_is_linked(anna: Client, closed: MarketingSetup, save: Save) -> None:
    customer = alone(CustomerFactory)

    response = save(anna, NEW, contact=CompanyFactory().pk, customer=customer.pk)

    assert "Marketing Setup" in errors_of(response)["__all__"][0]


def test_a_link_is_paused_and_resumed(anna: Client, nordlys: Firm, save: Save) -> None:
    url = page("links_contactbusinessrelation", nordlys.customer.link)

    save(anna, url, paused=True)
    nordlys.customer.city = "Bergen"
    nordlys.customer.save()
    assert nordlys.reload().contact.city == "Oslo"

    response = save(anna, url, paused=False)
    assert any(message.endswith("differ in: City. They stay as they are.") for message in said(response))
    assert nordlys.reload().contact.city == "Oslo"


def test_whom_a_relation_is_about_cannot_be_changed(anna: Client, nordlys: Firm, save: Save) -> None:
    relation, other = nordlys.customer.link, alone(CustomerFactory)

    save(anna, page("links_contactbusinessrelation", relation), customer=other.pk, contact="", business_relation="")

    relation.refresh_from_db()
    assert (relation.customer, relation.contact) == (nordlys.customer, nordlys.contact)


@pytest.mark.parametrize("many", [False, True])
def test_deleting_a_relation_unlinks_and_keeps_both_sides(anna: Client, nordlys: Firm, many: bool) -> None:
    relation = nordlys.customer.link
    if many:
        chosen = {"action": "delete_selected", "_selected_action": [relation.pk], "post": "yes"}
        anna.post(RELATIONS, chosen)
    else:
        anna.post(page("links_contactbusinessrelation", relation, "delete"), {"post": "yes"})

    assert not ContactBusinessRelation.objects.filter(pk=relation.pk).exists()
    assert nordlys.reload().customer.name == nordlys.contact.name == "Nordlys AS"
    last = Change.objects.of(relation).last()
    assert last is not None
    assert last.cause == Cause.UNLINKED


def test_the_contact_shows_its_relations_and_the_partner_its_contact(anna: Client, nordlys: Firm) -> None:
    of_contact = anna.get(page("contacts_contact", nordlys.contact)).content.decode()
    of_vendor = anna.get(page("partners_vendor", nordlys.vendor)).content.decode()

    assert page("links_contactbusinessrelation", nordlys.vendor.link) in of_contact
    assert page("contacts_contact", nordlys.contact) in of_vendor


def test_a_policy_is_about_a_field_that_the_kind_shares(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    response = save(anna, NEW_POLICY, kind="bank_account", field="vat_registration_no", direction="never")
    assert errors_of(response) == {"field": ["This kind does not share this field."]}

    save(anna, NEW_POLICY, kind="vendor", field="city", direction="never")
    assert str(FieldPolicy.objects.get()) == "Vendor · City: Never"
