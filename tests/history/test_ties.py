"""Both cards tell who linked, paused, resumed and unlinked them, and when."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection

from contacts.links import linking
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.history.reading import read
from crm.history.undo import undo
from crm.kit.context import gesture
from partners.models import Vendor
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import VendorFactory, alone
from tests.factories.setup import BusinessRelationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db: None) -> User:
    """Anna may see everything."""
    return User.objects.create_superuser("anna")


@pytest.fixture
def pair(marketing: MarketingSetup) -> tuple[Contact, Vendor]:
    """A contact and a vendor, not linked."""
    return CompanyFactory(name="Nordlys AS"), alone(VendorFactory)


def told(record: Contact | Vendor, reader: User) -> list[tuple[str, str]]:
    """What the history of ``record`` says of its links, oldest first, and who did it."""
    entries = read(Change.objects.about(record), reader, record)
    return [(entry.sentence, entry.who) for entry in reversed(entries) if "ink" in entry.sentence and not entry.lines]


def test_both_cards_tell_the_whole_story_of_a_link(pair: tuple[Contact, Vendor], anna: User) -> None:
    contact, vendor = pair
    with gesture(actor=anna):
        relation = linking.link(contact, vendor).relation
        linking.pause(relation)
        linking.resume(relation)
        linking.unlink(relation)

    for record, other in ((contact, f"Vendor {vendor.title}"), (vendor, f"Contact {contact.title}")):
        deeds = ("Linked", "Link paused", "Link resumed", "Unlinked")
        assert told(record, anna) == [(f"{deed}: {other}", "anna") for deed in deeds]


def test_a_side_that_is_gone_is_still_named(pair: tuple[Contact, Vendor], anna: User) -> None:
    contact, vendor = pair
    linking.link(contact, vendor)
    title = vendor.title

    Vendor.objects.get().delete()

    assert [said for said, _who in told(contact, anna)] == [
        f"Linked: Vendor {title}",
        f"Unlinked: Vendor {title} · Followed the deletion of {title}",
    ]


def test_who_may_not_see_the_other_side_reads_its_kind_only(pair: tuple[Contact, Vendor]) -> None:
    contact, vendor = pair
    linking.link(contact, vendor)

    assert told(contact, User.objects.create_user("cleo")) == [("Linked: Vendor", "")]


def test_an_undone_link_is_told_too(pair: tuple[Contact, Vendor], anna: User) -> None:
    contact, vendor = pair
    with gesture() as opened:
        linking.link(contact, vendor)

    undo(opened.change_set)

    assert [said for said, _who in told(vendor, anna)][-1] == f"Unlinked: Contact {contact.title} · Undone"


def test_plain_relations_are_told_by_their_code(pair: tuple[Contact, Vendor], anna: User) -> None:
    contact, _vendor = pair
    relation = ContactBusinessRelation(contact=contact, business_relation=BusinessRelationFactory(code="LAW"))
    relation.save()
    relation.delete()

    said = [entry.sentence for entry in read(Change.objects.about(contact), anna, contact)]

    assert said[:2] == ["Business relation removed: LAW", "Business relation added: LAW"]


def test_reading_costs_the_same_for_one_link_and_for_many(
    pair: tuple[Contact, Vendor], anna: User, statements: Statements
) -> None:
    contact, vendor = pair
    relation = linking.link(contact, vendor).relation
    anna.has_perm("partners.view_vendor")
    with statements() as few:
        read(Change.objects.about(contact), anna, contact)
    for _number in range(5):
        linking.unlink(relation)
        relation = linking.link(contact, alone(VendorFactory)).relation

    with statements() as many:
        read(Change.objects.about(contact), anna, contact)

    assert len(many) == len(few)


def test_an_index_finds_what_is_about_a_record(pair: tuple[Contact, Vendor]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")

    plan = Change.objects.about(pair[0])[:21].explain()

    assert {
        index for index in ("change_of_record", "change_of_one_end", "change_of_other_end") if index not in plan
    } == set()
