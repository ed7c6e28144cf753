"""From a card to the next one of the list that one came from, and back to that list (3.2, R4)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.models import Contact
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.screens.pages import Page


@pytest.fixture
def cities(db: None) -> list[Contact]:
    """Companies in the order of their names; every second one is in Oslo."""
    return [CompanyFactory(name=f"Firm {number}", city=("Oslo", "Bergen")[number % 2]) for number in range(6)]


def card(client: Client, contact: Contact, query: str, referer: str = "") -> Page:
    """The card, as somebody opens it who has the list in this state."""
    return Page(client.get(f"/contacts/{contact.pk}/{query}", headers={"referer": referer}))


def test_from_a_list_one_walks_on_in_its_order_and_its_filters(anna: Client, cities: list[Contact]) -> None:
    page = card(anna, cities[2], "", "http://testserver/contacts/?city=Oslo&sort=-name")

    assert "2 / 3" in page.text
    assert f"/contacts/{cities[4].pk}/?from=city%3DOslo%26sort%3D-name" in page.links
    assert f"/contacts/{cities[0].pk}/?from=city%3DOslo%26sort%3D-name" in page.links


def test_the_way_back_leads_to_the_list_as_it_was(anna: Client, cities: list[Contact]) -> None:
    """R4: from the card, from the form, and after saving."""
    query = "?from=city%3DOslo"

    page = card(anna, cities[2], query)
    form = Page(anna.get(f"/contacts/{cities[2].pk}/edit/{query}"))
    saved = anna.post(f"/contacts/{cities[2].pk}/edit/{query}", form.with_typed(address="Storgata 1"))

    assert "/contacts/?city=Oslo" in page.links and "/contacts/?city=Oslo" in form.links
    assert f"/contacts/{cities[2].pk}/edit/{query}" in page.links
    assert saved["Location"] == f"/contacts/{cities[2].pk}/{query}"


def test_at_the_ends_it_goes_one_way_only(anna: Client, cities: list[Contact]) -> None:
    first, last = (card(anna, cities[place], "?from=") for place in (0, 5))

    assert "1 / 6" in first.text and "6 / 6" in last.text
    assert f"/contacts/{cities[4].pk}/?from=" in last.links
    assert "Previous record" not in first.text and "Next record" not in last.text


def test_among_what_a_search_found_one_walks_too(anna: Client, cities: list[Contact]) -> None:
    page = card(anna, cities[2], "?from=q%3Dfirm")

    assert {f"/contacts/{cities[place].pk}/?from=q%3Dfirm" for place in (1, 3)} <= set(page.links)


def test_who_did_not_come_from_the_list_is_led_nowhere(anna: Client, cities: list[Contact]) -> None:
    page = card(anna, cities[2], "")

    assert "Records of the list" not in page.html


def test_a_record_that_is_not_on_the_list_is_led_nowhere(anna: Client, cities: list[Contact]) -> None:
    page = card(anna, cities[1], "?from=city%3DOslo")

    assert page.status == 200
    assert "Records of the list" not in page.html


@pytest.mark.parametrize("query", ["?from=", "?from=city%3DOslo", "?from=q%3Dfirm"])
def test_the_way_costs_the_same_in_a_short_and_a_long_list(
    anna: Client, cities: list[Contact], statements: Statements, query: str
) -> None:
    card(anna, cities[2], query)

    with statements() as few:
        card(anna, cities[2], query)
    for number in range(10, 40):
        CompanyFactory(name=f"Firm {number}", city="Oslo")
    with statements() as many:
        card(anna, cities[2], query)

    assert len(few) == len(many)
