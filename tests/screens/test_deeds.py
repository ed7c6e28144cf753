"""The menu of a row, and how wide columns are for whom (3.1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory
from tests.screens.pages import Page

WIDTH = "/my/columns/contacts.contact/width/"


def test_the_menu_of_a_row_has_what_its_card_offers(anna: Client, bo: Client) -> None:
    """Anna may delete, by the plan; Bo reads only."""
    key = CompanyFactory(name="Nordlys").pk

    whole, part = (
        anna.get(f"/contacts/{key}/deeds/"),
        anna.get(f"/contacts/{key}/deeds/", headers={"HX-Request": "true"}),
    )
    lesser = bo.get(f"/contacts/{key}/deeds/").content.decode()

    assert f'href="/contacts/{key}/delete/" data-over' in part.content.decode()
    assert "<h1>" in whole.content.decode() and "<h1>" not in part.content.decode()
    assert "Create as Customer" in Page(whole).text
    assert f"/contacts/{key}/preview/" in lesser and "/delete/" not in lesser and "/edit/" not in lesser


def test_a_column_is_as_wide_as_one_person_made_it(anna: Client, bo: Client) -> None:
    """Of every list by itself; the columns stay as they were."""
    CompanyFactory(name="Nordlys")

    answer = anna.post(WIDTH, {"column": "name", "width": "20"})

    assert answer.status_code == 204
    assert 'class="name w20"' in anna.get("/contacts/").content.decode()
    assert "w20" not in bo.get("/contacts/").content.decode()
    anna.post(WIDTH, {"column": "name", "width": "0"})
    assert "w20" not in anna.get("/contacts/").content.decode()


@pytest.mark.parametrize(("column", "width"), [("name", "21"), ("nothing", "20"), ("name", ""), ("search", "8")])
def test_no_other_width_and_no_other_column(anna: Client, column: str, width: str) -> None:
    assert anna.post(WIDTH, {"column": column, "width": width}).status_code == 400


def test_widths_are_chosen_without_a_mouse_too(anna: Client) -> None:
    """R5: beside the columns; the usual columns are as wide as they need."""
    CompanyFactory(name="Nordlys")
    chosen = {"order": ["no", "name"], "columns": ["no", "name"], "width-name": "12", "width-no": "rubbish"}

    anna.post("/my/columns/contacts.contact/", chosen)

    assert 'class="name w12"' in anna.get("/contacts/").content.decode()
    assert '<option value="12" selected>' in anna.get("/my/columns/contacts.contact/").content.decode()
    anna.post("/my/columns/contacts.contact/", {"reset": "1"})
    assert "w12" not in anna.get("/contacts/").content.decode()


@pytest.mark.parametrize("typed", ["0113", "1/13", "1 13"])
def test_what_is_no_day_is_said_beside_the_value(anna: Client, typed: str) -> None:
    page = Page(anna.get("/contacts/filter/", {"field": "modified_at", "op": "before", "value": typed}))

    assert "is no day" in page.text


def test_short_days_are_filtered_by(anna: Client) -> None:
    """3.4: the address has them in full, today as what it is."""
    address = "/contacts/filter/"
    year = timezone.localdate().year

    short: Any = anna.get(address, {"field": "modified_at", "op": "after", "value": "0112"})
    today: Any = anna.get(address, {"field": "modified_at", "op": "is", "value": "today"})

    assert short.url.endswith((f"modified_at.after={year}-12-01", f"modified_at.after={year}-01-12"))
    assert today.url.endswith("modified_at.is=t")


@pytest.mark.parametrize("typed", ["+39 02 1234 5678", "+390212345678"])
def test_a_phone_number_is_found_as_it_is_shown(anna: Client, typed: str) -> None:
    """Alt+F3 takes what the cell shows."""
    CompanyFactory(name="Nordlys", phone_no="+390212345678")
    CompanyFactory(name="Elsewhere", phone_no="+390287654321")

    page: Any = anna.get("/contacts/", {"phone_no.is": typed})

    assert [line.title.split(" ", 1)[1] for line in page.context["lines"]] == ["Nordlys"]


def test_an_iban_is_found_as_it_is_shown(anna: Client) -> None:
    BankAccountFactory(name="One", iban="IT60X0542811101000000123456")
    BankAccountFactory(name="Other", iban="DE89370400440532013000")

    page: Any = anna.get("/partners/bank-accounts/", {"iban.is": "IT60 X054 2811 1010 0000 0123 456"})

    assert [line.title.split(" ", 1)[1] for line in page.context["lines"]] == ["One"]
