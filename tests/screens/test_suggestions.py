"""A field that takes another record offers those that fit: number, name and place (3.4)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory
from tests.screens.pages import Page

PART = {"HX-Request": "true"}


def test_records_are_offered_by_any_fragment(anna: Client) -> None:
    customer = CustomerFactory(name="Società Elettrica", city="Oslo")
    CustomerFactory(name="Nordlys AS")

    page = Page(anna.get("/partners/customers/suggestions/?q=elettr", headers=PART))

    assert f'<option value="{customer.no}">Società Elettrica · Oslo</option>' in page.html
    assert "Nordlys" not in page.text


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
    assert page.html.count("<option") == 8
