"""Cards: formatted values, marks, people, history, at a constant number of queries."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.links.linking import pin
from contacts.models import AlternativeAddress
from crm.kit.context import Door, gesture
from setup.models import MarketingSetup, PaymentTerms
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, Firm
from tests.screens.pages import Page


def test_values_are_words_titles_and_links(anna: Client) -> None:
    PaymentTerms(code="30G", description="30 days net").save()
    customer = CustomerFactory(
        payment_terms_id="30G", phone_no="+39021234567", email="a@x.example; b@x.example", home_page="x.example"
    )

    page = Page(anna.get(f"/partners/customers/{customer.pk}/"))

    assert "30G — 30 days net" in page.text
    assert {"tel:+39021234567", "mailto:a@x.example", "mailto:b@x.example", "https://x.example"} <= set(page.links)
    assert "Not blocked" in page.text


def test_a_script_is_never_a_link(anna: Client) -> None:
    customer = CustomerFactory(home_page="javascript:alert(1)", name="<b>bold</b>")

    page = Page(anna.get(f"/partners/customers/{customer.pk}/"))

    assert not [link for link in page.links if link.startswith("javascript")]
    assert "<b>bold</b>" not in page.html


def test_shared_values_say_with_whom(anna: Client, nordlys: Firm) -> None:
    page = Page(anna.get(f"/contacts/{nordlys.contact.pk}/"))

    wanted = [f"Customer {nordlys.customer.no}", f"Vendor {nordlys.vendor.no}", f"Bank Account {nordlys.bank.no}"]
    assert f"Shared with {', '.join(wanted)}." in page.text


def test_a_value_that_differs_is_marked_on_both_cards(anna: Client, nordlys: Firm) -> None:
    type(nordlys.vendor)._base_manager.filter(pk=nordlys.vendor.pk).update(city="Bergen")

    contact = Page(anna.get(f"/contacts/{nordlys.contact.pk}/"))
    vendor = Page(anna.get(f"/partners/vendors/{nordlys.vendor.pk}/"))

    assert f"Vendor {nordlys.vendor.no} holds another value: Bergen." in contact.text
    assert f"Contact {nordlys.contact.no} holds another value: Oslo." in vendor.text


def test_a_pinned_value_is_marked(anna: Client, nordlys: Firm) -> None:
    pin(nordlys.customer, "city")

    assert "Pinned" in Page(anna.get(f"/partners/customers/{nordlys.customer.pk}/")).text


def test_a_company_shows_its_people_and_a_person_its_company(anna: Client) -> None:
    company = CompanyFactory(name="Nordlys")
    person = PersonFactory(name="Ada Rossi", company=company)
    AlternativeAddress(contact=company, code="SHOP", city="Oslo").save()

    of_company, of_person = (Page(anna.get(f"/contacts/{one.pk}/")) for one in (company, person))

    assert f"/contacts/{person.pk}/" in of_company.links
    assert f"/contacts/new/?type=person&company={company.pk}" in of_company.links
    assert "SHOP" in of_company.text
    assert f"/contacts/{company.pk}/" in of_person.links


def test_the_history_says_who_changed_what_and_why(anna: Client, nordlys: Firm) -> None:
    from django.contrib.auth.models import User

    with gesture(actor=User.objects.get(username="anna"), door=Door.FORM):
        nordlys.customer.city = "Bergen"
        nordlys.customer.save()

    page = Page(anna.get(f"/contacts/{nordlys.contact.pk}/"))

    assert f"Updated from Customer {nordlys.customer.no}" in page.text
    assert "City Oslo → Bergen Anna · just now" in page.text


def test_all_changes_have_a_page(anna: Client) -> None:
    company = CompanyFactory()
    for number in range(60):
        company.city = f"City {number}"
        company.save()

    page, seen = Page(anna.get(f"/contacts/{company.pk}/")), 0
    for newest in (58, 38, 18):
        assert f"City {newest} → City {newest + 1}" in page.text
        seen += page.text.count("→ City")
        more = [link for link in page.links if link.startswith(f"/contacts/{company.pk}/history/") and "after=" in link]
        page = Page(anna.get(more[0]))

    assert seen == 60 and "Created" in page.text


def test_a_card_costs_the_same_with_few_and_many_people(anna: Client, statements: Statements) -> None:
    company = CompanyFactory()
    PersonFactory(company=company)
    url = f"/contacts/{company.pk}/"
    anna.get(url)

    with statements() as few:
        anna.get(url)
    for _ in range(30):
        PersonFactory(company=company)
    with statements() as many:
        anna.get(url)

    assert len(few) == len(many)


def test_bank_details_are_masked_on_the_card_and_in_the_history(bo: Client, anna: Client) -> None:
    bank = BankAccountFactory(iban="IT60X0542811101000000123456", bank_account_no="000000123456")
    bank.iban = "GB82WEST12345698765432"
    bank.save()
    url = f"/partners/bank-accounts/{bank.pk}/"

    masked, full = Page(bo.get(url)).text, Page(anna.get(url)).text

    assert "•••• 5432" in masked
    assert "WEST" not in masked
    assert "0542" not in masked
    assert "WEST" in full


def test_who_may_only_look_has_no_buttons(bo: Client) -> None:
    company = CompanyFactory()

    page = Page(bo.get(f"/contacts/{company.pk}/"))

    assert page.status == 200
    assert not [link for link in page.links if link.endswith(("/edit/", "/delete/"))]


@pytest.mark.parametrize("key", ["999999", "abc", "1/2"])
def test_what_does_not_exist_has_a_way_on(anna: Client, key: str) -> None:
    page = Page(anna.get(f"/contacts/{key}/"))

    assert page.status == 404
    assert "/search/" in page.links


def test_what_was_deleted_says_by_whom(anna: Client, marketing: MarketingSetup) -> None:
    from django.contrib.auth.models import User

    company = CompanyFactory(no="CO1", name="Gone AS")
    url = f"/contacts/{company.pk}/"
    with gesture(actor=User.objects.get(username="anna"), door=Door.FORM):
        company.delete()

    assert "Anna deleted CO1 Gone AS on" in Page(anna.get(url)).text
