"""Deleting: the plan first, then exactly that plan."""

from __future__ import annotations

from django.test import Client

from contacts.models import Contact
from partners.models import Customer
from setup.models import MarketingSetup, PaymentTerms
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, Firm, alone, linked
from tests.screens.conftest import browser, member
from tests.screens.pages import Page


def test_the_plan_says_what_goes_and_what_stays(anna: Client, nordlys: Firm) -> None:
    person = PersonFactory(company=nordlys.contact)

    page = Page(anna.get(f"/contacts/{nordlys.contact.pk}/delete/"))

    assert f"{nordlys.contact} will be deleted." in page.text
    assert f"/partners/customers/{nordlys.customer.pk}/" in page.links
    assert f"/contacts/{person.pk}/" in page.links
    assert "1 × Customer : " in page.text
    assert "3 × Contact Business Relations : " in page.text
    assert "Delete its 1 person too" in page.text


def test_the_contact_goes_and_its_partners_stay(anna: Client, nordlys: Firm) -> None:
    url = f"/contacts/{nordlys.contact.pk}/delete/"

    page = Page(anna.post(url, Page(anna.get(url)).sends, follow=True))

    assert f"{nordlys.contact} was deleted." in page.text
    assert not Contact.objects.exists()
    assert Customer.objects.get().name == "Nordlys AS"


def test_people_stay_unless_chosen(anna: Client) -> None:
    company = CompanyFactory()
    PersonFactory(company=company)
    url = f"/contacts/{company.pk}/delete/"

    anna.post(url, Page(anna.get(url)).sends)

    assert Contact.objects.people().get().company is None


def test_people_go_when_chosen(anna: Client) -> None:
    company = CompanyFactory()
    PersonFactory(company=company)
    url = f"/contacts/{company.pk}/delete/"

    anna.post(url, Page(anna.get(url, {"also": "people"})).sends)

    assert not Contact.objects.exists()


def test_a_plan_that_changed_meanwhile_is_shown_again(anna: Client) -> None:
    company = CompanyFactory()
    url = f"/contacts/{company.pk}/delete/"
    shown = Page(anna.get(url)).sends
    PersonFactory(company=company)

    page = Page(anna.post(url, shown))

    assert page.status == 409
    assert "has changed meanwhile" in page.text
    assert Contact.objects.count() == 2


def test_a_code_in_use_is_not_deleted_and_says_where(anna: Client) -> None:
    terms = PaymentTerms(code="30G")
    terms.save()
    customer = CustomerFactory(payment_terms_id="30G")
    url = "/setup/lists/payment-terms/30G/delete/"

    page = Page(anna.get(url))
    refused = anna.post(url, page.sends)

    assert "30G cannot be deleted." in page.text
    assert f"/partners/customers/{customer.pk}/" in page.links
    assert 'class="button danger"' not in page.html
    assert refused.status_code == 409
    assert PaymentTerms.objects.filter(pk="30G").exists()


def test_readers_cannot_delete(bo: Client) -> None:
    company = CompanyFactory()

    assert bo.get(f"/contacts/{company.pk}/delete/").status_code == 403
    assert bo.post(f"/contacts/{company.pk}/delete/").status_code == 403


def test_a_contact_that_is_a_vendor_is_not_deleted_by_sales(nordlys: Firm) -> None:
    """A link belongs to both sides; the admin asks the same (tests/admin/test_deleting.py)."""
    cleo, url = browser(member("Cleo", "Sales")), f"/contacts/{nordlys.contact.pk}/delete/"

    page = Page(cleo.get(url))
    answer = cleo.post(url, page.sends)

    assert "permission to change these records: Bank Accounts." in page.text
    assert "permission to change these records: Vendors." in page.text
    assert 'class="button danger"' not in page.html
    assert answer.status_code == 403
    assert "permission to change these records: Vendors." in Page(answer).text
    assert Contact.objects.filter(pk=nordlys.contact.pk).exists()


def test_a_contact_that_is_a_customer_is_deleted_by_sales(marketing: MarketingSetup) -> None:
    cleo, contact = browser(member("Cleo", "Sales")), CompanyFactory()
    linked(contact, alone(CustomerFactory))
    url = f"/contacts/{contact.pk}/delete/"

    cleo.post(url, Page(cleo.get(url)).sends)

    assert not Contact.objects.filter(pk=contact.pk).exists()


def test_who_may_not_delete_is_not_offered_to_delete_more(anna: Client, nordlys: Firm) -> None:
    """D12: Sales may delete contacts, but not end the links of vendors."""
    PersonFactory(company=nordlys.contact)
    sales = browser(member("Sara", "Sales"))

    page = Page(sales.get(f"/contacts/{nordlys.contact.pk}/delete/"))

    assert "cannot be deleted." in page.text
    assert "Delete its 1 person too" not in page.text
