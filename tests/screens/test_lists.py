"""Lists: search, filters, order, pages, and a constant number of queries."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.models import Contact
from partners.models import BankAccount, Customer
from setup.models import Country
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory
from tests.screens.pages import Page

LISTS = ("/contacts/", "/partners/customers/", "/partners/vendors/", "/partners/bank-accounts/")
FRAME = 4
"""Session, user, and the two queries for the user's permissions."""


@pytest.mark.parametrize("typed", ["zaragoza", "ÑANDÚ", "nandu", "12 34", "ndú sumin", "B-77", "info@nandu"])
def test_search_finds_any_fragment_without_accents_and_case(anna: Client, typed: str) -> None:
    CompanyFactory(
        no="B-77", name="Ñandú Suministros", city="Zaragoza", phone_no="+34 91 12345", email="info@nandu.example"
    )
    CompanyFactory(name="Somebody else")

    page = Page(anna.get("/contacts/", {"q": typed}))

    assert "Ñandú Suministros" in page.text
    assert "Somebody else" not in page.text


def test_a_filter_narrows_and_its_chip_removes_it(anna: Client) -> None:
    Country(code="NO", description="Norway").save()
    CompanyFactory(name="Nordlys", country_id="NO")
    CompanyFactory(name="Elsewhere")

    page = Page(anna.get("/contacts/", {"country": "NO", "type": "company"}))

    assert "Nordlys" in page.text
    assert "Elsewhere" not in page.text
    assert "NO — Norway" in page.text
    assert "?type=company" in page.links


def test_people_are_shown_with_their_company(anna: Client) -> None:
    company = CompanyFactory(name="Nordlys")
    PersonFactory(name="Ada Rossi", company=company)

    page = Page(anna.get("/contacts/", {"q": "ada"}))

    assert f"/contacts/{company.pk}/" in page.links


@pytest.mark.parametrize("order", ["name", "-name", "no", "-no", "email"])
def test_pages_by_key_show_every_row_once_in_both_directions(anna: Client, order: str) -> None:
    for number in range(120):
        CompanyFactory(name=f"Firm {number % 7}", email="same@example.com")

    forth = _walk(anna, f"/contacts/?sort={order}", 'rel="next"')
    back = _walk(anna, f"/contacts/?sort={order}&last=1", 'rel="prev"')

    column = {"name": "sort_name", "no": "no", "email": "email"}[order.lstrip("-")]
    sign = "-" if order.startswith("-") else ""
    wanted = list(Contact.objects.order_by(f"{sign}{column}", f"{sign}pk").values_list("no", flat=True))
    assert [no for page in forth for no in page] == wanted
    assert [no for page in reversed(back) for no in page] == wanted


def _walk(browser: Client, url: str, way: str) -> list[list[str]]:
    pages = []
    while url:
        html = browser.get(url).content.decode()
        pages.append([part.split("</a>")[0].split(">")[-1] for part in html.split('<td class="no lead"')[1:]])
        before, found, _after = html.partition(way)
        url = _after.split('href="')[1].split('"')[0].replace("&amp;", "&") if found else ""
        url = f"/contacts/{url}" if url else ""
    return pages


@pytest.mark.parametrize("url", LISTS)
def test_a_list_costs_the_same_for_few_and_many_rows(anna: Client, statements: Statements, url: str) -> None:
    for _ in range(2):
        CustomerFactory()
    for _ in range(2):
        BankAccountFactory()
    company = CompanyFactory()
    for _ in range(2):
        PersonFactory(company=company)
    anna.get(url)

    with statements() as few:
        anna.get(url)
    for _ in range(60):
        CustomerFactory()
    for _ in range(60):
        BankAccountFactory()
    for _ in range(60):
        PersonFactory(company=company)
    with statements() as many:
        anna.get(url)
    with statements() as searched:
        anna.get(url, {"q": "a", "after": Contact.objects.first().pk, "city": "x"})  # type: ignore[union-attr]

    # The first page of few rows needs no count.
    assert len(many) <= len(few) + 1
    assert max(len(many), len(searched)) <= FRAME + 5


def test_nothing_there_yet_leads_on(anna: Client) -> None:
    page = Page(anna.get("/partners/customers/"))

    assert "No customers yet." in page.text
    assert "/partners/customers/new/" in page.links


def test_nothing_found_leads_back(anna: Client) -> None:
    CompanyFactory()

    page = Page(anna.get("/contacts/", {"q": "zzz"}))

    assert "No results with these filters." in page.text
    assert "/contacts/" in page.links


@pytest.mark.parametrize("odd", ["?after=abc", "?before=999999", "?sort=phone_no", "?at=x", "?country=ZZ", "?after="])
def test_an_address_that_makes_no_sense_shows_the_list(anna: Client, odd: str) -> None:
    CompanyFactory()

    assert anna.get(f"/contacts/{odd}").status_code == 200


@pytest.mark.parametrize("url", LISTS)
def test_a_filter_that_means_nothing_is_told_at_its_field(anna: Client, url: str) -> None:
    page = Page(anna.get(url, {"country": "ZZ"}))

    assert "Country/Region Code: There is no Country/Region ZZ." in page.text
    assert "Clear Filter Country/Region Code" in page.text
    assert "Reset Filters" in page.text


def test_who_may_not_add_is_not_offered_new(bo: Client) -> None:
    page = Page(bo.get("/contacts/"))

    assert page.status == 200
    assert not [link for link in page.links if "new" in link]


def test_who_may_not_look_is_told_whom_to_ask(cleo: Client) -> None:
    page = Page(cleo.get("/contacts/"))

    assert page.status == 403
    assert "You do not have permission to see these records: Contacts. Ask an administrator." in page.text
    assert "/" in page.links


def test_ibans_are_masked_without_the_banking_permission(bo: Client, anna: Client) -> None:
    BankAccountFactory(iban="IT60X0542811101000000123456")

    masked, full = (Page(browser.get("/partners/bank-accounts/")).text for browser in (bo, anna))

    assert "•••• 3456" in masked
    assert "0542" not in masked.replace(" ", "")
    assert "IT60 X054 2811 1010 0000 0123 456" in full


def test_customers_without_contact_can_be_listed(anna: Client) -> None:
    CustomerFactory(name="Alone")

    assert "Alone" in Page(anna.get("/partners/customers/", {"linked": "false"})).text
    assert "Alone" not in Page(anna.get("/partners/customers/", {"linked": "true"})).text
    assert Customer.objects.count() == 1
    assert not BankAccount.objects.exists()


@pytest.mark.parametrize("wrong", [{"type": "xyz"}, {"country": "??"}, {"privacy_blocked": "perhaps"}])
def test_a_filter_that_says_nothing_leaves_the_others_in_force(anna: Client, wrong: dict[str, str]) -> None:
    CompanyFactory(name="Nordlys")
    CompanyFactory(name="Elsewhere")

    page = Page(anna.get("/contacts/", {"q": "nordlys", **wrong}))

    assert "Nordlys" in page.text
    assert "Elsewhere" not in page.text
