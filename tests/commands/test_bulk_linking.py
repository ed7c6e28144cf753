"""Linking many pairs at once leaves what linking them one by one leaves: rows, summaries and history alike."""

from __future__ import annotations

from typing import Any

import pytest

from contacts.links import engine
from contacts.links.bulk_joining import Pair
from contacts.links.bulk_linking import is_linked, link_many
from contacts.links.kinds import LinkKind, kind_named
from contacts.links.linking import Master, link, pause
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import Direction, FieldPolicy, MarketingSetup
from tests.commands.making import MAKERS, partner
from tests.commands.worlds import world_after
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import firm, linked
from tests.history.replay import replayed
from tests.links.samples import pairs as shared_pairs
from tests.links.samples import put, sample

pytestmark = pytest.mark.django_db


def filled(record: Any, columns: list[str], variant: str) -> Any:
    """``record`` with values in these shared columns."""
    for name in columns:
        put(record, name, sample(name, variant))
    with engine.paused():
        record.save()
    return record


def differing(kind: str) -> list[Pair]:
    """Pairs that are equal, blank on one side, or different, in every shared field that travels both ways."""
    names = [contact for name, contact, _partner in shared_pairs() if name == kind]
    made = []
    for ours, theirs in (("A", "A"), ("A", "B"), ("A", ""), ("", "B"), ("", "")):
        contact, other = CompanyFactory(name="A", privacy_blocked=False), partner(kind, name="B")
        columns = [name for name in names if name not in ("name", "privacy_blocked")]
        filled(contact, columns if ours else [], ours)
        filled(other, columns if theirs else [], theirs)
        made.append(Pair(contact.pk, other.pk))
    return made


def placed(contact: Contact, kind: str) -> None:
    """The contact has a plain relation from before its code became the one for links of ``kind``."""
    setup = MarketingSetup.current()
    code = getattr(setup, f"{kind}_relation")
    setattr(setup, f"{kind}_relation", None)
    setup.save()
    ContactBusinessRelation(contact=contact, business_relation=code).save()
    setattr(setup, f"{kind}_relation", code)
    setup.save()


def equal(kind: str) -> list[Pair]:
    """Pairs that agree in everything: free, with people, linked otherwise, blocked, a placeholder, one twice."""
    free, peopled_, busy, waiting, twice = (CompanyFactory(name="Alfa", city="Oslo") for _ in range(5))
    PersonFactory(company=peopled_)
    linked(busy, partner(next(name for name in MAKERS if name != kind), name="Alfa", city="Oslo"))
    placed(waiting, kind)
    contacts = [free, peopled_, busy, waiting, twice, twice, PersonFactory(name="Alfa", city="Oslo")]
    blocked = CompanyFactory(name="Alfa", privacy_blocked=True)
    flag = {} if kind == "bank_account" else {"privacy_blocked": True}
    found = [Pair(one.pk, partner(kind, name="Alfa", city="Oslo").pk) for one in contacts]
    return [*found, Pair(blocked.pk, partner(kind, name="Alfa", **flag).pk)]


def surrounded(kind: str) -> list[Pair]:
    """Contacts with people, other links, pins and placeholders."""
    others = [name for name in MAKERS if name != kind]
    with_people = CompanyFactory(name="Alfa", phone_no="1", city="Oslo")
    PersonFactory(company=with_people, name="Ada Alfa")
    busy = CompanyFactory(name="Beta", phone_no="2")
    for name in others:
        linked(busy, partner(name, name="Beta"))
    resting = CompanyFactory(name="Gamma", phone_no="3")
    pause(linked(resting, partner(others[0], name="Gamma")).link)
    pinning = CompanyFactory(name="Delta", phone_no="4", pinned=["phone_no"])
    waiting = CompanyFactory(name="Eta", phone_no="5")
    placed(waiting, kind)
    contacts = [with_people, busy, resting, pinning, waiting]
    partners = [partner(kind, name=f"{one.name} B", phone_no="9", pinned=["name"]) for one in contacts]
    return [Pair(one.pk, other.pk) for one, other in zip(contacts, partners, strict=True)]


def peopled(kind: str) -> list[Pair]:
    """People: alone, of a company, and chosen as primary contact elsewhere."""
    alone, chosen = PersonFactory(name="Ada Rossi", phone_no="1"), PersonFactory(name="Eva Rossi")
    partner("customer", name="Elsewhere", primary_contact=chosen, contact_name="Eva Rossi")
    member = PersonFactory(name="Ida Rossi", company=CompanyFactory(name="Rossi", city="Oslo"))
    busy = PersonFactory(name="Una Rossi", company=firm(name="Verdi").contact)
    return [Pair(one.pk, partner(kind, name=f"{one.name} B").pk) for one in (alone, chosen, member, busy)]


def refused(kind: str) -> list[Pair]:
    """Pairs that cannot be linked, that are linked already, or that come twice."""
    blocked = CompanyFactory(privacy_blocked=True)
    standing = firm(name="Verdi")
    taken = getattr(standing, "bank" if kind == "bank_account" else kind)
    twice, other = CompanyFactory(name="Twice"), partner(kind)
    return [
        Pair(blocked.pk, partner(kind).pk),
        Pair(standing.contact.pk, partner(kind).pk),
        Pair(CompanyFactory().pk, taken.pk),
        Pair(standing.contact.pk, taken.pk),
        Pair(twice.pk, other.pk),
        Pair(twice.pk, other.pk),
        Pair(twice.pk, partner(kind).pk),
        Pair(999_999, other.pk),
    ]


def one_by_one(kind: LinkKind, pairs: list[Pair], master: Master, blanks_win: bool) -> list[str]:
    """What ``link`` makes of each pair; what it refuses, by its sentence."""
    said = []
    for pair in pairs:
        contact = Contact._base_manager.filter(pk=pair.contact_id).first()
        other = kind.model._base_manager.get(pk=pair.partner_id)
        if contact is None or is_linked(kind, pair):
            continue
        try:
            link(contact, other, master=master, blanks_win=blanks_win)
        except Refused as refusal:
            said.append(refusal.sentence)
    return said


@pytest.mark.parametrize(("master", "blanks_win"), [(Master.CONTACT, False), (Master.PARTNER, True)])
@pytest.mark.parametrize("kind_name", list(MAKERS))
@pytest.mark.parametrize("making", [equal, differing, surrounded, peopled, refused])
def test_many_pairs_end_as_each_alone_would(
    marketing: MarketingSetup, making: Any, kind_name: str, master: Master, blanks_win: bool
) -> None:
    """The same rows, summaries and history, whatever the pairs look like."""
    kind, pairs = kind_named(kind_name), making(kind_name)
    FieldPolicy(kind=kind_name, field="city", direction=Direction.NEVER).save()

    def at_once() -> None:
        with gesture():
            list(link_many(kind, pairs, master=master, blanks_win=blanks_win))
            assert replayed() == {}

    def by_itself() -> None:
        with gesture():
            one_by_one(kind, pairs, master, blanks_win)

    assert world_after(at_once) == world_after(by_itself)


@pytest.mark.parametrize("kind_name", list(MAKERS))
def test_refused_pairs_say_what_link_says(marketing: MarketingSetup, kind_name: str) -> None:
    """The sentences are those of ``link``, and the other pairs are linked."""
    kind, pairs = kind_named(kind_name), refused(kind_name)
    alone: list[str] = []
    world_after(lambda: alone.extend(one_by_one(kind, pairs, Master.CONTACT, False)))

    found = list(link_many(kind, pairs))

    assert [one.refused for one in found if one.refused and one.pair.contact_id != 999_999] == alone
    assert [one.pair for one in found] == pairs
    assert [bool(one.plan) for one in found] == [False, False, False, False, True, False, False, False]


def test_equal_pairs_are_not_read_whole(marketing: MarketingSetup, statements: Statements) -> None:
    """What nothing speaks against is linked by its numbers; only what differs is planned."""
    pairs = equal("customer")[:3]

    with statements() as seen:
        list(link_many(kind_named("customer"), pairs))

    assert ContactBusinessRelation.objects.filter(customer__isnull=False).count() == 3
    assert not [sql for sql in seen if "phone_no" in sql and "job_title" in sql]


@pytest.mark.parametrize("size", [5, 50])
def test_a_batch_costs_the_same_however_many_pairs_it_has(
    marketing: MarketingSetup, statements: Statements, size: int
) -> None:
    """Goal 4: a constant number of statements; one for each written row on SQLite, which cannot join them."""
    kind = kind_named("customer")
    pairs = [Pair(CompanyFactory(name="A").pk, partner("customer", name="A").pk) for _ in range(size)]

    with statements() as seen:
        list(link_many(kind, pairs))

    assert Customer.objects.filter(link__isnull=False).count() == size
    assert len(seen) <= 14, "\n".join(sql[:120] for sql in seen)
