"""New records: numbers, presets, errors that keep what was typed, and one record for two clicks."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.models import Contact
from partners.models import Customer, Vendor
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory
from tests.factories.setup import SalespersonFactory
from tests.screens.pages import Page


def test_a_contact_is_made_with_the_next_number(anna: Client, marketing: MarketingSetup) -> None:
    page = Page(anna.get("/contacts/new/?type=company"))

    answer = anna.post("/contacts/new/", page.with_typed(name="Nordlys AS", city="Oslo"))

    made = Contact.objects.get()
    assert (made.no, made.name, made.city) == ("CT00001", "Nordlys AS", "Oslo")
    assert answer.headers["Location"] == f"/contacts/{made.pk}/"


def test_sending_the_form_twice_makes_one_record(anna: Client, marketing: MarketingSetup) -> None:
    typed = Page(anna.get("/contacts/new/")).with_typed(name="Nordlys AS")

    first, second = anna.post("/contacts/new/", typed), anna.post("/contacts/new/", typed)

    assert Contact.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_a_person_is_named_by_its_parts(anna: Client, marketing: MarketingSetup) -> None:
    company = CompanyFactory(name="Nordlys AS")
    page = Page(anna.get(f"/contacts/new/?type=person&company={company.pk}"))

    anna.post("/contacts/new/", page.with_typed(first_name="Ada", surname="Rossi"))

    person = Contact.objects.people().get()
    assert (person.name, person.company, person.company_name) == ("Ada Rossi", company, "Nordlys AS")


def test_errors_name_the_field_and_keep_what_was_typed(anna: Client, marketing: MarketingSetup) -> None:
    typed = Page(anna.get("/contacts/new/")).with_typed(name="", city="Oslo", phone_no="call me")

    page = Page(anna.post("/contacts/new/", typed))

    assert page.status == 200
    assert "Name: Enter the name." in page.text
    assert "#id_phone_no" in page.links
    assert page.sends["city"] == "Oslo"
    assert page.sends["phone_no"] == "call me"
    assert 'aria-invalid="true"' in page.html
    assert 'aria-describedby="id_name_error"' in page.html
    assert not Contact.objects.exists()


def test_a_new_customer_names_the_contact_that_was_made(anna: Client, marketing: MarketingSetup) -> None:
    typed = Page(anna.get("/partners/customers/new/")).with_typed(name="Nordlys AS")

    page = Page(anna.post("/partners/customers/new/", typed, follow=True))

    contact = Contact.objects.get()
    assert f"Saved. 1 record was created too. Contact {contact.title}" in page.text
    assert "updated too" not in page.text
    assert f"/contacts/{contact.pk}/" in page.links


def test_an_exhausted_series_is_an_error_of_the_form(anna: Client, marketing: MarketingSetup) -> None:
    line = marketing.customer_nos.lines.get()
    line.ending_no = line.last_no_used = "C00001"
    line.save()
    typed = Page(anna.get("/partners/customers/new/")).with_typed(name="Nordlys AS")

    page = Page(anna.post("/partners/customers/new/", typed))

    assert "Number series C has no numbers left" in page.text
    assert "/setup/number-series/C/" in page.links
    assert page.sends["name"] == "Nordlys AS"
    assert not Customer.objects.exists()


def test_a_new_partner_refused_after_its_insert_stays_a_new_one(anna: Client, marketing: MarketingSetup) -> None:
    """A number that was typed leaves the contact's to be taken after the insert."""
    marketing.customer_nos = None
    marketing.save()
    line = marketing.contact_nos.lines.get()
    line.ending_no = line.last_no_used = "CT00001"
    line.save()
    typed = Page(anna.get("/partners/customers/new/")).with_typed(no="K1", name="Nordlys AS", city="Oslo")

    page = Page(anna.post("/partners/customers/new/", typed))

    assert page.status == 200
    assert "Number series CT has no numbers left" in page.text
    assert "New customer" in page.text
    assert "Edit" not in page.text
    assert [page.sends[name] for name in ("no", "name", "city")] == ["K1", "Nordlys AS", "Oslo"]
    line.ending_no = ""
    line.save()
    anna.post("/partners/customers/new/", page.with_typed())
    assert [(one.no, one.name) for one in Customer.objects.all()] == [("K1", "Nordlys AS")]


def test_a_taken_number_is_an_error_of_its_field(anna: Client, marketing: MarketingSetup) -> None:
    CustomerFactory(no="X1")
    typed = Page(anna.get("/partners/customers/new/")).with_typed(name="Nordlys AS", no="X1")

    page = Page(anna.post("/partners/customers/new/", typed))

    assert "Customer with this No. already exists." in page.text


def test_another_record_is_found_by_number_or_name(anna: Client, marketing: MarketingSetup) -> None:
    CustomerFactory(no="A1", name="Alfa Uno")
    CustomerFactory(no="A2", name="Alfa Due")
    form = Page(anna.get("/partners/customers/new/"))

    by_name = anna.post("/partners/customers/new/", form.with_typed(name="B", bill_to_customer="alfa uno"))
    doubtful = Page(
        anna.post("/partners/customers/new/", form.with_typed(name="C", bill_to_customer="alfa", token="t"))
    )

    assert by_name.status_code == 302
    assert Customer.objects.get(name="B").bill_to_customer == Customer.objects.get(no="A1")
    assert "Several records fit: A1 Alfa Uno; A2 Alfa Due. Enter the number." in doubtful.text


def test_a_blocked_code_cannot_be_chosen_anew(anna: Client, marketing: MarketingSetup) -> None:
    SalespersonFactory(code="OLD", blocked=True)
    typed = Page(anna.get("/partners/vendors/new/")).with_typed(name="Nordlys AS", purchaser="OLD")

    page = Page(anna.post("/partners/vendors/new/", typed))

    assert "OLD is blocked and cannot be chosen." in page.text
    assert not Vendor.objects.exists()


def test_save_and_new_leads_to_an_empty_form(anna: Client, marketing: MarketingSetup) -> None:
    typed = Page(anna.get("/contacts/new/")).with_typed(name="Nordlys AS", another="yes")

    answer = anna.post("/contacts/new/", typed)

    assert answer.headers["Location"] == "/contacts/new/"


def test_readers_cannot_make_anything(bo: Client) -> None:
    assert bo.get("/contacts/new/").status_code == 403
    assert bo.post("/contacts/new/", {"name": "X"}).status_code == 403


@pytest.mark.parametrize("company", ["999999", "abc", "99999999999999999999999"])
def test_a_company_that_does_not_exist_is_said_so(anna: Client, company: str) -> None:
    page = Page(anna.get(f"/contacts/new/?type=person&company={company}"))

    assert page.status == 404
    assert f"“{company}” does not exist, or no longer." in page.text
