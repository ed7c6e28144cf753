"""VAT rates change, and what is closed does not (c.6, T5, D6)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from crm.kit import deletion
from crm.kit.deletion import DeletionRefused
from crm.kit.refusal import Refused
from partners.trade import flow, outgoing
from partners.trade.models import Document, DocumentLine, SalesOrder, SalesQuote
from setup.models import VatPostingSetup
from tests.factories.partners import firm
from tests.factories.trade import document, item
from tests.trade.paper import printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

D = Decimal
CLOSING: dict[str, Callable[[Any], Any]] = {
    "released": flow.release,
    "accepted": flow.accept,
    "ordered": lambda quote: flow.order(quote).made_from,
    "canceled": flow.cancel,
}


@pytest.fixture
def quote() -> Document:
    """A quote for something that costs 100."""
    return document(SalesQuote, (item("Desk", "100"), 1), customer=firm().customer)


def raise_rates() -> None:
    """22 % become 25."""
    rate = VatPostingSetup.objects.get(percent=22)
    rate.percent, rate.identifier = D(25), "VAT25"
    rate.save()


def standing(of: Document) -> Any:
    return type(of).objects.get(pk=of.pk)


@pytest.mark.parametrize("status", CLOSING)
def test_what_is_closed_keeps_its_rate(quote: Document, status: str) -> None:
    """Whatever is noted on it, and on paper too."""
    CLOSING[status](quote)
    raise_rates()

    closed = standing(quote)
    assert closed.status == status
    if status == "released":
        closed.work_description = "To the second floor"
        closed.save()

    assert (standing(quote).gross, closed.lines.get().vat_percent) == (122, 22)
    assert "122.00" in printed(closed) and "VAT25" not in printed(closed)


def test_what_is_open_has_todays_rate_and_goes_out_as_it_is_stored(quote: Document) -> None:
    raise_rates()

    outgoing.printed(quote)

    assert standing(quote).gross == 125
    assert flow.release(quote).gross == 125


def test_reopened_it_is_taxed_by_todays_rates(quote: Document) -> None:
    flow.release(quote)
    raise_rates()

    flow.reopen(quote)

    assert standing(quote).gross == 125


def test_an_order_is_taxed_as_of_its_day(quote: Document) -> None:
    """It is a new document; its quote stays what it was."""
    flow.accept(quote)
    raise_rates()

    order = flow.order(quote)

    assert (standing(order).gross, standing(quote).gross) == (125, 122)


def test_a_rate_in_use_stays() -> None:
    """D6: its users are named."""
    order = document(SalesOrder, (item("Desk"), 1), customer=firm().customer)
    rate = VatPostingSetup.objects.get(percent=22)

    with pytest.raises(DeletionRefused, match="1 document is taxed by this rate"):
        rate.delete()

    (obstacle,) = deletion.plan(rate).refused
    assert obstacle.examples == (order,)
    VatPostingSetup.objects.get(percent=10).delete()


def test_a_rate_of_exchange_is_greater_than_nothing() -> None:
    with pytest.raises(Refused, match="greater than 0") as refused:
        document(SalesOrder, customer=firm().customer, currency_factor=D(0))

    assert refused.value.field == "currency_factor"


def test_nothing_can_be_the_price_of_a_new_line(quote: Document) -> None:
    """3.3: what was typed stands, also where the catalogue has a price."""
    line = DocumentLine(document=quote, item=item("Lamp", "20"), quantity=D(1))
    line.typed = frozenset({"unit_price"})
    line.save()

    assert (line.unit_price, line.amount) == (0, 0)


def test_what_is_canceled_needs_no_rate_any_more(quote: Document) -> None:
    """It is gone before somebody noticed that its rate is: nobody is kept from canceling."""
    VatPostingSetup._base_manager.filter(percent=22).delete()

    assert flow.cancel(quote).status == "canceled"
