"""From quote to order and on (c.6, c.8, c.9, T3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from partners.models import Customer
from partners.trade import copying, flow
from partners.trade.models import (
    BlanketSalesOrder,
    Document,
    PurchaseOrder,
    PurchaseQuote,
    SalesOrder,
    SalesQuote,
)
from setup.models import CompanyInformation
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerTemplateFactory, firm
from tests.factories.setup import CountryFactory
from tests.factories.trade import add, document, item
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

D = Decimal


def test_an_order_takes_over_its_quote_and_both_know_each_other() -> None:
    """T3, c.8: the quote stays, its number too."""
    nordlys = firm(name="Nordlys AS", city="Oslo")
    quote = document(SalesQuote, (item(), 2), customer=nordlys.customer, your_reference="X-1")
    add(quote, description="By Friday")
    nordlys.contact.refresh_from_db()
    nordlys.contact.city = "Bergen"
    nordlys.contact.save()

    order = flow.order(quote)

    quote, order = SalesQuote.objects.get(pk=quote.pk), SalesOrder.objects.get(pk=order.pk)
    assert (quote.status, order.status) == ("ordered", "open")
    assert (order.made_from, order.quote_no, list(quote.made.all())) == (quote, quote.no, [order])
    assert (order.city, order.your_reference, order.gross) == ("Oslo", "X-1", quote.gross)
    assert list(order.lines.values_list("description", "amount")) == [("Desk", 200), ("By Friday", 0)]
    assert order.no != quote.no and order.description.endswith(order.no)
    assert replayed() == {}


def test_a_quote_is_ordered_once() -> None:
    """T3: and an undo lets it be ordered again."""
    quote = document(PurchaseQuote, (item(), 2), vendor=firm().vendor)
    with gesture() as opened:
        flow.order(quote)

    with pytest.raises(Refused, match="was already converted to order PO0001"):
        flow.order(quote)

    assert PurchaseOrder.objects.count() == 1
    undo(opened.change_set)
    assert PurchaseOrder.objects.count() == 0
    assert flow.order(quote).no == "PO0002"


def test_a_quote_without_customer_gets_one_and_so_do_the_others_of_the_company() -> None:
    """c.8, T3: from contact and template; a person of a company makes the company's customer."""
    template = CustomerTemplateFactory()
    fjord = CompanyFactory(name="Fjord AS")
    ada, bo = (PersonFactory(name=name, company=fjord) for name in ("Ada Rossi", "Bo Verdi"))
    quote, other = (document(SalesQuote, (item(no), 1), contact=one) for one, no in ((ada, "A"), (bo, "B")))
    stranger = document(SalesQuote, contact=CompanyFactory())
    with pytest.raises(Refused, match="has no customer yet"):
        flow.order(quote)

    flow.create_party(quote, template)

    customer = Customer.objects.get()
    assert customer.name == "Fjord AS"
    found = {one.pk: one for one in SalesQuote.objects.all()}
    assert found[quote.pk].customer == found[other.pk].customer == customer
    assert (found[quote.pk].contact, found[quote.pk].contact_name) == (ada, "Ada Rossi")
    assert found[stranger.pk].customer is None
    assert flow.order(found[quote.pk]).customer == customer


@pytest.mark.parametrize("act", [flow.order, flow.release])
def test_blocks_are_looked_at_again(act: Callable[[Document], Document]) -> None:
    """c.7: whatever was blocked since the quote was written."""
    nordlys, desk = firm(), item()
    quote = document(SalesQuote, (desk, 1), customer=nordlys.customer)
    customer = Customer.objects.get(pk=nordlys.customer.pk)
    customer.blocked = "all"
    customer.save()
    with pytest.raises(Refused, match="is blocked"):
        act(quote)
    customer.blocked, desk.blocked = "", "all"
    customer.save()
    desk.save()

    with pytest.raises(Refused, match="DESK"):
        act(quote)

    assert SalesQuote.objects.get().status == "open"


def test_an_expired_quote_wants_a_later_date() -> None:
    """c.8, bad input table."""
    day = timezone.localdate() - timedelta(days=40)
    quote = document(SalesQuote, (item(), 1), customer=firm().customer, document_date=day)
    assert quote.is_expired

    with pytest.raises(Refused, match="was valid until"):
        flow.order(quote)


def test_released_is_closed_until_reopened() -> None:
    """c.6: header, lines and deletions of lines."""
    order = document(SalesOrder, (item(), 1), customer=firm().customer)
    released = flow.release(order)
    line = released.lines.get()

    released.name = "Another"
    with pytest.raises(Refused, match="is released. Reopen it"):
        released.save()
    line.quantity = D(9)
    with pytest.raises(Refused, match="is released"):
        line.save()
    with pytest.raises(Refused, match="is released"):
        line.delete()
    with pytest.raises(Refused, match="is released"):
        add(released, item("Chair"), 1)
    flow.reopen(order)
    assert add(SalesOrder.objects.get(), item("Lamp"), 1).pk


def test_there_must_be_something_to_release() -> None:
    """c.6."""
    order = document(SalesOrder, customer=firm().customer)
    add(order, description="Nothing but words")

    with pytest.raises(Refused, match="has a quantity"):
        flow.release(order)


def test_canceled_and_completed_are_the_end() -> None:
    """c.11."""
    order = document(SalesOrder, (item(), 1), customer=firm().customer)
    with pytest.raises(Refused, match="the status Open"):
        flow.complete(order)
    flow.complete(flow.release(order))
    with pytest.raises(Refused, match="the status Completed"):
        flow.cancel(order)
    quote = flow.cancel(document(SalesQuote, contact=PersonFactory()))
    with pytest.raises(Refused, match="the status Canceled"):
        flow.order(quote)


def test_a_blanket_order_is_ordered_in_parts_and_never_beyond() -> None:
    """c.9: to order + ordered must not exceed what was agreed; canceled orders do not count."""
    blanket = document(BlanketSalesOrder, (item("Desk", "100"), 10), (item("Chair", "50"), 4), customer=firm().customer)
    add(blanket, description="Frame contract")
    with pytest.raises(Refused, match="nothing to order"):
        copying.order_from_blanket(blanket)

    first = part(blanket, 6)

    assert list(first.lines.values_list("description", "quantity", "amount")) == [
        ("Desk", D(6), D(600)),
        ("Frame contract", D(0), D(0)),
    ]
    assert (first.made_from, first.net) == (blanket, 600)
    assert blanket.lines.order_by("line_no")[0].quantity_to_order == 0
    with pytest.raises(Refused, match="10.* were agreed"):
        part(blanket, 5)
    flow.cancel(first)
    assert part(blanket, 10).net == 1000
    assert BlanketSalesOrder.objects.get().status == "open"


def part(blanket: BlanketSalesOrder, quantity: int) -> Document:
    """An order of so many of the first line."""
    line = blanket.lines.order_by("line_no")[0]
    line.quantity_to_order = D(quantity)
    line.save()
    return copying.order_from_blanket(blanket)


def test_a_copy_has_the_lines_and_a_number_of_its_own() -> None:
    """c.11-4."""
    order = document(SalesOrder, (item(), 3), customer=firm().customer, your_reference="X-1")
    flow.release(order)

    made = copying.copy(SalesOrder.objects.get())

    assert (made.status, made.customer, made.your_reference) == ("open", order.customer, "X-1")
    assert made.no != order.no
    assert SalesOrder.objects.get(pk=made.pk).net == 300


def test_nothing_is_released_that_nobody_knows_how_to_tax(trade: CompanyInformation) -> None:
    """c.5, P31: a customer abroad without VAT group; at home the company's own stands in."""
    trade.country = CountryFactory(code="IT")
    trade.save()
    norway = CountryFactory(code="NO")
    order = document(SalesOrder, (item(), 1), customer=firm(country=norway).customer)

    with pytest.raises(Refused, match="no VAT business posting group"):
        flow.release(order)

    at_home = document(SalesOrder, (item("Chair"), 1), customer=firm(country=trade.country).customer)
    assert flow.release(at_home).vat == 22
