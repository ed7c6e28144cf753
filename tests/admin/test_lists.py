"""Lists are searched like everywhere in the house, and cost the same however long they are."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.kit import admin as kit
from tests.admin.conftest import said
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import Firm, firm
from tests.factories.setup import CountryFactory, SalespersonFactory

CONTACTS = reverse("admin:contacts_contact_changelist")
LISTS = {
    "contacts_contact": "contacts",
    "partners_customer": "customers",
    "partners_vendor": "vendors",
    "partners_bankaccount": "bank accounts",
    "links_contactbusinessrelation": "relations",
    "history_change": "changes",
}


def found(client: Client, url: str, **params: str) -> list[str]:
    """The titles of the rows that a list shows."""
    listed: Any = client.get(url, params).context["cl"]
    return [str(row) for row in listed.result_list]


@pytest.mark.parametrize(
    "typed", ["societa", "SOCIETÀ", "rossi soc", "ct7", "4580", "0267104580", "bologna", "info@rossi"]
)
def test_a_fragment_of_anything_finds_the_contact(anna: Client, typed: str) -> None:
    CompanyFactory(name="Nordlys AS")
    rossi = CompanyFactory(
        no="CT7", name="Rossi Società", city="Bologna", phone_no="+390267104580", email="info@rossi.it"
    )

    assert found(anna, CONTACTS, q=typed) == [str(rossi)]


def test_a_code_is_found_by_what_it_stands_for(anna: Client) -> None:
    CountryFactory(code="IT", description="Italy")
    CountryFactory(code="ES", description="Spain")

    assert found(anna, reverse("admin:setup_country_changelist"), q="ital") == ["IT"]
    assert found(anna, reverse("admin:setup_country_changelist"), description__startswith="Sp") == ["ES"]


def test_a_relation_is_found_by_its_contact(anna: Client, nordlys: Firm) -> None:
    url = reverse("admin:links_contactbusinessrelation_changelist")

    assert len(found(anna, url, q="nordlys")) == 3
    assert found(anna, url, q="sydlys") == []


def test_foreign_keys_are_chosen_by_searching(anna: Client, nordlys: Firm) -> None:
    response = anna.get(
        reverse("admin:autocomplete"),
        {"app_label": "contacts", "model_name": "contact", "field_name": "company", "term": "nordl"},
    )

    assert response.json()["results"] == [{"id": str(nordlys.contact.pk), "text": str(nordlys.contact)}]


def test_a_form_never_lists_a_whole_table(anna: Client, nordlys: Firm) -> None:
    for _number in range(3):
        SalespersonFactory(description="Nobody")

    text = anna.get(reverse("admin:contacts_contact_add")).content.decode()

    assert "admin-autocomplete" in text
    assert '<option value="X' not in text


@pytest.mark.parametrize("name", LISTS, ids=LISTS.values())
def test_a_list_costs_the_same_at_two_sizes(anna: Client, nordlys: Firm, statements: Statements, name: str) -> None:
    url = reverse(f"admin:{name}_changelist")
    anna.get(url)

    with statements() as few:
        anna.get(url, {"q": "nord"})
    for number in range(4):
        firm(name=f"Nordlys {number}", country=CountryFactory())
    with statements() as many:
        anna.get(url, {"q": "nord"})

    # The log names records of more kinds once countries are in it.
    assert len(many) <= len(few) + (name == "history_change")


def test_a_form_costs_the_same_whatever_hangs_on_it(anna: Client, nordlys: Firm, statements: Statements) -> None:
    url = reverse("admin:contacts_contact_change", args=(nordlys.contact.pk,))
    anna.get(url)

    with statements() as few:
        anna.get(url)
    for _number in range(5):
        CompanyFactory()
    with statements() as many:
        anna.get(url)

    assert len(few) == len(many)


def test_a_long_list_is_not_counted_to_its_end(
    anna: Client, monkeypatch: pytest.MonkeyPatch, statements: Statements
) -> None:
    for _number in range(5):
        CompanyFactory()
    monkeypatch.setattr(kit, "COUNTED", 3)

    with statements() as sent:
        listed = anna.get(CONTACTS).context["cl"]

    assert listed.result_count == 3
    counts = [sql for sql in sent if "COUNT(*)" in sql and "contacts_contact" in sql]
    assert counts
    assert all("LIMIT 3" in sql for sql in counts)


def test_an_action_is_about_no_more_rows_than_can_be_overseen(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    contacts = [CompanyFactory() for _number in range(3)]
    monkeypatch.setattr(kit, "AT_ONCE", 2)

    response = anna.post(
        CONTACTS,
        {"action": "delete_selected", "select_across": "1", "index": "0", "_selected_action": contacts[0].pk},
        follow=True,
    )

    assert said(response) == ["Narrow the list first: at most 2 rows at once."]
