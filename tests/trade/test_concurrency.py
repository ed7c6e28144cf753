"""Documents under many hands on PostgreSQL: one order a quote, one customer a company, no number twice (issue 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from crm.kit.refusal import Refused
from partners.models import Customer
from partners.trade import copying, flow, outgoing
from partners.trade.models import BlanketSalesOrder, DocumentLine, DocumentVersion, Item, SalesOrder, SalesQuote
from setup.models import CompanyInformation
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import firm
from tests.factories.setup import open_for_business
from tests.factories.trade import add, document, item, open_for_trade
from tests.history.replay import replayed
from tests.links.test_concurrency import THREADS, together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

D = Decimal


@pytest.fixture(autouse=True)
def trade(transactional_db: None) -> Iterator[CompanyInformation]:
    """A house that trades, which all threads can see."""
    open_for_business()
    yield open_for_trade()


def tried(deed: Callable[[], Any]) -> Any:
    """What ``deed`` returned, or the sentence it was refused with."""
    try:
        return deed()
    except Refused as refused:
        return str(refused)


def test_simultaneous_clicks_make_one_order() -> None:
    """T3: the others are told that it is ordered."""
    quote = document(SalesQuote, (item(), 2), customer=firm().customer)

    answers = together(lambda _: tried(lambda: flow.order(SalesQuote.objects.get(pk=quote.pk))))

    assert SalesOrder.objects.count() == 1
    assert sum("was already converted to order" in one for one in answers if isinstance(one, str)) == THREADS - 1
    assert replayed() == {}


def test_quotes_of_one_company_get_one_customer_between_them() -> None:
    """c.8: two people of a company, four clicks each; nobody waits for ever."""
    fjord = CompanyFactory(name="Fjord AS")
    desk = item()
    quotes = [document(SalesQuote, (desk, 1), contact=PersonFactory(company=fjord)) for _ in range(2)]

    def work(number: int) -> Any:
        quote = SalesQuote.objects.get(pk=quotes[number % 2].pk)
        return tried(lambda: flow.order(flow.create_party(quote)))

    together(work)

    customer = Customer.objects.get()
    assert [one.customer for one in SalesOrder.objects.all()] == [customer, customer]
    assert {one.status for one in SalesQuote.objects.all()} == {"ordered"}
    assert replayed() == {}


def test_a_blanket_order_is_never_exceeded() -> None:
    """c.9: eight take three of ten; three get them."""
    blanket = document(BlanketSalesOrder, (item(), 10), customer=firm().customer)
    line = blanket.lines.get()
    line.quantity_to_order = D(3)
    line.save()

    def work(_: int) -> Any:
        standing = BlanketSalesOrder.objects.get(pk=blanket.pk)
        mine = standing.lines.get()
        mine.quantity_to_order = D(3)
        return tried(lambda: (mine.save(), copying.order_from_blanket(standing)))

    together(work)

    taken = sum(DocumentLine.objects.filter(document__kind="sales_order").values_list("quantity", flat=True))
    assert 0 < taken <= 10
    assert replayed() == {}


def test_numbers_have_no_gap_and_no_double() -> None:
    """N1: the number is taken in the document's own transaction, whoever else is refused meanwhile."""
    customer, blocked = firm().customer, firm().customer
    blocked.blocked = "all"
    blocked.save()

    def work(number: int) -> None:
        for turn in range(5):
            whose = blocked if (number + turn) % 3 == 0 else customer
            tried(SalesQuote(customer=Customer.objects.get(pk=whose.pk)).save)

    together(work)

    numbers = sorted(SalesQuote.objects.values_list("no", flat=True))
    assert numbers == [f"SQ{n:04}" for n in range(1, len(numbers) + 1)]
    assert numbers


def test_prints_at_once_are_versions_of_their_own() -> None:
    """T5: every one is kept and counted."""
    quote = document(SalesQuote, (item(), 2), customer=firm().customer)

    together(lambda _: outgoing.printed(SalesQuote.objects.get(pk=quote.pk)))

    versions = DocumentVersion.objects.filter(document_id=quote.pk).values_list("version", flat=True)
    assert sorted(versions) == list(range(1, THREADS + 1))
    assert SalesQuote.objects.get().printed_count == THREADS
    assert replayed() == {}


def test_lines_added_at_once_are_all_in_the_total() -> None:
    """c.5: and numbered each for itself."""
    quote, desk = document(SalesQuote, customer=firm().customer), item()

    together(lambda _: add(SalesQuote.objects.get(pk=quote.pk), Item.objects.get(pk=desk.pk), 1))

    assert SalesQuote.objects.get().net == THREADS * 100
    assert len(set(quote.lines.values_list("line_no", flat=True))) == THREADS
    assert replayed() == {}
