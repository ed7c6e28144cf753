"""Undoing a conversion: while the order stays, its quote stays ordered, and the customer stays the contact's (T3)."""

from __future__ import annotations

import uuid

import pytest

from contacts.links.models import ContactBusinessRelation
from crm.history.undo import plan_undo, undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from partners.models import Customer
from partners.trade import flow, outgoing
from partners.trade.models import Document, DocumentLine, SalesOrder, SalesQuote
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import firm
from tests.factories.trade import document, item
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture
def quote() -> SalesQuote:
    """A quote of somebody whose company is no customer."""
    ada = PersonFactory(name="Ada Rossi", company=CompanyFactory(name="Fjord AS"))
    return document(SalesQuote, (item(), 2), contact=ada)


def ordered(quote: SalesQuote) -> tuple[Document, uuid.UUID]:
    """Its order, and the change set that made it and the customer."""
    with gesture() as opened:
        order = flow.order(quote, create=True)
    return order, opened.change_set


def test_a_quote_whose_order_stays_is_not_ordered_twice(quote: SalesQuote) -> None:
    """T3, F8-4: what was printed stays, so do the customer, its link, and what the quote became."""
    order, made = ordered(quote)
    outgoing.printed(order)

    undo(made)

    quote.refresh_from_db()
    assert (quote.status, quote.customer, quote.made.get()) == ("ordered", Customer.objects.get(), order)
    assert ContactBusinessRelation.objects.get().customer == quote.customer
    assert quote.contact_company is not None and quote.contact_company.business_relation == "customer"
    with pytest.raises(Refused, match=f"{quote.no} was already converted to order {order.no}"):
        flow.order(quote, create=True)
    assert (SalesOrder.objects.count(), Customer.objects.count()) == (1, 1)
    assert replayed() == {}


def test_staff_read_why_quote_and_link_stay(quote: SalesQuote) -> None:
    """H2: the plan names them before the click, as the deed does after it."""
    order, made = ordered(quote)
    outgoing.printed(order)
    quote.refresh_from_db()

    planned = plan_undo(made)

    said = {(one.title, one.field): one.sentence for one in planned.kept}
    assert said[(quote.title, "Status")] == f"Quote {quote.no} became order {order.no}. While that stands, this stays."
    assert said[(quote.title, "Customer")] == said[(quote.title, "Status")]
    relation = ContactBusinessRelation.objects.get()
    assert "stays, so this link stays too" in said[(relation.title, "")]
    assert undo(made).plan.kept == planned.kept


def test_an_order_that_was_changed_keeps_its_lines(quote: SalesQuote) -> None:
    """Ruling 10: what was edited since stays whole."""
    order, made = ordered(quote)
    order = SalesOrder.objects.get(pk=order.pk)
    order.your_reference = "X-1"
    order.save()

    undo(made)

    assert DocumentLine.objects.filter(document=order.pk).count() == 1
    assert SalesQuote.objects.get().status == "ordered"


def test_an_order_that_nobody_used_goes_with_all_that_was_made(quote: SalesQuote) -> None:
    """H2: nothing stands in the way."""
    _order, made = ordered(quote)

    planned = undo(made).plan

    assert planned.kept == []
    assert (SalesOrder.objects.count(), Customer.objects.count(), ContactBusinessRelation.objects.count()) == (0, 0, 0)
    assert (SalesQuote.objects.get().status, SalesQuote.objects.get().customer) == ("open", None)


def test_a_canceled_order_lets_its_quote_go_but_not_its_customer(quote: SalesQuote) -> None:
    """T3: the quote may be ordered again, with the customer that is there."""
    order, made = ordered(quote)
    flow.cancel(order)

    undo(made)

    quote.refresh_from_db()
    customer = Customer.objects.get()
    assert (quote.status, quote.customer) == ("open", customer)
    assert flow.order(quote, create=True).customer == customer
    assert (Customer.objects.count(), ContactBusinessRelation.objects.count()) == (1, 1)


def test_other_quotes_keep_the_customer_that_stays(quote: SalesQuote) -> None:
    """c.8: they followed, and it is still their contact's."""
    other = document(SalesQuote, contact=quote.contact)
    order, made = ordered(quote)
    outgoing.printed(order)

    undo(made)

    assert SalesQuote.objects.get(pk=other.pk).customer == Customer.objects.get()


def test_a_living_order_forbids_a_second_one_whatever_the_status_says() -> None:
    """M15: also where somebody wrote the status past the programme."""
    quote = document(SalesQuote, (item(), 1), customer=firm().customer)
    order = flow.order(quote)
    Document._base_manager.filter(pk=quote.pk).update(status="open")

    with pytest.raises(Refused) as refused:
        flow.order(quote)

    assert refused.value.sentence == f"Quote {quote.no} was already converted to order {order.no}."
    assert refused.value.record == order
