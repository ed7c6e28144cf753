"""What may be taken up again, and what has to stay (c.6, c.7, c.8, c.9)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contacts.models import Contact
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.deletion import DeletionRefused, plan
from crm.kit.refusal import Refused
from partners.models import Customer
from partners.trade import copying, flow, outgoing
from partners.trade.models import BlanketSalesOrder, Document, DocumentLine, SalesOrder, SalesQuote
from tests.factories.partners import firm
from tests.factories.trade import add, document, item
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

D = Decimal


def ordered_part(blanket: BlanketSalesOrder, quantity: int) -> Document:
    """An order of so many of the only line."""
    line = blanket.lines.get()
    line.quantity_to_order = D(quantity)
    line.save()
    return copying.order_from_blanket(blanket)


def test_a_quote_whose_order_is_no_more_is_taken_up_again() -> None:
    """c.8: while the order lives the quote stays as it is; canceled or deleted, it may be ordered anew."""
    quote = document(SalesQuote, (item(), 2), customer=firm().customer)
    first = flow.order(quote)
    with pytest.raises(Refused, match=f"has become {first.no}"):
        flow.reopen(quote)

    flow.cancel(first)
    second = flow.order(flow.reopen(quote))

    assert SalesQuote.objects.get().status == "ordered"
    with pytest.raises(Refused, match="was taken up again"):
        flow.reopen(first)
    SalesOrder.objects.get(pk=second.pk).delete()
    assert flow.reopen(SalesOrder.objects.get(pk=first.pk)).status == "open"


def test_a_blanket_order_is_not_exceeded_by_reviving_or_enlarging_orders() -> None:
    """c.9: canceled ones do not count, and do not come back where others took their place."""
    blanket = document(BlanketSalesOrder, (item(), 10), customer=firm().customer)
    first = ordered_part(blanket, 6)
    flow.cancel(first)
    second = ordered_part(blanket, 8)

    with pytest.raises(Refused, match="10 were agreed and 8 are ordered; 6 more are too many"):
        flow.reopen(first)
    line = DocumentLine.objects.get(document=second)
    line.quantity = D(11)
    with pytest.raises(Refused, match="10 were agreed and 0 are ordered; 11 more are too many"):
        line.save()
    line = DocumentLine.objects.get(document=second)
    line.quantity = D(4)
    line.save()

    assert flow.reopen(SalesOrder.objects.get(pk=first.pk)).status == "open"


@pytest.mark.parametrize("deed", ["copy", "order a part"])
def test_whoever_is_blocked_gets_neither_a_copy_nor_a_part(deed: str) -> None:
    """c.7, H5: looked at again, also where the parties are taken over."""
    nordlys = firm(name="Nordlys AS")
    blanket = document(BlanketSalesOrder, (item(), 10), customer=nordlys.customer)
    line = blanket.lines.get()
    line.quantity_to_order = D(1)
    line.save()
    customer = Customer.objects.get(pk=nordlys.customer.pk)
    customer.blocked = "all"
    customer.save()

    with pytest.raises(Refused, match="blocked"):
        copying.copy(blanket) if deed == "copy" else copying.order_from_blanket(blanket)
    customer.blocked = ""
    customer.save()
    blanket = BlanketSalesOrder.objects.get()
    contact = Contact.objects.get(pk=nordlys.contact.pk)
    contact.privacy_blocked = True
    contact.save()
    with pytest.raises(Refused, match="privacy"):
        copying.copy(blanket) if deed == "copy" else copying.order_from_blanket(blanket)


def test_what_went_out_is_not_deleted_from_any_door() -> None:
    """T5: the plan says so before anything is tried."""
    quote = document(SalesQuote, (item(), 2), customer=firm().customer)
    outgoing.printed(quote)

    with pytest.raises(DeletionRefused, match="cannot be deleted any more; cancel it instead"):
        SalesQuote.objects.get().delete()

    assert SalesQuote.objects.get().versions.count() == 1


def test_what_has_a_price_says_what_it_is() -> None:
    """c.5: a line without type and item keeps its numbers by asking, not by losing them."""
    quote = document(SalesQuote, customer=firm().customer)

    with pytest.raises(Refused, match="Choose the type of this line"):
        add(quote, description="Delivery", unit_price=D(30))
    add(quote, description="By Friday")

    assert quote.lines.get().kind == "text"


@pytest.mark.parametrize("status", ["open", "accepted"])
def test_a_quote_whose_order_is_deleted_is_what_it_was(status: str) -> None:
    """T3: nothing is ordered that has no order; undone, it is ordered again."""
    quote = document(SalesQuote, (item(), 2), customer=firm().customer)
    if status == "accepted":
        flow.accept(quote)
    order = SalesOrder.objects.get(pk=flow.order(quote).pk)
    planned = plan(order)

    with gesture() as opened:
        order.delete()

    assert [write.record for write in planned.unlinked] == [quote]
    assert SalesQuote.objects.get().status == status
    undo(opened.change_set)
    assert (SalesQuote.objects.get().status, SalesOrder.objects.get().made_from) == ("ordered", quote)
    assert replayed() == {}


def test_a_quote_stays_ordered_while_it_has_another_order() -> None:
    """T3: also one that was canceled, which may be revived."""
    quote = document(SalesQuote, (item(), 2), customer=firm().customer)
    first = flow.cancel(flow.order(quote))
    second = flow.order(flow.reopen(quote))

    SalesOrder.objects.get(pk=second.pk).delete()

    assert (SalesQuote.objects.get().status, SalesQuote.objects.get().made.get()) == ("ordered", first)
    SalesOrder.objects.get(pk=first.pk).delete()
    assert SalesQuote.objects.get().status == "open"


def test_what_cannot_be_deleted_says_what_is_possible() -> None:
    """D4: nobody is told to cancel what cannot be canceled; followed, each sentence leads on."""
    quote = document(SalesQuote, (item(), 2), customer=firm().customer)
    order = flow.order(quote)

    with pytest.raises(DeletionRefused, match=f"became order {order.no} and stays. Cancel that first") as refused:
        SalesQuote.objects.get().delete()
    assert refused.value.plan.refused[0].examples == (order,)
    flow.cancel(order)
    with pytest.raises(DeletionRefused, match="Reopen the quote first"):
        SalesQuote.objects.get().delete()
    flow.reopen(quote)
    SalesQuote.objects.get().delete()
    assert not SalesQuote.objects.exists()


def test_a_quote_whose_order_is_completed_stays_with_it() -> None:
    """D4: neither has another way."""
    quote = document(SalesQuote, (item(), 2), customer=firm().customer)
    order = flow.complete(flow.release(flow.order(quote)))

    for one, said in ((quote, f"became order {order.no} and stays."), (order, "has the status Completed and stays.")):
        with pytest.raises(DeletionRefused, match=f"{said}$"):
            type(one).objects.get().delete()
