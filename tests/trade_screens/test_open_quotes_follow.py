"""Open quotes of a contact follow it to the customer or vendor it gets, if people want that (F1, F2, L3, T3)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import undo
from partners.models import Customer
from partners.trade.models import PurchaseQuote, SalesQuote
from setup.models import CompanyInformation
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone
from tests.factories.trade import document, item
from tests.history.replay import replayed
from tests.screens.conftest import browser, member
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture
def fjord(trade: CompanyInformation) -> Contact:
    """A company with two quotes, one of them for somebody who works there, and one that is over."""
    made: Contact = CompanyFactory(name="Fjord AS", city="Oslo")
    desk = item("Desk")
    for contact in (made, PersonFactory(name="Ada Rossi", company=made), made):
        last = document(SalesQuote, (desk, 1), contact=contact)
    SalesQuote._base_manager.filter(pk=last.pk).update(status="canceled")
    document(PurchaseQuote, (desk, 1), contact=made)
    return made


def given() -> list[Any]:
    """The customers of all sales quotes."""
    return list(SalesQuote.objects.order_by("pk").values_list("customer", flat=True))


def test_a_created_customer_gets_them(anna: Client, fjord: Contact) -> None:
    """F2: counted before, assigned with the same gesture, undone with it."""
    url = f"/links/contact/{fjord.pk}/customer/new/"
    page = Page(anna.get(url))
    assert "Assign 2 open quotes to the customer" in page.text

    done = Page(anna.post(url, page.sends, follow=True))

    made = Customer.objects.get()
    assert given() == [made.pk, made.pk, None] and "2 quotes were assigned to it." in done.text
    assert PurchaseQuote.objects.get().vendor is None
    (change_set,) = set(Change.objects.filter(model="trade.salesquote", action="update").values_list("change_set"))
    undo(change_set[0])
    assert given() == [None] * 3 and not Customer.objects.exists() and replayed() == {}


def test_a_linked_customer_gets_them_from_either_side(anna: Client, fjord: Contact) -> None:
    """F1: of the quote, nothing that it says is lost (T2)."""
    customer = alone(CustomerFactory, name="Fjord AS", city="Bergen")
    url = f"/links/contact/{fjord.pk}/customer/{customer.pk}/?keep=partner"
    page = Page(anna.get(url))
    assert "Assign 2 open quotes to the customer" in page.text

    anna.post(url, page.sends)

    assert given() == [customer.pk, customer.pk, None]
    assert {quote.city for quote in SalesQuote.objects.all()} == {"Oslo"}


def test_customers_made_of_many_contacts_get_theirs(anna: Client, fjord: Contact) -> None:
    """P10: asked once for all, and each customer gets the quotes of its contact."""
    other = CompanyFactory(name="Nordlys AS")
    document(SalesQuote, (item("Lamp"), 1), contact=other)
    url = f"/contacts/create-as-customer/?pick={fjord.pk}&pick={other.pk}"
    page = Page(anna.get(url))
    assert "Assign 3 open quotes to the customer" in page.text

    anna.post(url, page.sends)

    first, second = Customer.objects.order_by("pk")
    assert given() == [first.pk, first.pk, None, second.pk]


def test_who_does_not_want_that_unticks_it(anna: Client, fjord: Contact) -> None:
    """And looking again at the choices keeps the answer."""
    customer = alone(CustomerFactory, name="Fjord AS", city="Bergen")
    url = f"/links/contact/{fjord.pk}/customer/{customer.pk}/"
    sends = {name: value for name, value in Page(anna.get(url)).sends.items() if name != "give"}

    again = Page(anna.post(url, {**sends, "preview": "yes"}))
    anna.post(url, {name: value for name, value in again.sends.items() if name != "preview"})

    assert "give" not in again.sends and Contact.objects.get(pk=fjord.pk).relations.exists()
    assert given() == [None] * 3


def test_what_cannot_follow_stays_and_is_named(anna: Client, fjord: Contact) -> None:
    """The link is made all the same."""
    customer = alone(CustomerFactory, name="Fjord AS", blocked="all")
    url = f"/links/contact/{fjord.pk}/customer/{customer.pk}/"

    done = Page(anna.post(url, Page(anna.get(url)).sends, follow=True))

    assert given() == [None] * 3 and fjord.relations.exists()
    assert f"{SalesQuote.objects.all()[0].no}" in done.text and "stays as it is." in done.text


def test_nothing_is_asked_where_nothing_waits_or_may_not_be_changed(fjord: Contact, anna: Client) -> None:
    """H4: whoever keeps bank accounts changes no quotes; bank accounts have none."""
    other = CompanyFactory(name="Other AS")
    buyer = browser(member("Pio", "Purchasing"))

    assert "open quote" not in Page(anna.get(f"/links/contact/{other.pk}/customer/new/")).text
    assert "open quote" not in Page(anna.get(f"/links/contact/{fjord.pk}/bank_account/new/")).text
    vendor = Page(buyer.get(f"/links/contact/{fjord.pk}/vendor/new/"))
    assert "Assign 1 open quote to the vendor" in vendor.text
    assert buyer.get(f"/links/contact/{fjord.pk}/customer/new/").status_code == 403


def test_the_question_costs_one_statement_however_many_there_are(
    anna: Client, fjord: Contact, statements: Statements
) -> None:
    url, counts = f"/links/contact/{fjord.pk}/customer/new/", []
    for number in (1, 6):
        for _ in range(number):
            document(SalesQuote, contact=fjord)
        anna.get(url)
        with statements() as sent:
            anna.get(url)
        counts.append(len(sent))

    assert counts[0] == counts[1]
