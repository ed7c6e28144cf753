"""Linking, unlinking and pausing beside saves of partners that are linked or not: nobody waits for nobody (S9)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connections

from contacts.links import engine, linking
from contacts.links.kinds import LinkKind, all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import open_for_business
from tests.history.replay import replayed
from tests.links.test_concurrency import edit, together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

FIRMS, TURNS = 4, 40


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[MarketingSetup]:
    """Marketing Setup that all threads can see."""
    yield open_for_business()


def test_a_partner_linked_while_it_is_saved_is_let_go_and_locked_after_its_hub(
    at_work: MarketingSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S9: the link came between reading the row and holding it, and somebody saves the contact."""
    contact, customer = CompanyFactory(), alone(CustomerFactory)
    read, linked, held = Event(), Event(), Event()
    hold = engine.hold

    def slowly(partner: SharingRecord, kind: LinkKind) -> None:
        read.set()
        linked.wait(5)
        hold(partner, kind)
        held.set()

    def link_and_save() -> None:
        read.wait(5)
        monkeypatch.setattr(engine, "hold", hold)
        linking.link(Contact.objects.get(pk=contact.pk), Customer.objects.get(pk=customer.pk))
        linked.set()
        held.wait(5)
        edit(contact, "city", "Bergen")
        connections.close_all()

    monkeypatch.setattr(engine, "hold", slowly)
    other = Thread(target=link_and_save)
    other.start()
    edit(customer, "phone_no", "+39 02 1")
    other.join()

    contact.refresh_from_db()
    customer.refresh_from_db()
    assert (contact.city, contact.phone_no) == (customer.city, customer.phone_no) == ("Bergen", "+39 02 1")
    assert replayed() == {}


@pytest.mark.parametrize("seed", range(3))
def test_links_come_and_go_beside_saves_from_all_sides(at_work: MarketingSetup, seed: int) -> None:
    """S9, L3, S5: no deadlock, nothing but refusals, and linked pairs end equal; relations are saved raw too."""
    firms = [firm(name=f"Firm {number}") for number in range(FIRMS)]
    people = [PersonFactory(company=one.contact) for one in firms]
    said: Counter[str] = Counter()

    def work(number: int) -> None:
        chance = random.Random(seed * 100 + number)
        for turn in range(TURNS):
            place = chance.randrange(FIRMS)
            one, deed = firms[place], chance.choice([*"ccchhvpp", "link", "link", "unlink", "pause", "raw"])
            try:
                _do(deed, one, people[place], f"{number}-{turn}")
            except (Refused, ContactBusinessRelation.DoesNotExist):
                said["refused"] += 1

    together(work, threads=10)

    assert replayed() == {}
    for relation in ContactBusinessRelation.objects.linked().filter(paused=False):
        kind = next(kind for kind in all_kinds() if getattr(relation, f"{kind.name}_id"))
        contact, partner = relation.contact, getattr(relation, kind.name)
        assert partner.phone_no == contact.phone_no or relation.pk in _resumed(), (contact, partner)


def _resumed() -> set[int]:
    """Links that were paused once: what changed meanwhile waits for a repair."""
    from crm.history.models import Change  # noqa: PLC0415

    rows = Change.objects.filter(model=ContactBusinessRelation._meta.label_lower, diff__has_key="paused")
    return {int(pk) for pk in rows.filter(action="update").values_list("object_id", flat=True)}


def _do(deed: str, one: Any, person: Contact, value: str) -> None:
    relations = ContactBusinessRelation.objects.filter(contact=one.contact)
    if deed in "chv":
        edit({"c": one.customer, "h": one.contact, "v": one.vendor}[deed], "phone_no", value)
    elif deed == "p":
        edit(person, "surname", value)
    elif deed == "link":
        contact, customer = (type(x).objects.get(pk=x.pk) for x in (one.contact, one.customer))
        linking.link(contact, customer)
    elif deed == "unlink":
        linking.unlink(relations.get(customer=one.customer.pk))
    else:
        relation = relations.get(vendor=one.vendor.pk)
        if deed == "pause":
            (linking.resume if relation.paused else linking.pause)(relation)
        else:
            relation.paused = not relation.paused
            relation.save()
