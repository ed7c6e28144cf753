"""Signing in, home, search everywhere, languages, error pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from contacts.models import Contact
from crm.access.roles import ROLES
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory, Firm
from tests.factories.setup import series
from tests.screens.conftest import member
from tests.screens.pages import Page


@pytest.mark.parametrize("name", ["anna", "Anna@Example.com"])
def test_one_signs_in_by_name_or_address_and_reaches_the_page_asked_for(db: None, name: str) -> None:
    member("Anna", "Reader")
    client = Client()
    asked = client.get("/contacts/", {"q": "rossi"})

    answer = client.post(asked.headers["Location"], {"username": name, "password": "secret"})

    assert answer.headers["Location"] == "/contacts/?q=rossi"


@pytest.mark.parametrize(("name", "password"), [("anna", "wrong"), ("nobody", "secret"), ("x@y.example", "secret")])
def test_a_wrong_sign_in_does_not_tell_which_part_was_wrong(db: None, name: str, password: str) -> None:
    member("Anna")

    page = Page(Client().post("/sign-in/", {"username": name, "password": password}))

    assert "User name or password is not right." in page.text


def test_signing_out_ends_at_the_sign_in_page(anna: Client) -> None:
    answer = anna.post("/sign-out/")

    assert answer.headers["Location"] == "/sign-in/"
    assert anna.get("/contacts/").status_code == 302


def test_every_page_but_signing_in_needs_a_user(db: None) -> None:
    addresses = ("/", "/contacts/", "/contacts/new/", "/setup/", "/search/", "/partners/customers/1/image/")

    assert all(Client().get(url).status_code == 302 for url in addresses)


def test_home_counts_and_leads_to_the_lists(anna: Client, marketing: MarketingSetup) -> None:
    CompanyFactory()
    series("ODD", "X1", "X3")

    page = Page(anna.get("/"))

    assert "Companies 1" in page.text
    assert "/partners/customers/?linked=false" in page.links
    assert "ODD — ODD" in page.text
    assert "3 numbers left" in page.text
    assert "created" in page.text and "Nordlys AS" in page.text


def test_home_shows_only_what_one_may_see(cleo: Client) -> None:
    page = Page(cleo.get("/"))

    assert page.status == 200
    assert "What changed today" not in page.text
    assert not [link for link in page.links if link.startswith(("/contacts", "/partners", "/setup"))]


def test_search_everywhere_looks_into_every_list(anna: Client, nordlys: Firm) -> None:
    page = Page(anna.get("/search/", {"q": "nordl"}))

    for url in (f"/contacts/{nordlys.contact.pk}/", f"/partners/vendors/{nordlys.vendor.pk}/"):
        assert url in page.links


def test_a_number_leads_straight_to_its_card(anna: Client) -> None:
    customer = CustomerFactory(no="C-7")

    assert anna.get("/search/", {"q": "C-7"}).headers["Location"] == f"/partners/customers/{customer.pk}/"


def test_searching_nothing_and_finding_nothing_lead_on(anna: Client) -> None:
    assert "Type any part" in Page(anna.get("/search/")).text
    assert "No Results" in Page(anna.get("/search/", {"q": "zzz"})).text


def test_the_language_changes_at_once(anna: Client) -> None:
    anna.post("/my/language/", {"language": "it", "next": "/contacts/"})

    assert '<html lang="it" ' in Page(anna.get("/contacts/")).html


def test_an_unforeseen_error_gives_a_reference(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object) -> str:
        raise RuntimeError

    company = CompanyFactory()
    monkeypatch.setattr(Contact, "title", property(fail))
    anna.raise_request_exception = False

    page = Page(anna.get(f"/contacts/{company.pk}/"))

    assert page.status == 500
    assert "Something went wrong and nothing was saved. Reference:" in page.text
    assert "/" in page.links


def test_every_role_is_a_group_and_only_banking_reads_bank_details(db: None) -> None:
    holders = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}

    assert set(holders) == {role.name for role in ROLES}
    assert {name for name, held in holders.items() if "view_bank_details" in held} == {"Banking", "Administrator"}
    assert "change_customer" in holders["Sales"]
    assert "change_vendor" not in holders["Sales"]
    assert "view_vendor" in holders["Sales"]
    assert "add_contactbusinessrelation" in holders["Purchasing"]
    assert not [codename for codename in holders["Reader"] if not codename.startswith("view_")]
    assert "change_marketingsetup" in holders["Administrator"]


def test_a_migration_leaves_what_an_administrator_added(db: None) -> None:
    from django.apps import apps
    from django.contrib.auth.models import Permission

    from crm.access.roles import establish

    reader = Group.objects.get(name="Reader")
    extra = Permission.objects.get(codename="change_territory")
    reader.permissions.add(extra)

    establish(sender=apps.get_app_config("access"))

    assert extra in reader.permissions.all()
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/search/?q=%00", 200),
        ("/contacts/?q=%00", 200),
        ("/contacts/?city=%00", 200),
        ("/setup/lists/country/%00/", 404),
    ],
)
def test_what_no_text_can_hold_is_not_found(anna: Client, url: str, status: int) -> None:
    """PostgreSQL refuses a zero byte anywhere."""
    assert anna.get(url).status_code == status
