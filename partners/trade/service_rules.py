"""What service documents say besides: how far the work is, when, and on what it is done (c.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from partners.trade.models import Document, ServiceItemLine


class Priority(models.TextChoices):
    """How soon it matters."""

    LOW = "low", pgettext_lazy("priority", "Low")
    MEDIUM = "medium", pgettext_lazy("priority", "Medium")
    HIGH = "high", pgettext_lazy("priority", "High")


class ServiceStatus(models.TextChoices):
    """How far the work of an order is; whether it may be changed is another matter."""

    PENDING = "pending", pgettext_lazy("service", "Pending")
    IN_PROCESS = "in_process", pgettext_lazy("service", "In process")
    FINISHED = "finished", pgettext_lazy("service", "Finished")
    ON_HOLD = "on_hold", pgettext_lazy("service", "On hold")


class RepairStatus(models.TextChoices):
    """How far the work on one thing is."""

    INITIAL = "initial", pgettext_lazy("service", "Initial")
    IN_PROCESS = "in_process", pgettext_lazy("service", "In process")
    REFERRED = "referred", pgettext_lazy("service", "Referred")
    PART_ORDERED = "part_ordered", pgettext_lazy("service", "Spare part ordered")
    PART_RECEIVED = "part_received", pgettext_lazy("service", "Spare part received")
    WAITING = "waiting", pgettext_lazy("service", "Waiting for customer")
    FINISHED = "finished", pgettext_lazy("service", "Finished")


TIMES = ("order_time", "response_at", "started_at", "finished_at")
"""Kept to the minute, as forms show them."""


def settle_header(document: Document) -> None:
    """Priority, status and the times stand. Raises Refused for work that ends before it starts."""
    if not document.nature.is_service:
        return
    document.priority = document.priority or Priority.MEDIUM
    document.service_status = document.service_status or ServiceStatus.PENDING
    if document.stored is None and document.order_time is None and not document.nature.is_quote:
        document.order_time = timezone.localtime().time()
    for name in TIMES:
        if (at := getattr(document, name)) is not None:
            setattr(document, name, at.replace(second=0, microsecond=0))
    check_times(document, document.finished_at)


def check_times(document: Document, finished: datetime | None) -> None:
    """Raise Refused for work that ends before it starts."""
    started = document.started_at
    if started is not None and finished is not None and finished < started:
        raise Refused(_("The work would end before it starts."), field="finished_at", record=document)


def settle_item(line: ServiceItemLine) -> None:
    """The item of the catalogue fills what was not typed; what is no longer sold is still serviced.

    Raises Refused for a line that names nothing, and on a document that is not about service.
    """
    document = line.document
    if not document.nature.is_service:
        raise Refused(_("Only service quotes and orders have service items."), record=document)
    was = line.stored if line.stored is not None else type(line)()
    if line.item is not None and was.item_id != line.item_id and line.description == was.description:
        line.description = line.item.words_in(document.language_id)[0]
    if not line.description:
        raise Refused(_("Say what is to be serviced: an item of the catalogue, or a description."), field="item")
    line.priority = line.priority or document.priority
