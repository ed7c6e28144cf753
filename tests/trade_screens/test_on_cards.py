"""What contacts, customers and vendors show of their documents (P11, P31)."""

from __future__ import annotations

import pytest
from django.test import Client

from partners.trade.models import PurchaseOrder, SalesOrder, SalesQuote
from tests.conftest import Statements
from tests.factories.contacts import PersonFactory
from tests.factories.partners import CustomerFactory, Firm, alone
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")


def test_a_company_shows_its_documents_and_those_of_its_people(anna: Client, nordlys: Firm) -> None:
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    bo = PersonFactory(name="Bo Rossi", company=nordlys.contact)
    desk = item("Desk", "100")
    own = document(SalesOrder, (desk, 1), customer=nordlys.customer, contact=nordlys.contact)
    hers = document(SalesQuote, (desk, 2), customer=nordlys.customer, contact=ada)
    bought = document(PurchaseOrder, (desk, 2), vendor=nordlys.vendor, contact=bo)

    company, person = (Page(anna.get(f"/contacts/{one.pk}/")) for one in (nordlys.contact, ada))

    for one in (own, hers, bought):
        assert one.no in company.text
    assert f"{hers.no} Sales Quote" in person.text and "244.00 EUR" in person.text
    assert own.no not in person.text and bought.no not in person.text


def test_each_kind_leads_to_its_list_of_just_these(anna: Client, nordlys: Firm) -> None:
    """R6: the number on the card is the number of the list."""
    desk, other = item(), alone(CustomerFactory, name="Fjord AS")
    mine = [document(SalesQuote, (desk, 1), customer=nordlys.customer) for _turn in range(2)]
    paid = document(SalesQuote, (desk, 1), customer=other, bill_to_customer=nordlys.customer)
    theirs = document(SalesQuote, (desk, 1), customer=other)

    page = Page(anna.get(f"/partners/customers/{nordlys.customer.pk}/"))
    assert "Sales Quotes: 3" in page.text
    found = Page(anna.get(next(link for link in page.links if "sales-quotes/?customer=" in link)))

    assert all(one.no in found.text for one in (*mine, paid)) and theirs.no not in found.text
    assert f"Customer: {nordlys.customer.no}" in found.text


def test_nobody_sees_documents_that_are_not_theirs_to_see(
    bo: Client, cleo: Client, anna: Client, nordlys: Firm
) -> None:
    """H4: what may not be listed is not on the card either."""
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer)
    url = f"/partners/customers/{nordlys.customer.pk}/"

    assert order.no in Page(anna.get(url)).text and order.no in Page(bo.get(url)).text
    assert cleo.get(url).status_code == 403


@pytest.mark.parametrize("count", [2, 20])
def test_a_card_reads_its_documents_at_once(anna: Client, nordlys: Firm, statements: Statements, count: int) -> None:
    """However many there are."""
    for _turn in range(count):
        document(SalesQuote, customer=nordlys.customer)

    with statements() as asked:
        anna.get(f"/partners/customers/{nordlys.customer.pk}/")

    # Two for the panel, and the latest for the timeline.
    assert len([sql for sql in asked if 'FROM "trade_document"' in sql]) == 3
