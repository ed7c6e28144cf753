"""Every change of every record keeps who, when, why and old → new (H1)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client

from contacts.models import Contact
from crm.history.models import Change
from crm.history.reading import read
from crm.kit.context import Cause, Door, gesture
from setup.models import Currency, MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import firm
from tests.history.replay import first_change, last_change, replayed

pytestmark = pytest.mark.django_db


def test_a_change_knows_who_when_why_and_what() -> None:
    """H1: old → new of the changed fields only."""
    anna = User.objects.create_user("anna", first_name="Anna", last_name="Ek")
    nordlys = CompanyFactory(city="Oslo")

    with gesture(actor=anna, door=Door.FORM) as opened:
        nordlys.city = "Bergen"
        nordlys.save()

    change = last_change(nordlys)
    assert (change.actor, change.actor_name, change.door, change.cause) == (anna, "Anna Ek", "form", "typed")
    assert (change.change_set, change.action) == (opened.change_set, "update")
    assert change.diff == {"city": ["Oslo", "Bergen"]}
    assert change.title == nordlys.title


def test_one_gesture_is_one_change_set() -> None:
    """H1: everything one gesture changed is under one id; two saves without a gesture are two."""
    first, second = CompanyFactory(), CompanyFactory()
    assert Change.objects.values("change_set").distinct().count() == 2

    with gesture() as opened:
        for company in (first, second):
            company.city = "Oslo"
            company.save()

    assert Change.objects.in_set(opened.change_set).count() == 2


def test_nothing_changed_is_nothing_recorded() -> None:
    """H1: an unchanged save leaves no trace and no new time stamp."""
    nordlys = CompanyFactory()
    stamp = nordlys.modified_at

    nordlys.save()

    assert Change.objects.of(nordlys).count() == 1
    assert Contact.objects.get().modified_at == stamp


def test_reference_lists_and_setup_are_recorded_too() -> None:
    """H1: every record."""
    euro = Currency(code="EUR", description="Euro")
    euro.save()
    setup = MarketingSetup.current()
    setup.inherit_address = False
    setup.save()

    assert Change.objects.of(euro).get().diff["description"] == [None, "Euro"]
    assert last_change(setup).diff == {"inherit_address": [True, False]}


def test_the_history_survives_the_user_who_made_it() -> None:
    """H1: the name is kept as text."""
    anna = User.objects.create_user("anna", first_name="Anna", last_name="Ek")
    with gesture(actor=anna):
        nordlys = CompanyFactory()

    anna.delete()

    change = Change.objects.of(nordlys).get()
    assert (change.actor, change.actor_name) == (None, "Anna Ek")


def test_the_history_replays_to_the_present(marketing: MarketingSetup) -> None:
    """Proof: what was recorded, applied in order, gives every record as it stands."""
    nordlys = firm(phone_no="1")
    nordlys.customer.city = "Oslo"
    nordlys.customer.save()
    nordlys.bank.delete()

    assert replayed() == {}


def test_a_failed_unit_records_nothing() -> None:
    """S9."""
    nordlys = CompanyFactory()

    with pytest.raises(ZeroDivisionError), gesture(cause=Cause.IMPORTED):
        from crm.kit.unit import unit

        with unit():
            nordlys.city = "Oslo"
            nordlys.save()
            raise ZeroDivisionError

    assert Change.objects.of(nordlys).count() == 1
    assert Contact.objects.get().city == ""


def test_a_request_is_one_gesture_of_its_user(client: Client, marketing: MarketingSetup) -> None:
    """C.9: the middleware opens it; reading opens none."""
    admin = User.objects.create_superuser("root")
    client.force_login(admin)

    client.post("/admin/setup/currency/add/", {"code": "NOK", "description": "Krone", "decimals": "2", "rate": "1"})

    change = Change.objects.get(model="setup.currency")
    assert (change.actor, change.door) == (admin, Door.ADMIN)


def test_a_new_record_is_told_by_what_it_holds() -> None:
    """H1: flags that are not set and lists without anything are no news; neither are they when it goes."""
    nordlys = CompanyFactory(name="Nordlys AS", minor=True)
    made = first_change(nordlys)
    nordlys.delete()
    gone = Change.objects.filter(action="delete").get()

    for entry in read([made, gone], AnonymousUser()):
        told = {line.label for line in entry.lines}
        assert told >= {"Name", "Minor"}
        assert told.isdisjoint({"Parental Consent Received", "Pinned Values"})


def test_phone_numbers_are_told_as_cards_print_them() -> None:
    nordlys = CompanyFactory(phone_no="+390212345678")

    (entry,) = read([last_change(nordlys)], AnonymousUser())

    assert ("Phone No.", "", "+39 02 1234 5678") in entry.lines
