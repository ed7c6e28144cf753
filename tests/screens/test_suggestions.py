"""A field that takes another record offers those that fit: number, name and place (3.4)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, VendorFactory
from tests.screens.pages import Page

PART = {"HX-Request": "true"}
KINDS = ("partners/customers", "partners/vendors", "contacts")


def test_records_are_offered_by_any_fragment(anna: Client) -> None:
    customer = CustomerFactory(name="Società Elettrica", city="Oslo")
    CustomerFactory(name="Nordlys AS")

    page = Page(anna.get("/partners/customers/suggestions/?q=elettr", headers=PART))

    assert f'data-value="{customer.no}"><span>Società Elettrica</span><small>{customer.no} · Oslo</small>' in page.html
    assert "Nordlys" not in page.text


def test_blocked_records_are_shown_with_the_reason_and_cannot_be_chosen(anna: Client) -> None:
    """3.4: they are not hidden; a vendor who is only not paid can still be chosen."""
    CustomerFactory(name="Nordlys AS", blocked="all")
    VendorFactory(name="Nordlys AS", blocked="payment")
    CompanyFactory(name="Nordlys AS", privacy_blocked=True)

    said = [Page(anna.get(f"/{url}/suggestions/?q=nordl", headers=PART)).html for url in KINDS]

    assert [one.count("aria-disabled") for one in said] == [1, 0, 1]
    assert "Blocked: All" in said[0] and "Privacy Blocked" in said[2]


def test_where_nothing_is_typed_those_looked_at_last_are_offered(anna: Client) -> None:
    seen, other = CompanyFactory(name="Nordlys AS"), CompanyFactory(name="Elettrica")
    for one in (other, seen):
        anna.post(reverse("desk-seen"), {"model": "contacts.contact", "key": one.pk})

    page = Page(anna.get("/contacts/suggestions/?q=", headers=PART))

    assert page.text.index("Nordlys AS") < page.text.index("Elettrica")


def test_the_field_says_where_it_is_offered_from(anna: Client) -> None:
    customer = CustomerFactory()

    page = Page(anna.get(f"/partners/customers/{customer.pk}/edit/"))

    assert 'data-suggest="/partners/customers/suggestions/"' in page.html
    assert 'data-suggest="/contacts/suggestions/"' in page.html


def test_without_a_script_it_is_the_list(anna: Client) -> None:
    assert anna.get("/contacts/suggestions/?q=nord")["Location"] == "/contacts/?q=nord"


@pytest.mark.parametrize("typed", ["", "n", "no such firm"])
def test_too_little_or_nothing_offers_nothing(anna: Client, typed: str) -> None:
    CompanyFactory(name="Nordlys AS")

    assert Page(anna.get("/contacts/suggestions/", {"q": typed}, headers=PART)).text == ""


def test_who_may_not_look_is_offered_nothing(cleo: Client) -> None:
    assert cleo.get("/contacts/suggestions/?q=nord", headers=PART).status_code == 403


def test_it_costs_the_same_with_few_and_many(anna: Client, statements: Statements) -> None:
    CompanyFactory(name="Nordlys AS")
    url = "/contacts/suggestions/?q=nord"
    anna.get(url, headers=PART)

    with statements() as few:
        anna.get(url, headers=PART)
    for _ in range(20):
        CompanyFactory(name="Nordlys AS")
    with statements() as many:
        page = Page(anna.get(url, headers=PART))

    assert len(few) == len(many)
    assert page.html.count("<li") == 8
