"""The pages of service quotes and orders: what is serviced, how far the work is, and what it costs (c.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.cards import Panel, Place, Section, register_action, register_page, register_panel
from crm.kit.screens.declaration import Inline, Menu
from partners.trade import service
from partners.trade.forms import LineForm, ServiceForm
from partners.trade.models import ServiceItemLine, ServiceOrder, ServiceQuote
from partners.trade.screens import header
from partners.trade.screens.deeds import Deed
from partners.trade.screens.documents import DocumentScreens
from partners.trade.screens.doing import action_of, page_of
from partners.trade.service_rules import ServiceStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from partners.trade.models import Document

SERVICE = pgettext_lazy("navigation", "Service")
ITEM = ("item", "description", "serial_no", "fault", "priority", "repair_status")
MODELS: tuple[type[Document], ...] = (ServiceQuote, ServiceOrder)


class ServiceScreens(DocumentScreens):
    """What the lists of service documents have in common."""

    form = ServiceForm
    about = _("Work on things of a customer. The company of the contact must be linked to a customer.")

    def __init__(
        self, model: type[Document], prefix: str, menu: Menu, words: tuple[str | Promise, str | Promise]
    ) -> None:
        super().__init__(model, prefix, menu, words)
        is_order = model is ServiceOrder
        self.columns = (
            "no", "name", "service_description", "priority",
            *(("service_status", "status", "response_at") if is_order else ("status", "valid_until")),
            "document_date", "gross", "currency", "contact_name",
        )  # fmt: skip
        self.filters = ("status", *(("service_status",) if is_order else ()), "priority", "salesperson", "currency")
        self.inlines = (Inline(ServiceItemLine, ITEM, form=LineForm, extra=2, listed=False), *self.inlines)
        self.card = header.card_of(model, _work(is_order=is_order))

    def found_by(self, typed: str) -> Q:
        """By the serial number of a thing that is serviced, too."""
        found = super().found_by(typed)
        return found | Q(pk__in=_with_serial_no(typed)) if found else found


def _with_serial_no(typed: str) -> QuerySet[ServiceItemLine, Any]:
    """The documents of things whose serial number contains every fragment typed."""
    meant = [Q(serial_no__icontains=part) for part in typed.split()]
    found: QuerySet[ServiceItemLine, Any] = ServiceItemLine._base_manager.filter(*meant).exclude(serial_no="")
    return found.values("document")


def _work(*, is_order: bool) -> Section:
    hours = ("response_at", "started_at", "finished_at") if is_order else ("response_at",)
    return Section(
        SERVICE,
        ("service_description", *(("service_status",) if is_order else ()), "priority", *hours, "service_type"),
    )


def _is(*allowed: ServiceStatus) -> Callable[[Document], bool]:
    return lambda document: document.is_alive and document.service_status in allowed


DEEDS = (
    Deed(
        "start",
        pgettext_lazy("action", "Start Work"),
        _("The order is in process, from now or from the starting date that it has."),
        _("The work was started."),
        service.start,
        _is(ServiceStatus.PENDING),
        order=12,
    ),
    Deed(
        "hold",
        pgettext_lazy("action", "Put on Hold"),
        _("The work waits until it is resumed."),
        _("The order was put on hold."),
        service.hold,
        _is(ServiceStatus.PENDING, ServiceStatus.IN_PROCESS),
        order=13,
    ),
    Deed(
        "resume",
        pgettext_lazy("action", "Resume Work"),
        _("The work goes on."),
        _("The work was resumed."),
        service.resume,
        _is(ServiceStatus.ON_HOLD),
        order=13,
    ),
    Deed(
        "finish",
        pgettext_lazy("action", "Finish Service"),
        _("All service items are finished, and the order cannot be changed any more. It is recorded with its contact."),
        _("The service was finished."),
        service.finish,
        _is(*service.UNFINISHED),
        order=14,
    ),
)
"""What can be done with a service order besides what can be done with every document."""


def items_of(document: Document, request: HttpRequest) -> dict[str, Any]:
    """What is to be serviced. One query."""
    return {"items": list(document.service_items.order_by("line_no"))}


ITEMS = Panel(
    ServiceItemLine._meta.verbose_name_plural or "", "trade/service_items.html", items_of, place=Place.MAIN, order=5
)


def screens() -> tuple[ServiceScreens, ...]:
    """Those of both kinds."""
    none = _("Start one from a contact, a customer or here.")
    return (
        ServiceScreens(
            ServiceQuote, "service-quotes/", Menu(SERVICE, 35, "clipboard-list"), (_("New service quote"), none)
        ),
        ServiceScreens(ServiceOrder, "service-orders/", Menu(SERVICE, 36, "wrench"), (_("New service order"), none)),
    )


def register() -> None:
    """Both kinds show what is serviced; orders have the pages of their work."""
    for model in MODELS:
        register_panel(model, ITEMS)
    for deed in DEEDS:
        register_page(ServiceOrder, page_of(deed))
        register_action(ServiceOrder, action_of(deed, ServiceOrder))
