"""Filters by any field: the editor, the words of it, and what an address with them lets through (3.1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from contacts.models import Contact
from crm.kit import candidates
from partners.models import Customer
from setup.models import Country
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory
from tests.screens.pages import Page

LIST, EDITOR = "/contacts/", "/contacts/filter/"


def names(client: Client, query: str, url: str = LIST) -> list[str]:
    """Who is listed, in order of name."""
    answer: Any = client.get(f"{url}?{query}")
    return [line.title.split(" ", 1)[1] for line in answer.context["lines"]]


@pytest.fixture
def cities(anna: Client) -> Client:
    """Three companies: in Milano, in Roma, nowhere."""
    Country(code="IT", description="Italy").save()
    CompanyFactory(name="Alfa", city="Milano", country_id="IT")
    CompanyFactory(name="Beta", city="Roma", country_id="IT")
    CompanyFactory(name="Gamma", city="", country_id=None)
    return anna


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("city.contains=mil", ["Alfa"]),
        ("city.contains=mil|rom", ["Alfa", "Beta"]),
        ("city.starts=ila", []),
        ("city.is=milano", ["Alfa"]),
        ("city.is=Milano|Roma", ["Alfa", "Beta"]),
        ("city.is=<>Roma", ["Alfa", "Gamma"]),
        ("city.is=*OM*", ["Beta"]),
        ("city.is=m*o", ["Alfa"]),
        ("city.not=Roma", ["Alfa", "Gamma"]),
        ("city.empty=yes", ["Gamma"]),
        ("city.filled=yes", ["Alfa", "Beta"]),
        ("country.is=it", ["Alfa", "Beta"]),
        ("country.not=IT", ["Gamma"]),
        ("country.empty=yes", ["Gamma"]),
        ("type.is=company", ["Alfa", "Beta", "Gamma"]),
        ("privacy_blocked.is=true", []),
        ("modified_at.is=t", ["Alfa", "Beta", "Gamma"]),
        ("modified_at.before=t", []),
        ("modified_at.is=t-30..t", ["Alfa", "Beta", "Gamma"]),
        ("modified_at.after=t", []),
        ("company.is=nobody", []),
        ("city=mil&country=IT", ["Alfa"]),
    ],
)
def test_what_a_filter_lets_through(cities: Client, query: str, found: list[str]) -> None:
    """Operators, ranges, alternatives, patterns, days from today; plain parameters work as ever."""
    assert names(cities, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("credit_limit.is=10..20", ["Two"]),
        ("credit_limit.is=>10", ["Two", "Three"]),
        ("credit_limit.between=..15.5", ["One", "Two"]),
        ("credit_limit.before=15.5", ["One"]),
        ("no.is=C2..C3", ["Two", "Three"]),
    ],
)
def test_numbers_are_compared_as_numbers_and_texts_as_texts(anna: Client, query: str, found: list[str]) -> None:
    """Ranges of numbers stand in every language's address with a point."""
    for no, name, limit in (("C1", "One", "1"), ("C2", "Two", "15.5"), ("C3", "Three", "100")):
        CustomerFactory(no=no, name=name, credit_limit=limit)

    assert sorted(names(anna, query, "/partners/customers/")) == sorted(found)


@pytest.mark.parametrize(
    "wrong", ["city.like=x", "nowhere.is=x", "modified_at.is=soon", "country.is=ZZ", "city.is=%3C%3E", "type.is=robot"]
)
def test_a_filter_that_makes_no_sense_is_said_and_no_bulk_page_takes_all_for_it(cities: Client, wrong: str) -> None:
    """Beside its cause with a way to take it off; a file of it is empty."""
    page: Any = cities.get(f"{LIST}?{wrong}")
    exported: Any = cities.get(f"{LIST}export/?{wrong}")

    assert [chip.name for chip in page.context["wrong"]] == [wrong.partition("=")[0]]
    assert len(b"".join(exported.streaming_content).splitlines()) == 1


def test_the_editor_leads_from_a_field_to_the_filtered_list(cities: Client) -> None:
    """Without a script: the fields are links, the value is a form, and the list has the filter in its address."""
    fields = Page(cities.get(EDITOR, {"q": "a"}))
    value = Page(cities.get(EDITOR, {"q": "a", "field": "country"}))
    done = cities.get(EDITOR, {"q": "a", "field": "country", "op": "is", "value": "IT"})

    assert f"{EDITOR}?q=a&field=country" in fields.links
    assert "IT" in value.html and "is not empty" in value.text
    assert done.headers["Location"] == f"{LIST}?q=a&country.is=IT"


@pytest.mark.parametrize(
    ("language", "field", "typed", "stands"),
    [
        ("it", "credit_limit", "1.234,50..2.000", "credit_limit.is=1234.50..2000"),
        ("en", "credit_limit", "1,234.50", "credit_limit.is=1234.50"),
        ("es", "modified_at", "o-7..31/12/2026", "modified_at.is=t-7..2026-12-31"),
        ("it", "blocked", "Spedizione", "blocked.is=ship"),
    ],
)
def test_what_is_typed_in_a_language_stands_in_the_address_in_none(
    anna: Client, language: str, field: str, typed: str, stands: str
) -> None:
    """An address is sent to colleagues who read other languages."""
    asked = {"field": field, "op": "is", "value": typed}
    if field == "blocked":
        with translation.override(language):
            asked["value"] = str(dict(Customer._meta.get_field("blocked").flatchoices)["ship"])

    done = anna.get("/partners/customers/filter/", asked, headers={"Accept-Language": language})

    assert done.headers["Location"] == f"/partners/customers/?{stands}"


@pytest.mark.parametrize(
    ("field", "op", "typed", "said"),
    [
        ("modified_at", "before", "soon", "“soon” is no day."),
        ("country", "is", "ZZ", "There is no Country/Region ZZ."),
        ("city", "contains", " ", "Enter a value."),
        ("city", "like", "x", "Choose how to compare."),
        ("link", "is", "x", "One cannot filter by this column."),
    ],
)
def test_what_makes_no_sense_stays_in_the_editor_with_a_sentence(
    cities: Client, field: str, op: str, typed: str, said: str
) -> None:
    """3.3.1: and what was typed stays typed."""
    page = Page(cities.get(EDITOR, {"field": field, "op": op, "value": typed}))

    assert page.status == 200 and said in page.text


def test_nobody_guesses_by_filters_what_they_may_not_read(bo: Client, anna: Client) -> None:
    """Bo sees the last four characters of IBANs, so he cannot ask how they begin either (H4)."""
    BankAccountFactory(name="Bank", iban="IT60X0542811101000000123456")
    url = "/partners/bank-accounts/"

    assert names(anna, "iban.starts=IT60", url) == ["Bank"]
    assert "There is no such filter: iban.starts." in Page(bo.get(f"{url}?iban.starts=ES")).text
    assert not [link for link in Page(bo.get(f"{url}filter/")).links if "field=iban" in link]


def test_chips_say_filters_in_words_and_take_them_off(cities: Client) -> None:
    """3.1: each by itself."""
    page = Page(cities.get(f"{LIST}?city.contains=mil&country.is=IT&modified_at.is=2026-01-31..&q=alfa"))

    assert "City: contains “mil”" in page.text
    assert "Country/Region Code: IT — Italy" in page.text
    assert "Last Modified: 31/01/2026.." in page.text
    assert "?country.is=IT&modified_at.is=2026-01-31..&q=alfa" in page.links
    assert Contact.objects.count() == 3


@pytest.mark.parametrize("ahead", [1, 1000])
@pytest.mark.parametrize("query", ["city.contains=mil", "city.is=milano", "name.starts=ross"])
def test_pages_of_what_no_index_finds_show_every_row_once(
    anna: Client, query: str, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R4: whether a page is found by reading on in order, or among all that fit."""
    monkeypatch.setattr(candidates, "AHEAD", ahead)
    for number in range(60):
        CompanyFactory(name=f"Rossi {number:02}", city="Milano")
        CompanyFactory(name=f"Bianchi {number:02}", city="Roma")

    first: Any = anna.get(f"{LIST}?{query}&size=50")
    last_key = first.context["lines"][-1].pk
    second = names(anna, f"{query}&size=50&after={last_key}")

    shown = [line.title.split(" ", 1)[1] for line in first.context["lines"]] + second
    assert shown == [f"Rossi {number:02}" for number in range(60)]
    assert str(first.context["page"].total) == "60"
    assert names(anna, f"{query}&last=1")[-1] == "Rossi 59"
