"""A quote that gets its customer keeps what it says (T2, promise 7), and who is made has the fiscal code too (c.8)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from contacts.links.creating import create_partner
from contacts.links.kinds import kind_named
from contacts.models import Contact
from partners.models import Customer
from partners.trade import flow
from partners.trade.models import SalesQuote
from setup.models import CompanyInformation, Currency, PaymentTerms
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import CustomerFactory
from tests.factories.trade import document, item
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.mark.parametrize("kind", ["customer", "vendor"])
def test_who_is_made_from_a_contact_has_its_fiscal_code(kind: str) -> None:
    """C3, M1: the template of an electronic invoice asks for it."""
    fjord = CompanyFactory(name="Fjord AS", fiscal_code="00743110157")

    made: Any = create_partner(fjord, kind_named(kind)).record

    assert type(made).objects.get().fiscal_code == "00743110157"


def test_a_quote_loses_nothing_to_its_new_customer(trade: CompanyInformation) -> None:
    """Promise 7: neither to a blank nor to another value; what it left blank is filled."""
    days = PaymentTerms.objects.create(code="30D")
    fjord = CompanyFactory(name="Fjord AS", address="Storgata 1", city="Oslo", fiscal_code="00743110157")
    quote = document(
        SalesQuote, (item(), 1), contact=fjord, payment_terms=days, email="buying@fjord.no", address_2="Second floor"
    )
    fjord = Contact.objects.get(pk=fjord.pk)
    fjord.fiscal_code, fjord.address, fjord.vat_registration_no = "", "Havnegata 2", "NO1"
    fjord.save()

    flow.create_party(quote)

    quote = SalesQuote.objects.get()
    assert quote.customer == quote.bill_to_customer == Customer.objects.get()
    assert (quote.fiscal_code, quote.payment_terms, quote.email) == ("00743110157", days, "buying@fjord.no")
    assert (quote.address, quote.address_2, quote.city) == ("Storgata 1", "Second floor", "Oslo")
    assert quote.vat_registration_no == "NO1"
    assert replayed() == {}


def test_who_pays_for_the_customer_gets_the_bill() -> None:
    """c.3: the bill-to address is one of a whole."""
    payer = CustomerFactory(name="Head Office", address="Main Street 1")
    fjord = CompanyFactory(name="Fjord AS", address="Storgata 1", address_2="Second floor")
    quote = document(SalesQuote, (item(), 1), contact=fjord)
    customer: Any = create_partner(fjord, kind_named("customer")).record
    customer.bill_to_customer = payer
    customer.save()

    flow.create_party(quote)

    quote = SalesQuote.objects.get()
    assert (quote.name, quote.address_2) == ("Fjord AS", "Second floor")
    assert (quote.bill_to_customer, quote.bill_name, quote.bill_address_2) == (payer, "Head Office", "")


def test_an_accepted_quote_follows_and_stays_what_was_accepted() -> None:
    """c.8: it gets the customer; currency and amounts are those that somebody said yes to."""
    fjord = CompanyFactory(name="Fjord AS")
    accepted = document(SalesQuote, (item(), 2), contact=fjord)
    asked = document(SalesQuote, (item("Chair"), 1), contact=fjord)
    flow.accept(accepted)
    fjord = Contact.objects.get(pk=fjord.pk)
    fjord.currency = Currency.objects.create(code="NOK", decimals=2)
    fjord.save()

    flow.create_party(asked)

    found = SalesQuote.objects.get(pk=accepted.pk)
    assert (found.customer, found.status, found.accepted_on) == (
        Customer.objects.get(),
        "accepted",
        timezone.localdate(),
    )
    assert (found.currency_id, found.gross) == (accepted.currency_id, accepted.gross)
    assert flow.order(found).gross == accepted.gross
