"""What one types finds rows by any fragment, on both databases alike, and however the rows came (goals 8, 8b)."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.http import QueryDict

from contacts.models import Contact
from crm.kit import candidates, fragments
from crm.kit.candidates import first_of
from crm.kit.screens import paging
from crm.kit.screens.paging import order_from, page_of
from crm.kit.search import matching
from tests.factories.contacts import CompanyFactory

pytestmark = pytest.mark.django_db

BY_NAME = order_from(QueryDict(), {"name": "sort_name"}, "name")


def found(typed: str) -> list[str]:
    """The names that are found, in order."""
    return list(Contact.objects.filter(matching(typed)).order_by("name").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("rossi rossi", ("rossi",)),
        ("ross impianti rossi", ("impianti", "rossi")),
        ("ro rossi", ("rossi",)),
        ("i im", ("i", "im")),
        ("im im", ("im",)),
        ("rossi milano", ("rossi", "milano")),
    ],
)
def test_a_fragment_of_another_one_is_not_looked_for_again(typed: str, sought: tuple[str, ...]) -> None:
    """Goal 8. Letters that are looked for where words begin say more than the same letters within a word."""
    assert matching(typed) == Q(search__holds=sought)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("oss", ["Rossi Impianti"]),
        ("IMPIANTI rossi", ["Rossi Impianti"]),
        ("società", ["Nuova Società"]),
        ("societa", ["Nuova Società"]),
        ('50% "off"', ['Half 50% "Off"']),
        ("_", []),
        ("%%%", []),
        ("rossi im", ["Rossi Impianti"]),
        ("im", ["Rossi Impianti"]),
        ("os", []),
        ("ro im", ["Rossi Impianti"]),
        ("", ['Half 50% "Off"', "Nuova Società", "Rossi Impianti"]),
    ],
)
def test_any_fragment_is_found_and_one_of_two_letters_where_a_word_begins(typed: str, names: list[str]) -> None:
    for name in ("Rossi Impianti", "Nuova Società", 'Half 50% "Off"'):
        CompanyFactory(name=name)

    assert found(typed) == names


@pytest.mark.parametrize("typed", ["02 12 34", "0212", "02 1234", "+39 02/1234", "12 34", "39 02"])
def test_a_phone_number_is_found_however_it_is_grouped(typed: str) -> None:
    CompanyFactory(name="Rossi", phone_no="+39 02 1234567")
    CompanyFactory(name="Other", phone_no="+39 06 9999999")

    assert found(typed)[-1:] == ["Rossi"] and (typed == "39 02" or len(found(typed)) == 1)


def test_what_is_found_follows_every_change() -> None:
    """Given a contact, when it is renamed it is found by the new name alone, and when it goes not at all."""
    rossi = CompanyFactory(name="Rossi")
    assert found("rossi") == ["Rossi"]

    rossi.name = "Bianchi"
    rossi.save()
    assert found("rossi") == [] and found("bianchi") == ["Bianchi"]

    rossi.delete()
    assert found("bianchi") == []


@pytest.mark.once
def test_trigrams_that_a_migration_lost_are_made_anew() -> None:
    """Altering a table makes it anew on SQLite, without its triggers."""
    for deed in ("insert", "update", "delete"):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER contacts_contact_fragments_{deed}")
    CompanyFactory(name="Rossi")
    assert found("rossi") == []

    fragments.keep(apps.get_app_config("contacts"))

    assert found("rossi") == ["Rossi"]
    assert "contacts_contact_fragments" in str(Contact.objects.filter(matching("rossi")).query)


@pytest.mark.once
def test_without_trigrams_the_rows_are_read_through() -> None:
    """A database that was not migrated since, or an old SQLite."""
    CompanyFactory(name="Rossi")
    fragments.forget(type(connection), connection)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contacts_contact_fragments RENAME TO elsewhere")

    assert "_fragments" not in str(Contact.objects.filter(matching("rossi")).query)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO contacts_contact_fragments")
    fragments.forget(type(connection), connection)
    assert found("rossi") == ["Rossi"]


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_pages_of_what_was_found_show_every_row_once(sort: str) -> None:
    for number in range(120):
        CompanyFactory(name=f"Rossi {number % 7}")
    CompanyFactory(name="Bianchi")
    order = order_from(QueryDict(f"sort={sort}"), {"name": "sort_name"}, "name")
    wanted = list(Contact.objects.filter(matching("rossi")).order_by(*paging.columns_of(order)))

    forth, query = [], "q=rossi"
    while query:
        page = page_of(Contact.objects.filter(matching("rossi")), order, QueryDict(query))
        forth += page.rows
        query = f"q=rossi&after={page.rows[-1].pk}" if page.has_next else ""
        assert str(page.total) == "120"

    assert forth == wanted
    back = page_of(Contact.objects.filter(matching("rossi")), order, QueryDict(f"q=rossi&before={wanted[60].pk}"))
    assert back.rows == wanted[10:60]


def test_of_more_than_can_be_put_in_order_it_is_said_that_there_are_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 3)
    for number in range(5):
        CompanyFactory(name=f"Rossi {number}")
    rossi = Contact.objects.filter(matching("rossi"))

    page = page_of(rossi, BY_NAME, QueryDict("q=rossi"))

    assert str(page.total) == "3+"
    assert page.rows == sorted(page.rows, key=lambda one: one.sort_name) and len(page.rows) >= 3
    assert first_of(rossi, BY_NAME.column, False, 2) == page.rows[:2]
    assert first_of(Contact.objects.none(), BY_NAME.column, True, 2) == []
    assert page_of(Contact.objects.none(), BY_NAME, QueryDict("q=x")).rows == []
