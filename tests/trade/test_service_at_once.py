"""Service documents under simultaneous clicks, on PostgreSQL: one order, one entry (T3, T6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from contacts.interactions.models import Interaction
from crm.kit.refusal import Refused
from partners.trade import flow, service
from partners.trade.models import ServiceOrder, ServiceQuote
from setup.models import CompanyInformation
from tests.factories.interactions import record_everything
from tests.factories.partners import firm
from tests.factories.setup import open_for_business
from tests.factories.trade import broken, document, item, open_for_trade
from tests.history.replay import replayed

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

THREADS = 6


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[CompanyInformation]:
    """A house that trades and records, which all threads can see."""
    open_for_business()
    record_everything()
    yield open_for_trade()


def together(work: Callable[[], Any]) -> list[Any]:
    """What ``work`` returned, or how it was refused, in each of some threads that started at the same moment."""
    start = Barrier(THREADS)

    def run(_number: int) -> Any:
        start.wait()
        try:
            return work()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_a_quote_becomes_one_order_under_simultaneous_clicks(at_work: CompanyInformation) -> None:
    """T3: the others are told; the order is begun once."""
    quote = document(ServiceQuote, (item(), 1), customer=firm().customer)
    broken(quote)

    results = together(lambda: flow.order(ServiceQuote.objects.get(pk=quote.pk)))

    refused = [one for one in results if isinstance(one, Refused)]
    assert (ServiceOrder.objects.count(), len(refused)) == (1, THREADS - 1)
    assert all("was already converted to order" in one.sentence for one in refused)
    assert [one.event for one in Interaction.objects.all()] == ["service_order"]
    assert replayed() == {}


def test_the_first_item_is_recorded_once_whoever_adds_it(at_work: CompanyInformation) -> None:
    """T6: all items are there, with numbers of their own."""
    order = document(ServiceOrder, customer=firm().customer)

    together(lambda: broken(ServiceOrder.objects.get(pk=order.pk)))

    assert order.service_items.count() == THREADS
    assert [one.event for one in Interaction.objects.all()] == ["service_order"]


def test_an_order_is_finished_once(at_work: CompanyInformation) -> None:
    """T6."""
    order = document(ServiceOrder, customer=firm().customer)
    broken(order)

    results = together(lambda: service.finish(ServiceOrder.objects.get(pk=order.pk)))

    assert len([one for one in results if isinstance(one, Refused)]) == THREADS - 1
    assert Interaction.objects.filter(event="service_order_finished").count() == 1
