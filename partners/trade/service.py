"""How the work of a service order goes on: started, put on hold, resumed, finished (c.10, T6). Each is one unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.trade import flow, service_log, service_rules
from partners.trade.kinds import Kind, Status
from partners.trade.service_rules import RepairStatus, ServiceStatus

if TYPE_CHECKING:
    from datetime import datetime

    from partners.trade.models import Document, ServiceItemLine

UNFINISHED = frozenset({ServiceStatus.PENDING, ServiceStatus.IN_PROCESS, ServiceStatus.ON_HOLD})


def start(order: Document) -> Document:
    """Somebody works on it, from when its header says, but not from later than now."""
    with unit():
        standing = _at_work(order, ServiceStatus.PENDING)
        return _moved(standing, ServiceStatus.IN_PROCESS, started_at=min(standing.started_at or _now(), _now()))


def hold(order: Document) -> Document:
    """The work waits."""
    with unit():
        return _moved(_at_work(order, ServiceStatus.PENDING, ServiceStatus.IN_PROCESS), ServiceStatus.ON_HOLD)


def resume(order: Document) -> Document:
    """The work goes on; where it had not started, it is pending again."""
    with unit():
        standing = _at_work(order, ServiceStatus.ON_HOLD)
        has_started = standing.started_at is not None and standing.started_at <= _now()
        return _moved(standing, ServiceStatus.IN_PROCESS if has_started else ServiceStatus.PENDING)


def finish(order: Document) -> Document:
    """The work is done, now or when the header says, on all its items; the order is closed, and that is recorded (T6).

    It need not be released: whoever comes back from the customer has done the work. Nor do later blocks matter. Raises
    Refused for one that is closed already, without service items, or finished before it started. Locks the order.
    """
    with unit():
        standing = _at_work(order, *UNFINISHED)
        items = list(standing.service_items.order_by("line_no"))
        if not items:
            sentence = _("There is nothing to finish: %(document)s has no service items.")
            raise Refused(sentence % {"document": standing.title}, record=standing)
        at = standing.finished_at or _now()
        service_rules.check_times(standing, finished=at)
        write_rows([*_finished(items)])
        done = _moved(standing, ServiceStatus.FINISHED, finished_at=at, status=Status.COMPLETED.value)
        service_log.finished(done)
        return done


def _at_work(order: Document, *allowed: ServiceStatus) -> Document:
    """The row, locked. Raises Refused where it is closed, no service order, or its work is elsewhere."""
    standing = flow.locked(order, Status.OPEN, Status.RELEASED)
    if standing.kind != Kind.SERVICE_ORDER:
        raise Refused(_("Only service orders are worked on."), record=standing)
    if standing.service_status not in allowed:
        sentence = _("%(document)s has the service status %(status)s.")
        values = {"document": standing.title, "status": standing.get_service_status_display()}
        raise Refused(sentence % values, record=standing)
    return standing


def _moved(order: Document, service_status: ServiceStatus, **values: Any) -> Document:
    wanted = {"service_status": service_status.value, **values}
    changes = (FieldChange(name, getattr(order, name), value) for name, value in wanted.items())
    write_rows([Write(order, tuple(change for change in changes if change.old != change.new))])
    return order


def _finished(items: Iterable[ServiceItemLine]) -> Iterable[Write]:
    for item in items:
        if not item.is_finished:
            yield Write(item, (FieldChange("repair_status", item.repair_status, RepairStatus.FINISHED.value),))


def _now() -> datetime:
    """To the minute, as forms write it."""
    return timezone.now().replace(second=0, microsecond=0)
