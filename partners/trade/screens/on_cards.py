"""The documents of a contact, a customer or a vendor, on its card (P11, P31)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count
from django.utils.http import urlencode

from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.cards import Panel, Place, register_panel
from crm.kit.display import linked
from crm.kit.permissions import may
from partners.models import Customer, Vendor
from partners.trade.models import MODELS, Document
from partners.trade.screens.lines import gross_of
from partners.trade.views import concerning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

SHOWN = 8


class Row(NamedTuple):
    """One document in a line."""

    kind: str
    title: str | SafeString
    document: Document
    gross: str


class Pile(NamedTuple):
    """All documents of a kind, and where they are listed."""

    title: str | Promise
    number: int
    url: str


def documents_of(record: Contact | Customer | Vendor, request: HttpRequest) -> Mapping[str, Any] | None:
    """The latest ones that the user may see, and how many there are of each kind. Two queries."""
    seen = {kind: model for kind, model in MODELS.items() if may(request.user, "view", model)}
    if not seen:
        return None
    rows = Document._base_manager.filter(concerning(record), kind__in=sorted(seen))
    counted = dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))
    latest = rows.select_related("currency").order_by("-document_date", "-pk")[:SHOWN] if counted else ()
    param = urlencode({str(type(record)._meta.model_name): record.no})
    return {
        "rows": [_row(one) for one in latest],
        "piles": [
            Pile(model._meta.verbose_name_plural or "", counted[kind], f"{page_url(model, 'list')}?{param}")
            for kind, model in seen.items()
            if kind in counted
        ],
    }


def register() -> None:
    """Every card of whom documents are made with has them."""
    for model in (Contact, Customer, Vendor):
        panel = Panel(
            Document._meta.verbose_name_plural or "", "trade/on_card.html", documents_of, Place.MAIN, order=35
        )
        register_panel(model, panel)


def _row(document: Document) -> Row:
    return Row(str(document.get_kind_display()), linked(document, document.no), document, gross_of(document))
