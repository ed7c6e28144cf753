"""The origin of every value, one click from it: who, when, by which cause, and what was there before (H1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.context import Door, gesture
from setup.models import Currency, MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory, Firm
from tests.history.replay import last_change
from tests.screens.conftest import anna, bo, cleo, nordlys  # noqa: F401
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db


def origin(record: object, name: str) -> str:
    """Where the origin of a value is told."""
    return f"/history/origin/{record._meta.label_lower}/{record.pk}/{name}/"  # type: ignore[attr-defined]


def typed(record: object, **values: str) -> None:
    """Anna typed these values."""
    with gesture(actor=User.objects.get(username="anna"), door=Door.FORM):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()  # type: ignore[attr-defined]


def test_every_value_on_a_card_leads_to_its_origin(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """One click away; blank values too: somebody may have cleared them."""
    page = Page(anna.get(f"/contacts/{nordlys.contact.pk}/"))

    assert 'aria-label="Origin of Phone No."' in page.html
    assert {origin(nordlys.contact, name) for name in ("name", "city", "fax_no", "salesperson")} <= set(page.links)
    assert origin(nordlys.contact, "no") not in page.links


def test_it_says_who_typed_it_and_what_was_there_before(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    typed(nordlys.contact, phone_no="+39 06 555")

    page = Page(anna.get(origin(nordlys.contact, "phone_no")))

    assert "Origin of Phone No." in page.text and "Anna · just now" in page.text
    assert "Typed · Changed" in page.text and page.text.index("Changed") < page.text.index("Created")
    assert f"/history/{last_change(nordlys.contact).change_set}/" in page.links


def test_it_names_the_card_from_which_it_came(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """Synchronized, and undone."""
    typed(nordlys.customer, city="Bergen")
    synced = Page(anna.get(origin(nordlys.contact, "city")))

    undo(last_change(nordlys.contact).change_set)

    assert f"Synchronized · Updated from Customer {nordlys.customer.no}" in synced.text
    assert f"/partners/customers/{nordlys.customer.pk}/" in synced.links
    assert "Undone" in Page(anna.get(origin(nordlys.contact, "city"))).text


def test_the_last_ten_values_stand_there(anna: Client) -> None:  # noqa: F811
    company = CompanyFactory(city="Oslo")
    for turn in range(12):
        typed(company, city=f"City {turn}")

    text = Page(anna.get(origin(company, "city"))).text

    assert "City 11 before: City 10" in text and "City 2 before:" in text and "City 1 before:" not in text
    assert "There were more values before these." in text


def test_a_value_that_was_never_changed_says_so(anna: Client, marketing: MarketingSetup) -> None:  # noqa: F811
    """What is older than the history; and what was written past it."""
    company = CompanyFactory(city="Oslo")
    type(company)._base_manager.filter(pk=company.pk).update(city="Rome")

    silent, elsewhere = (Page(anna.get(origin(company, name))).text for name in ("telex_no", "city"))

    assert "has not been changed since the history began" in silent
    assert "written outside of this program" in elsewhere


def test_codes_are_titles_and_bank_details_are_masked(anna: Client, bo: Client) -> None:  # noqa: F811
    """H4."""
    Currency(code="NOK", description="Krone").save()
    bank = BankAccountFactory(iban="IT60X0542811101000000123456", currency_id="NOK")

    assert "NOK — Krone" in Page(anna.get(origin(bank, "currency"))).text
    full, masked = (Page(one.get(origin(bank, "iban"))).html for one in (anna, bo))
    assert "X054 2811" in full and "X054" not in masked and "•••• 3456" in masked


def test_a_card_asks_nothing_more_for_it(anna: Client, nordlys: Firm, statements: Statements) -> None:  # noqa: F811
    """Not until somebody does."""
    with statements() as asked:
        anna.get(f"/contacts/{nordlys.contact.pk}/")

    assert not [sql for sql in asked if '"history_change"."diff"' in sql.partition("WHERE")[2]]


def test_only_what_one_may_see_is_told(cleo: Client, anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """H4; and addresses that somebody made up are no pages."""
    assert cleo.get(origin(nordlys.contact, "city")).status_code == 403
    for made_up in ("auth.user/1/password", "contacts.contact/1/nothing", "contacts.contact/x/city", "no.where/1/city"):
        assert anna.get(f"/history/origin/{made_up}/").status_code == 404, made_up


def test_a_card_gets_the_part_alone(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    part = anna.get(origin(nordlys.contact, "city"), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part and 'class="past"' in part


def test_what_another_card_wrote_today_carries_a_sign(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """F4.5: for a day, unless somebody typed it anew meanwhile."""
    typed(nordlys.contact, city="Bergen", phone_no="+39 06 5551234")
    typed(nordlys.reload().customer, phone_no="+39 06 5559999")
    card = f"/partners/customers/{nordlys.customer.pk}/"
    words = f"Changed today from Contact {nordlys.contact.no}"

    today = Page(anna.get(card)).text
    Change.objects.of(nordlys.customer).update(at=timezone.now() - timedelta(hours=25))

    assert today.count(words) == 1 and f"City • {words}" in today.replace("⇄ Shared with", "⇄")
    assert words not in Page(anna.get(card)).text
