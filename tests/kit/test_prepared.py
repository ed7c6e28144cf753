"""Prepared queries return what the query set would, with other values each time."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.kit.prepared import Given, GivenKeys, Prepared
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import firm

pytestmark = pytest.mark.django_db


def test_each_call_reads_the_rows_of_its_own_values() -> None:
    """Given two companies with people, each gets its own, in order, annotated like the query set's."""
    people_of = Prepared(lambda: Contact.stored_rows().filter(company=Given("company")).order_by("-pk"))
    nordlys, rossi = CompanyFactory(), CompanyFactory()
    ada, bo = PersonFactory(company=nordlys), PersonFactory(company=nordlys)
    carla = PersonFactory(company=rossi)

    with transaction.atomic():
        assert people_of(company=nordlys.pk) == [bo, ada]
        assert people_of(company=rossi.pk) == [carla]
        assert people_of(company=carla.pk) == []
        assert people_of(company=rossi.pk)[0].rules_revision is not None


def test_keys_are_one_parameter_however_many(marketing: MarketingSetup) -> None:
    """Related records come with the row; nothing is asked for them again."""
    linked = Prepared(
        lambda: (
            ContactBusinessRelation.objects.filter(contact__in=GivenKeys("contacts"))
            .order_by("pk")
            .select_related("customer", "vendor", "bank_account")
        )
    )
    one, other = firm(name="Nordlys AS"), firm(name="Rossi S.p.A.")
    assert linked(contacts=[]) == []

    with CaptureQueriesContext(connection) as captured:
        found = linked(contacts=[one.contact.pk, other.contact.pk])
        partners = [row.customer or row.vendor or row.bank_account for row in found]
    assert {partner.name for partner in partners if partner} == {"Nordlys AS", "Rossi S.p.A."}
    assert len(found) == 6
    assert len(captured) == 1


def test_values_are_never_part_of_the_statement() -> None:
    """A value that looks like SQL is a value."""
    named = Prepared(lambda: Contact.objects.filter(name=Given("name")))
    CompanyFactory(name="Nordlys")
    assert named(name="' OR 1=1 --") == []
    assert [contact.name for contact in named(name="Nordlys")] == ["Nordlys"]
