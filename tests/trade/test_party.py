"""Who a document is for: contact and partner find each other, fill it once, and no card reaches it later (c.2–c.4)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contacts.links.creating import create_partner
from contacts.links.kinds import kind_named
from contacts.models import Contact
from crm.kit.deletion import DeletionRefused
from crm.kit.refusal import Refused
from partners.models import Customer, CustomerTemplate, Vendor
from partners.trade.models import (
    BlanketPurchaseOrder,
    BlanketSalesOrder,
    Document,
    PurchaseOrder,
    PurchaseQuote,
    SalesOrder,
    SalesQuote,
)
from setup.models import CompanyInformation, PaymentTerms, Salesperson
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, CustomerTemplateFactory, alone, firm
from tests.factories.setup import CountryFactory
from tests.factories.trade import document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

QUOTES = (SalesQuote, PurchaseQuote)
OTHERS = (SalesOrder, BlanketSalesOrder, PurchaseOrder, BlanketPurchaseOrder)


@pytest.mark.parametrize("model", [*QUOTES, *OTHERS])
def test_a_contact_brings_its_partner_and_the_partner_fills_the_document(model: type[Document]) -> None:
    """T1, c.2-5, c.3: all six kinds start from a contact."""
    nordlys = firm(name="Nordlys AS", city="Oslo", address="Storgata 1", email="post@nordlys.no")

    made = document(model, contact=nordlys.contact)

    assert made.party == getattr(nordlys, made.nature.party)
    assert (made.name, made.city, made.email) == ("Nordlys AS", "Oslo", "post@nordlys.no")
    assert (made.bill_name, made.bill_city) == ("Nordlys AS", "Oslo")
    assert made.no and made.description.endswith(made.no)


def test_a_person_buys_as_a_customer_of_its_own_before_that_of_its_company() -> None:
    """c.2-5."""
    nordlys = firm()
    ada, bo = (PersonFactory(name=name, company=nordlys.contact) for name in ("Ada Rossi", "Bo Verdi"))
    lone = PersonFactory(name="Cleo Neri")
    own = create_partner(lone, kind_named("customer")).record
    lone.refresh_from_db()
    lone.company = nordlys.contact
    lone.save()

    assert document(SalesQuote, contact=lone).customer == own
    quote = document(SalesQuote, contact=ada)
    assert (quote.customer, quote.contact_name) == (nordlys.customer, "Ada Rossi")
    assert quote.contact_company == nordlys.contact
    assert document(SalesQuote, customer=nordlys.customer, contact=bo).contact == bo


@pytest.mark.parametrize("model", QUOTES)
def test_a_quote_without_partner_is_written_to_the_company_of_its_contact(model: type[Document]) -> None:
    """c.2-5, c.4."""
    company = CompanyFactory(name="Fjord AS", city="Bergen", email="post@fjord.no")
    ada = PersonFactory(name="Ada Rossi", company=company)

    quote = document(model, contact=ada)

    assert quote.party is None
    assert (quote.name, quote.city, quote.contact_name) == ("Fjord AS", "Bergen", "Ada Rossi")
    assert document(model, contact=PersonFactory(name="Cleo Neri")).name == "Cleo Neri"


@pytest.mark.parametrize("model", OTHERS)
def test_everything_else_needs_its_partner_and_says_how_to_get_one(model: type[Document]) -> None:
    """T1, c.2-5: the refusal leads to the company's card, where it can be linked or created."""
    company = CompanyFactory(name="Fjord AS")

    with pytest.raises(Refused, match=r"is not a (customer|vendor) yet\. Link it") as refused:
        document(model, contact=PersonFactory(company=company))

    assert refused.value.record == company
    assert not Document.objects.exists()


def test_a_template_is_proposed_where_exactly_one_fits() -> None:
    """c.2-5: with the same country; it gives the terms."""
    norway = CountryFactory(code="NO")
    terms = PaymentTerms.objects.create(code="30D", due_days=30)
    fits = CustomerTemplateFactory(country=norway, payment_terms=terms)
    CustomerTemplateFactory(contact_type="person")
    fjord = CompanyFactory(country=norway)

    quote = document(SalesQuote, contact=fjord)

    assert (quote.customer_template, quote.payment_terms) == (fits, terms)
    assert quote.due_date == quote.document_date + timedelta(days=30)
    CustomerTemplateFactory(country=norway)
    assert document(SalesQuote, contact=fjord).customer_template is None
    assert CustomerTemplate.objects.count() == 3


def test_who_pays_is_billed_by_its_own_terms() -> None:
    """c.3."""
    nordlys = firm(name="Nordlys AS")
    terms = PaymentTerms.objects.create(code="60D", due_days=60)
    payer = alone(CustomerFactory, name="Holding AS", city="Bergen", payment_terms=terms)
    Customer.objects.get(pk=nordlys.customer.pk)
    nordlys.customer.bill_to_customer = payer
    nordlys.customer.save()

    order = document(SalesOrder, customer=nordlys.customer)

    assert (order.name, order.bill_name, order.bill_city) == ("Nordlys AS", "Holding AS", "Bergen")
    assert (order.bill_to_customer, order.payment_terms) == (payer, terms)


def test_what_is_bought_comes_to_us(trade: CompanyInformation) -> None:
    """c.4."""
    order = document(PurchaseOrder, vendor=firm(name="Nordlys AS", city="Oslo").vendor)

    assert (order.name, order.ship_name, order.ship_city) == ("Nordlys AS", trade.name, "Milano")


def test_what_was_typed_is_not_filled_over() -> None:
    """c.3: in the save that chooses the partner."""
    nordlys = firm(email="post@nordlys.no", phone_no="1")

    order = document(SalesOrder, customer=nordlys.customer, email="ada@nordlys.no")

    assert (order.email, order.phone_no) == ("ada@nordlys.no", "1")


def test_no_card_reaches_a_document() -> None:
    """T2."""
    nordlys = firm(name="Nordlys AS", city="Oslo")
    order = document(SalesOrder, customer=nordlys.customer)

    nordlys.contact.name, nordlys.contact.city = "Nordlicht AS", "Bergen"
    nordlys.contact.save()

    order = SalesOrder.objects.get(pk=order.pk)
    assert (order.name, order.city) == ("Nordlys AS", "Oslo")
    order.your_reference = "X"
    order.save()
    assert (order.name, order.city) == ("Nordlys AS", "Oslo")


def test_a_contact_of_another_company_is_refused() -> None:
    """c.2-3, c.4."""
    nordlys, stranger = firm(name="Nordlys AS"), PersonFactory(company=CompanyFactory())

    for model, party in ((SalesOrder, "customer"), (SalesQuote, "customer"), (PurchaseQuote, "vendor")):
        with pytest.raises(Refused, match="belongs to another company than"):
            document(model, contact=stranger, **{party: getattr(nordlys, party)})


def blocked(record: Any, **values: Any) -> Any:
    """The record, saved with its block."""
    record.refresh_from_db()
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return record


@pytest.mark.parametrize("block", ["ship", "invoice", "all"])
def test_a_blocked_customer_is_refused(block: str) -> None:
    """c.7."""
    nordlys = firm()
    blocked(nordlys.customer, blocked=block)

    for values in ({"customer": nordlys.customer}, {"contact": nordlys.contact}):
        with pytest.raises(Refused, match="is blocked"):
            document(SalesQuote, **values)


def test_a_vendor_blocked_for_payment_still_delivers() -> None:
    """c.7."""
    nordlys = firm()
    document(PurchaseOrder, vendor=blocked(nordlys.vendor, blocked="payment"))

    with pytest.raises(Refused, match="is blocked"):
        document(PurchaseOrder, vendor=blocked(nordlys.vendor, blocked="all"))


def test_privacy_stops_every_document() -> None:
    """H5, c.7: of the contact chosen, and of the one that the partner brings."""
    nordlys, ada = firm(), PersonFactory()
    blocked(nordlys.contact, privacy_blocked=True)
    blocked(ada, privacy_blocked=True)

    with pytest.raises(Refused, match="blocked for privacy"):
        document(SalesQuote, contact=ada)
    with pytest.raises(Refused, match="blocked for privacy"):
        document(SalesOrder, customer=Customer.objects.get(pk=nordlys.customer.pk))
    with pytest.raises(Refused, match="blocked for privacy"):
        document(PurchaseOrder, vendor=Vendor.objects.get(pk=nordlys.vendor.pk))


def test_a_salesperson_blocked_for_privacy_is_refused() -> None:
    """c.7."""
    gone = Salesperson.objects.create(code="XX", description="Gone", privacy_blocked=True)

    with pytest.raises(Refused, match="Salesperson XX"):
        document(SalesQuote, customer=firm().customer, salesperson=gone)


def test_a_contact_that_goes_leaves_its_documents_as_they_were() -> None:
    """D5: and a customer with documents stays."""
    fjord = CompanyFactory(name="Fjord AS")
    quote = document(SalesQuote, (item(), 2), contact=fjord)

    Contact.objects.get(pk=fjord.pk).delete()

    quote = SalesQuote.objects.get(pk=quote.pk)
    assert (quote.contact, quote.name, quote.net) == (None, "Fjord AS", 200)
    nordlys = firm()
    document(SalesOrder, customer=nordlys.customer)
    with pytest.raises(DeletionRefused, match="Used once in “Documents”"):
        nordlys.customer.delete()
