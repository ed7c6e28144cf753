"""Deleting: the plan first, then exactly that plan."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.models import Contact
from crm.kit.screens import delete_many
from partners.models import Customer
from setup.models import MarketingSetup, PaymentTerms
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, Firm, alone, linked
from tests.screens.conftest import browser, member
from tests.screens.pages import Page


def test_the_plan_says_what_goes_and_what_stays(anna: Client, nordlys: Firm) -> None:
    """F13, M13: in whole sentences, then with links."""
    person = PersonFactory(company=nordlys.contact)

    page = Page(anna.get(f"/contacts/{nordlys.contact.pk}/delete/"))

    told = [
        f"Contact {nordlys.contact} will be deleted.",
        f"Customer {nordlys.customer} stays, no longer linked.",
        f"Vendor {nordlys.vendor} stays, no longer linked.",
        f"Bank account {nordlys.bank} stays, no longer linked.",
    ]
    assert " ".join(told) in page.text
    assert f"/partners/customers/{nordlys.customer.pk}/" in page.links
    assert f"/contacts/{person.pk}/" in page.links
    assert "1 × Customer : " in page.text
    assert "3 × Contact Business Relations : " in page.text
    assert "Delete its 1 person too" in page.text


def test_a_partner_goes_and_its_contact_stays(anna: Client, nordlys: Firm) -> None:
    """M13, the other way round; what has no words of its own is told plainly."""
    PaymentTerms(code="45D").save()

    page = Page(anna.get(f"/partners/customers/{nordlys.customer.pk}/delete/"))
    plain = Page(anna.get("/setup/lists/payment-terms/45D/delete/"))

    told = f"Customer {nordlys.customer} will be deleted. Contact {nordlys.contact} stays, no longer linked."
    assert told in page.text
    assert "45D will be deleted." in plain.text


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


def test_a_second_click_deletes_nothing_more_and_says_so(anna: Client, marketing: MarketingSetup) -> None:
    """N1: it leads to where the first one led."""
    company = CompanyFactory()
    sends = Page(anna.get(f"/contacts/{company.pk}/delete/")).sends

    first = anna.post(f"/contacts/{company.pk}/delete/", sends)
    second = Page(anna.post(f"/contacts/{company.pk}/delete/", sends, follow=True))

    assert first.headers["Location"] == "/contacts/"
    assert (second.status, "This was deleted already, by the first click." in second.text) == (200, True)


def test_the_plan_opens_over_the_page_too(anna: Client, nordlys: Firm) -> None:
    """F13: the same plan without the frame of a page; Cancel is the first thing one reaches (3.5)."""
    page = Page(anna.get(f"/contacts/{nordlys.contact.pk}/delete/", headers={"HX-Request": "true"}))

    assert "Skip to content" not in page.text
    assert "Stays, no longer linked" in page.text
    assert f"Delete {nordlys.contact.title}" in page.text
    assert page.html.index("autofocus") < page.html.index("button danger")


def test_ticked_contacts_are_deleted_by_one_plan(anna: Client, nordlys: Firm) -> None:
    """F13: what goes, what stays and what is refused, added up; one gesture."""
    other = CompanyFactory(name="Fjord AS")
    PersonFactory(company=other, name="Ada Rossi")
    ticked = f"/contacts/delete-many/?pick={nordlys.contact.pk}&pick={other.pk}"

    page = Page(anna.get(ticked))
    sends = {**page.sends, "pick": [nordlys.contact.pk, other.pk]}
    first, second = (anna.post("/contacts/delete-many/", sends) for _turn in range(2))

    assert "2 records will be deleted:" in page.text and "Delete 2 records" in page.text
    assert f"/partners/customers/{nordlys.customer.pk}/" in page.links
    assert (first.headers["Location"], second.headers["Location"]) == ("/contacts/", "/contacts/")
    assert [one.name for one in Contact.objects.all()] == ["Ada Rossi"]
    assert Customer.objects.get() == nordlys.customer


def test_ticked_contacts_that_one_may_not_delete_stay_and_say_why(nordlys: Firm) -> None:
    sales = browser(member("Sara", "Sales"))
    other = CompanyFactory(name="Fjord AS")
    ticked = f"/contacts/delete-many/?pick={nordlys.contact.pk}&pick={other.pk}"

    page = Page(sales.get(ticked))
    sales.post("/contacts/delete-many/", {**page.sends, "pick": [nordlys.contact.pk, other.pk]})

    assert "1 record cannot be deleted and stays:" in page.text
    assert "You do not have permission to" in page.text
    assert list(Contact.objects.all()) == [nordlys.contact]


@pytest.mark.parametrize(("query", "said"), [("nobody", "Tick at least one row."), ("", "At most 2 rows")])
def test_nothing_and_too_much_lead_back_to_the_list(
    anna: Client, marketing: MarketingSetup, monkeypatch: pytest.MonkeyPatch, query: str, said: str
) -> None:
    """N17: a whole list is not one click away from being gone."""
    monkeypatch.setattr(delete_many, "MOST", 2)
    for _number in range(3):
        CompanyFactory()

    page = Page(anna.get("/contacts/delete-many/", {"q": query}, follow=True))

    assert said in page.text


def test_a_plan_of_many_costs_the_same_for_more(
    anna: Client, marketing: MarketingSetup, statements: Statements
) -> None:
    counts = []
    for number in (2, 12):
        rows = [CompanyFactory() for _place in range(number)]
        with statements() as done:
            anna.get("/contacts/delete-many/?" + "&".join(f"pick={row.pk}" for row in rows))
        counts.append(len(done))

    assert counts[0] == counts[1]
