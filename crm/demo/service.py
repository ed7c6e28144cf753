"""Loads service quotes and orders in every state, with what they wrote to the log."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.interactions.models import Interaction
from crm.demo.data.service import JOBS
from crm.demo.documents import expired
from crm.kit.unit import unit
from partners.models import Customer
from partners.trade import flow, service
from partners.trade.models import Document, DocumentLine, Item, ServiceItemLine, ServiceOrder, ServiceQuote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from crm.demo.data.service import Job

AT_DESK = time(8, 40)
"""When customers call."""

LABOUR = "Manutenzione delle sedute"
"""What the hours are charged as."""


def load_service() -> None:
    """They are there, numbered by the series of the setup; what was recorded bears the day on which it happened."""
    labour = Item.objects.get(name=LABOUR)
    for job, customer in zip(JOBS, _customers(), strict=False):
        order = _settle(_written(job, customer, labour), job)
        _date(order)


def _customers() -> Iterator[Customer]:
    """Companies that may be served, each once."""
    rows = Customer.objects.filter(blocked="", contact_type="company", link__contact__privacy_blocked=False)
    yield from rows.filter(link__contact__type="company").order_by("no")[3:]


def _written(job: Job, customer: Customer, labour: Item) -> Document:
    day = timezone.localdate() - timedelta(days=job.days)
    model = ServiceQuote if job.is_quote else ServiceOrder
    document: Document = model(customer=customer, document_date=day, priority=job.priority)
    document.service_description = _(job.description)
    document.response_at = _at(day + timedelta(days=1), 9)
    if not job.is_quote:
        document.order_time = AT_DESK
    with unit():
        document.save()
        for thing in job.things:
            ware = Item.objects.get(name=thing.ware) if thing.ware else None
            line = ServiceItemLine(document=document, item=ware, serial_no=thing.serial_no)
            line.description, line.fault = _said(thing.description), _said(thing.fault)
            line.repair_status = thing.repair
            line.save()
        DocumentLine(document=document, item=labour, quantity=Decimal(job.hours)).save()
    found: Document = model.objects.get(pk=document.pk)
    return found


def _settle(document: Document, job: Job) -> Document:
    """What became of it."""
    day = document.document_date
    deeds: dict[str, Callable[[Document], Document]] = {
        "canceled": flow.cancel, "dropped": flow.cancel, "ordered": _ordered, "started": _started, "held": _held,
        "offered": flow.release, "lapsed": expired, "accepted": flow.accept,
    }  # fmt: skip
    if job.fate == "finished":
        document.started_at, document.finished_at = _at(day + timedelta(days=1), 9), _at(day + timedelta(days=1), 12)
        document.save()
        return service.finish(flow.release(document))
    return deeds[job.fate](document) if job.fate in deeds else document


def _ordered(quote: Document) -> Document:
    order = flow.order(quote)
    order.order_time = AT_DESK
    order.save()
    return order


def _started(order: Document) -> Document:
    order.started_at = order.response_at
    order.save()
    return service.start(flow.release(order))


def _held(order: Document) -> Document:
    return service.hold(_started(order))


def _date(order: Document) -> None:
    for entry in Interaction.objects.filter(document=order.pk):
        done: Any = order.finished_at if entry.event == "service_order_finished" else None
        entry.date = timezone.localtime(done).date() if done is not None else order.document_date
        entry.time = timezone.localtime(done).time() if done is not None else order.order_time
        entry.save()


def _said(text: str) -> str:
    return _(text) if text else ""


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
