"""What stands on the page of a service document besides: its times, and what is serviced."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from partners.trade.models import Document


def facts(document: Document) -> list[tuple[str, str]]:
    """When it was ordered and when somebody comes, or came; blank ones included. Nothing for other documents."""
    if not document.nature.is_service:
        return []
    ordered = document.order_date
    at = f"{date_format(ordered, 'SHORT_DATE_FORMAT')} {_time(document)}".strip() if ordered is not None else ""
    return [
        (_("Order Date"), at),
        (_("Priority"), str(document.get_priority_display())),
        (_("Service Order Type"), document.service_type),
        (_("Response Date"), _moment(document.response_at)),
        (pgettext("field.document", "Starting Date"), _moment(document.started_at)),
        (_("Finishing Date"), _moment(document.finished_at)),
    ]


def work(document: Document) -> list[str]:
    """What is to be done, in the words of the header."""
    return [document.service_description] if document.service_description else []


def items(document: Document) -> dict[str, Any] | None:
    """What is serviced, as a table; ``None`` where there is nothing. One query for service documents."""
    rows = list(document.service_items.order_by("line_no")) if document.nature.is_service else []
    if not rows:
        return None
    is_order = not document.nature.is_quote
    columns = [_("No."), _("Description"), _("Serial No."), _("Fault"), *([_("Repair Status")] if is_order else [])]
    return {
        "title": _("Service Items"),
        "columns": columns,
        "rows": [
            [
                one.item.no if one.item is not None else "",
                one.description,
                one.serial_no,
                one.fault,
                *([str(one.get_repair_status_display())] if is_order else []),
            ]
            for one in rows
        ],
    }


def _time(document: Document) -> str:
    return time_format(document.order_time, "TIME_FORMAT") if document.order_time is not None else ""


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at is not None else ""
