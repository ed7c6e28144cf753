"""The summary of business relations on the contact (H1–H3, ruling 13)."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.links import linking
from contacts.links.bulk_creating import create_many
from contacts.links.kinds import kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, VendorFactory, alone, linked
from tests.factories.setup import BusinessRelationFactory

pytestmark = pytest.mark.django_db

FACTORIES = {"customer": CustomerFactory, "vendor": VendorFactory, "bank_account": BankAccountFactory}


def summary(contact: Contact) -> str:
    """What the database says."""
    return Contact.objects.get(pk=contact.pk).business_relation


def plain(contact: Contact, code: str) -> ContactBusinessRelation:
    """A relation without link."""
    relation = ContactBusinessRelation(contact=contact, business_relation=BusinessRelationFactory(code=code))
    relation.save()
    return relation


@pytest.mark.parametrize(
    ("links", "codes", "expected"),
    [
        ([], [], "none"),
        (["customer"], [], "customer"),
        (["vendor"], [], "vendor"),
        (["bank_account"], [], "bank_account"),
        ([], ["LAW"], "other"),
        ([], ["LAW", "PRESS"], "multiple"),
        (["customer"], ["LAW"], "multiple"),
        (["customer", "vendor"], [], "multiple"),
    ],
)
def test_the_rows_decide(marketing: MarketingSetup, links: list[str], codes: list[str], expected: str) -> None:
    """H2, ruling 13."""
    contact = CompanyFactory()

    for kind in links:
        linked(contact, alone(FACTORIES[kind]))
    for code in codes:
        plain(contact, code)

    assert summary(contact) == expected


def test_a_person_counts_its_company_s_rows_too(marketing: MarketingSetup) -> None:
    """H2, H3: on joining, on leaving, and when the company's relations change."""
    nordlys = CompanyFactory()
    linked(nordlys, alone(CustomerFactory))
    ada = PersonFactory(company=nordlys)
    assert summary(ada) == "customer"
    plain(ada, "PRESS")
    assert summary(ada) == "multiple"
    linking.unlink(nordlys.relations.get())
    assert summary(ada) == "other"

    ada.refresh_from_db()
    ada.company = None
    ada.save()

    assert summary(ada) == "other"


def test_codes_and_setup_do_not_matter(marketing: MarketingSetup) -> None:
    """Ruling 13: later changes of the setup change nothing."""
    nordlys = CompanyFactory()
    linked(nordlys, alone(CustomerFactory))

    marketing.customer_relation = None
    marketing.save()

    assert summary(nordlys) == "customer"


def test_a_copy_in_memory_does_not_bring_an_old_summary_back(marketing: MarketingSetup) -> None:
    """H3: the summary is kept by the rows, not by whoever saves the contact."""
    nordlys: Any = CompanyFactory()
    linked(Contact.objects.get(pk=nordlys.pk), alone(CustomerFactory))

    nordlys.city = "Oslo"
    nordlys.save()

    assert summary(nordlys) == "customer"


def test_deleting_the_company_leaves_its_people_with_their_own_rows(marketing: MarketingSetup) -> None:
    """H3, D3."""
    nordlys = CompanyFactory()
    linked(nordlys, alone(CustomerFactory))
    ada = PersonFactory(company=nordlys)

    nordlys.delete()

    assert summary(ada) == "none"


@pytest.mark.parametrize("kind", list(FACTORIES))
def test_contacts_made_in_bulk_and_their_people_are_summarized(marketing: MarketingSetup, kind: str) -> None:
    """F5: the batch writes its rows by itself, and the summaries are right all the same."""
    partners = [alone(FACTORIES[kind], contact_name=name) for name in ("", "Ada Rossi")]
    by_itself = FACTORIES[kind]()

    list(create_many(kind_named(kind), type(by_itself).objects.all()))

    linked_now = [Contact.objects.get(pk=partner.link.contact_id) for partner in (*partners, by_itself)]
    assert {contact.business_relation for contact in linked_now} == {kind}
    people = Contact.objects.people()
    assert {person.business_relation for person in people} == (set() if kind == "bank_account" else {kind})
