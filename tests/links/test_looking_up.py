"""Who is linked to whom, looked up from either side and shown on the pages (H6, H7)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.links.kinds import all_kinds, kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.links.standing import relations_of, relations_through
from contacts.models import Contact
from crm.kit.addresses import card_url, page_url
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm, linked
from tests.factories.setup import BusinessRelationFactory
from tests.links.samples import partner_of
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("kind", [kind.name for kind in all_kinds()])


@KINDS
def test_every_partner_leads_to_its_contact_and_to_the_other_partners(marketing: MarketingSetup, kind: str) -> None:
    """H6: the vendor that is also this customer, through the contact that both share."""
    nordlys = firm(name="Nordlys AS")
    firm(name="Somebody else")
    partner = partner_of(nordlys, kind)

    found = relations_through(partner, kind_named(kind)).links

    assert [one.link.partner for one in found] == [nordlys.customer, nordlys.vendor, nordlys.bank]
    assert {one.contact for one in found} == {nordlys.contact} == {partner.link.contact}


def test_a_contact_leads_to_its_partners_and_to_nobody_else_s(marketing: MarketingSetup) -> None:
    """H6: links by kind, relations without a link beside them."""
    nordlys = firm(name="Nordlys AS")
    firm(name="Somebody else")
    press = BusinessRelationFactory(code="PRESS")
    ContactBusinessRelation(contact=nordlys.contact, business_relation=press).save()

    found = relations_of(nordlys.contact)

    assert {one.link.kind.name: one.link.partner.no for one in found.links} == {
        "customer": nordlys.customer.no,
        "vendor": nordlys.vendor.no,
        "bank_account": nordlys.bank.no,
    }
    assert [relation.business_relation for relation in found.plain] == [press]


def test_without_a_link_there_is_nobody_to_find(marketing: MarketingSetup) -> None:
    """H6: on either side; a person's own row is the person's, not its company's."""
    nordlys = firm()
    ada = PersonFactory(company=nordlys.contact)
    customer = alone(CustomerFactory)

    assert relations_through(customer, kind_named("customer")).links == ()
    assert relations_of(CompanyFactory()).links == ()
    assert relations_of(ada).links == ()


def test_a_contact_s_page_lists_its_relations_and_leads_to_each(
    marketing: MarketingSetup, admin_client: Client
) -> None:
    """H7: kind, number and name of every partner, and the codes that link to nothing."""
    nordlys = firm(name="Nordlys AS")
    law = BusinessRelationFactory(code="LAW", description="Lawyer")
    ContactBusinessRelation(contact=nordlys.contact, business_relation=law).save()

    page = Browser(admin_client).get(card_url(nordlys.contact))

    panel = page.text[page.text.index("Linked records") :]
    for label, partner in (("Customer", nordlys.customer), ("Vendor", nordlys.vendor), ("Bank Account", nordlys.bank)):
        assert f"{label} {partner.no} Nordlys AS" in panel
        assert page.has_link(card_url(partner))
    assert "LAW — Lawyer" in panel


@pytest.mark.parametrize("summary", ["customer", "multiple", "none"])
def test_the_list_of_contacts_is_narrowed_by_what_they_are_to_us(
    marketing: MarketingSetup, admin_client: Client, summary: str
) -> None:
    """H7, H1: the summary leads to the contacts it stands for."""
    linked(CompanyFactory(name="Only a customer"), alone(CustomerFactory, name="Only a customer"))
    firm(name="Everything at once")
    CompanyFactory(name="Nothing yet")
    names = {"customer": "Only a customer", "multiple": "Everything at once", "none": "Nothing yet"}

    page = Browser(admin_client).get(page_url(Contact, "list") + f"?business_relation={summary}")

    assert [name for name in names.values() if name in page.text] == [names[summary]]
