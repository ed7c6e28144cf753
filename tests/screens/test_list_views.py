"""Views of lists: those they come with, those people keep, columns, partial answers, what stands beside (3.1)."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from contacts.interactions.models import Interaction
from contacts.models import Contact
from crm.desk.models import ListLayout, ListView
from partners.models import Customer
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import template
from tests.factories.partners import BankAccountFactory, CustomerFactory, Firm
from tests.screens.pages import Page
from tests.screens.test_list_filters import names

LIST = "/contacts/"
COLUMNS, SAVE, VIEWS = (
    f"/my/{name}/contacts.contact/{rest}" for name, rest in (("columns", ""), ("views", "save/"), ("views", ""))
)
PART = {"HX-Request": "true", "HX-Target": "list"}


def headings(client: Client, query: str = "") -> list[str]:
    """The columns of the list."""
    answer: Any = client.get(f"{LIST}?{query}")
    return [str(header.label) for header in answer.context["headers"]]


def tabs(client: Client, query: str = "") -> dict[str, str]:
    """The views above the list, with where they lead; the current one in capitals, a changed one with a star."""
    answer: Any = client.get(f"{LIST}?{query}")
    named = (
        (f"{tab.label.upper() if tab.is_current else tab.label}{'*' * tab.differs}", tab)
        for tab in answer.context["tabs"]
    )
    return {name: tab.url for name, tab in named}


def test_the_shipped_views_show_what_they_say(anna: Client, nordlys: Firm) -> None:
    """P10, P30: by type, by salesperson, links, reach, talk and privacy."""
    alone = CompanyFactory(name="Alone", email="", phone_no="", mobile_phone_no="")
    PersonFactory(name="Ada", company=alone, email="ada@example.com")
    CustomerFactory(name="Without")
    Contact.objects.get(name="Without").delete()
    template()
    Interaction(contact=nordlys.contact, template_id="SALES", description="Called", date=date.today()).save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contacts_contact SET city = 'Elsewhere' WHERE id = %s", [nordlys.contact.pk])

    assert names(anna, "view=people") == ["Ada"] and "Ada" not in names(anna, "view=companies")
    assert names(anna, "view=unreachable") == ["Alone"] and names(anna, "view=mine") == []
    assert "Nordlys AS" not in names(anna, "view=silent") and "Alone" in names(anna, "view=silent")
    assert names(anna, "view=out_of_sync") == ["Nordlys AS"] and "Alone" in names(anna, "view=not_linked")
    customers = "/partners/customers/"
    assert names(anna, "view=without_contact", customers) == ["Without"]
    assert names(anna, "view=out_of_sync", customers) == ["Nordlys AS"] and names(anna, "view=blocked", customers) == []
    assert sorted(names(anna, "view=new", customers)) == ["Nordlys AS", "Without"]
    assert list(tabs(anna, "view=people"))[:3] == ["All", "Companies", "PEOPLE"]


def test_a_kept_view_holds_filters_order_and_columns(anna: Client) -> None:
    """N19: it says when the list is in another state, and can be brought up to date or kept as another."""
    anna.post(COLUMNS, {"query": "", "order": ["no", "name", "city"], "columns": ["no", "city"]})
    made = anna.post(SAVE, {"query": "city.contains=mil&sort=-no&after=3&rows=25", "name": "Milan"})
    view = ListView.objects.get()

    assert (view.query, view.columns) == ("city.contains=mil&sort=-no", ["no", "city"])
    assert made.headers["Location"] == f"{LIST}?{view.query}&own={view.pk}"
    assert "MILAN" in tabs(anna, f"{view.query}&own={view.pk}") and "MILAN*" in tabs(anna, f"city.is=x&own={view.pk}")

    anna.post(SAVE, {"query": f"city.is=x&own={view.pk}", "update": "1"})

    assert "MILAN" in tabs(anna, f"city.is=x&own={view.pk}")


def test_shared_views_are_seen_by_all_and_changed_by_their_owner(anna: Client, bo: Client) -> None:
    """N19: Bo works with Anna's view and cannot alter it."""
    anna.post(SAVE, {"query": "city.is=x", "name": "Shared", "is_shared": "on"})
    anna.post(SAVE, {"query": "city.is=y", "name": "Private"})
    shared = ListView.objects.get(name="Shared")

    bo.post(SAVE, {"query": f"city.is=z&own={shared.pk}", "update": "1"})
    bo.post(VIEWS, {"query": "", f"name-{shared.pk}": "Stolen"})
    bo.post(VIEWS, {"query": "", "delete": shared.pk})

    assert "Shared" in tabs(bo) and "Private" not in tabs(bo)
    shared.refresh_from_db()
    assert (shared.name, shared.query) == ("Shared", "city.is=x")


def test_views_are_renamed_moved_and_deleted(anna: Client) -> None:
    """Two of one name are refused beside the second."""
    for name in ("A", "B"):
        anna.post(SAVE, {"query": "city.is=x", "name": name})
    first, second = ListView.objects.all()

    twice = Page(anna.post(VIEWS, {"query": "", f"name-{second.pk}": "A"}))
    anna.post(VIEWS, {"query": "", "up": second.pk, f"name-{first.pk}": "Z", f"name-{second.pk}": "B"})
    moved = [view.name for view in ListView.objects.all()]
    anna.post(VIEWS, {"query": "", "delete": first.pk})

    assert "You have a view of this name already." in twice.text
    assert moved == ["B", "Z"] and [view.name for view in ListView.objects.all()] == ["B"]


def test_everybody_chooses_their_own_columns(anna: Client, bo: Client) -> None:
    """Per user and list, in their order; the usual ones come back with one button."""
    usual = headings(anna)
    anna.post(COLUMNS, {"query": "", "order": ["city", "name", "company", "no"], "columns": ["no", "city", "company"]})

    assert headings(anna) == ["City", "Company Name", "No."] and headings(bo) == usual
    anna.post(COLUMNS, {"query": "", "reset": "1"})
    assert headings(anna) == usual and not ListLayout.objects.exists()


def test_columns_are_moved_without_a_script(anna: Client) -> None:
    """2.5.7: by buttons; nothing is kept before it is saved."""
    page = anna.post(COLUMNS, {"query": "", "order": ["no", "name", "city"], "columns": ["no"], "down": "no"})

    assert [name for name, *_rest in page.context["offered"]] == ["name", "no", "city"]
    assert not ListLayout.objects.exists()


def test_every_column_of_a_list_costs_no_query_of_its_own(anna: Client, statements: Statements) -> None:
    """The number of queries is the same whichever columns are chosen, and masked values stay masked."""
    user = User.objects.get(username="anna")
    for number in range(3):
        CustomerFactory(bill_to_customer=CustomerFactory(), preferred_bank_account=BankAccountFactory(name=str(number)))
    url = "/partners/customers/"
    anna.get(url)
    with statements() as usual:
        anna.get(url)
    page: Any = anna.get("/my/columns/partners.customer/")
    every = [name for name, *_rest in page.context["offered"]]
    ListLayout.objects.create(user=user, model="partners.customer", columns=every)

    with statements() as all_of_them:
        answer: Any = anna.get(url)

    assert len(answer.context["headers"]) == len(every) > 40
    assert len(all_of_them) == len(usual)


def test_a_script_gets_the_part_that_changes_and_the_words_for_it(anna: Client) -> None:
    """The same address is a page on a direct visit; caches keep the two apart."""
    CompanyFactory(name="Nordlys")

    part, page = anna.get(f"{LIST}?q=nord", headers=PART), anna.get(f"{LIST}?q=nord")

    assert "<html" not in part.content.decode() and "1 result<" in part.content.decode()
    assert "<html" in page.content.decode() and "HX-Request" in page.headers["Vary"]


def test_a_row_is_shown_beside_its_list(anna: Client, cleo: Client, nordlys: Firm) -> None:
    """First sections, linked records, the latest changes, and the way to the card; a page too."""
    url = f"{LIST}{nordlys.contact.pk}/preview/"

    page, part = Page(anna.get(url)), anna.get(url, headers={"HX-Request": "true"}).content.decode()

    assert f"{LIST}{nordlys.contact.pk}/" in page.links and "Linked records" in page.text and "History" in page.text
    assert "<html" not in part and "Oslo" in part
    assert cleo.get(url).status_code == 403


@pytest.mark.parametrize(("asked", "size"), [("25", 25), ("100", 60), ("7", 50), ("x", 50)])
def test_rows_per_page_are_chosen_from_those_offered(anna: Client, asked: str, size: int) -> None:
    """Anything else is as it was set."""
    for number in range(60):
        CompanyFactory(name=f"Firm {number}")

    assert len(names(anna, f"rows={asked}")) == size


def test_a_list_becomes_a_workbook(anna: Client) -> None:
    """Numbers as numbers, texts as texts whatever they begin with, and what it is about in its properties."""
    for name in ("=1+1", "https://a.example"):
        CustomerFactory(name=name, credit_limit="1234.5", city="Oslo")

    answer: Any = anna.get("/partners/customers/export/?format=xlsx&city.is=Oslo")
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet and "<hyperlink" not in sheet and "<t>=1+1</t>" in sheet
    assert "<v>1234.5</v>" in sheet and "<t>No.</t>" in sheet
    assert "City: Oslo · 2 rows" in book.read("docProps/core.xml").decode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="customers.xlsx"'


def test_what_is_exported_is_chosen(anna: Client) -> None:
    """Ticked rows, the page, or all; the columns shown, or all."""
    for number in range(30):
        CustomerFactory(name=f"Firm {number:02}")
    first = Customer.objects.first()

    def lines(query: str) -> list[bytes]:
        answer: Any = anna.get(f"/partners/customers/export/?{query}")
        return b"".join(answer.streaming_content).splitlines()

    page = Page(anna.get("/partners/customers/export/choice/?city.empty=yes"))
    assert first is not None and len(lines("scope=page&rows=25")) == 26 and len(lines(f"pick={first.pk}")) == 2
    assert lines("columns=all")[0].count(b",") > lines("")[0].count(b",") == 8
    assert "All 30 rows that match" in page.text or "City: is empty" in page.text
