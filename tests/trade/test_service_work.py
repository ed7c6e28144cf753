"""How the work of a service order goes on, and what its states allow (c.10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from partners.models import Customer
from partners.trade import flow, service
from partners.trade.models import Document, ServiceItemLine, ServiceOrder, ServiceQuote
from tests.factories.partners import firm
from tests.factories.trade import add, broken, document, item
from tests.history.replay import replayed
from tests.trade.test_service import ordered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


def test_the_work_is_started_held_resumed_and_finished() -> None:
    """c.10: and each step is kept in the history."""
    order = ordered()

    assert service.start(order).service_status == "in_process"
    assert service.hold(order).service_status == "on_hold"
    assert service.resume(order).service_status == "in_process"
    done = service.finish(order)

    done = ServiceOrder.objects.get(pk=done.pk)
    assert (done.service_status, done.status) == ("finished", "completed")
    assert done.started_at is not None and done.finished_at is not None and done.finished_at >= done.started_at
    assert done.service_items.get().repair_status == "finished"
    assert replayed() == {}


def test_what_was_not_started_is_pending_again() -> None:
    """c.10: a start that was only planned is none, and gives way to the real one."""
    planned = timezone.now() + timedelta(days=1)
    order = ordered(started_at=planned)

    assert service.resume(service.hold(order)).service_status == "pending"
    started = service.start(order).started_at
    assert started is not None and started < planned


@pytest.mark.parametrize("act", [service.start, service.hold, service.finish, flow.cancel])
def test_a_finished_order_stays_as_it_is(act: Callable[[Document], Document]) -> None:
    """c.10: header, items, charges and status."""
    order = ordered()
    add(order, item(), 1)
    service.finish(order)
    order = ServiceOrder.objects.get()

    with pytest.raises(Refused, match="has the status Completed"):
        act(order)
    with pytest.raises(Refused, match="cannot be changed"):
        broken(order, "Lamp")
    with pytest.raises(Refused, match="cannot be changed"):
        add(order, item("Lamp"), 1)
    order.response_at = timezone.now()
    with pytest.raises(Refused, match="cannot be changed"):
        order.save()
    line = order.service_items.get()
    line.repair_status = "waiting"
    with pytest.raises(Refused, match="cannot be changed"):
        line.save()


@pytest.mark.parametrize("before", [lambda order: order, flow.release, service.hold])
def test_it_is_finished_from_any_state(before: Callable[[Document], Document]) -> None:
    """Ours: open, released or on hold, whoever comes back has done the work; later blocks do not matter either."""
    order = ordered()
    before(order)
    customer = Customer.objects.get(name="Nordlys AS")
    customer.blocked = "all"
    customer.save()

    assert service.finish(order).service_status == "finished"


def test_there_must_be_something_to_finish_and_a_time_that_fits() -> None:
    """c.10: the time that was typed counts."""
    order = document(ServiceOrder, customer=firm().customer)
    with pytest.raises(Refused, match="nothing to finish"):
        service.finish(order)
    broken(order)
    order.started_at = timezone.now() + timedelta(days=2)
    order.save()
    with pytest.raises(Refused, match="end before it starts"):
        service.finish(order)
    order.started_at, order.finished_at = timezone.now() - timedelta(hours=3), timezone.now() - timedelta(hours=1)
    order.save()

    assert service.finish(order).finished_at == order.finished_at
    with pytest.raises(Refused, match="end before it starts"):
        document(ServiceOrder, customer=order.customer, started_at=timezone.now(), finished_at=order.finished_at)


def test_steps_that_do_not_follow_are_refused() -> None:
    """c.10: and a quote is not worked on, nor a service order completed."""
    order = ordered()
    with pytest.raises(Refused, match="the service status Pending"):
        service.resume(order)
    with pytest.raises(Refused, match="the service status In process"):
        service.start(service.start(order))
    with pytest.raises(Refused, match="finished, not completed"):
        flow.complete(flow.release(order))
    with pytest.raises(Refused, match="Only service orders"):
        service.start(document(ServiceQuote, customer=order.customer))


def test_released_it_is_planned_and_looked_at_but_has_the_same_items() -> None:
    """c.6, c.10: under warranty nothing is charged, and it is released all the same."""
    order = ordered()
    with pytest.raises(Refused, match="has a quantity"):
        flow.release(document(ServiceOrder, customer=order.customer))
    order = flow.release(order)  # type: ignore[assignment]
    line = order.service_items.get()

    order.response_at, order.priority = timezone.now(), "high"
    order.save()
    line.repair_status, line.fault = "part_ordered", "a castor is broken"
    line.save()

    with pytest.raises(Refused, match="is released"):
        broken(order, "Lamp")
    with pytest.raises(Refused, match="is released"):
        line.delete()
    flow.reopen(order)
    line.delete()
    assert not ServiceItemLine.objects.exists()


def test_finishing_is_undone_as_one() -> None:
    """H2."""
    order = ordered()
    with gesture() as opened:
        service.finish(order)

    undo(opened.change_set)

    order = ServiceOrder.objects.get()
    assert (order.status, order.service_status, order.finished_at) == ("open", "pending", None)
    assert order.service_items.get().repair_status == "initial"
    assert service.finish(order).service_status == "finished"
