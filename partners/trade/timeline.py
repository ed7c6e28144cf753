"""Documents in the timelines of whom they are made with, and interactions in those of documents (ux 3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html

from contacts.interactions.timeline import about, at, before, source_of
from contacts.models import Contact
from crm.history.moments import Moment
from crm.history.timeline import DOCUMENTS, Source, register_source
from crm.kit.display import linked
from crm.kit.permissions import may
from partners.models import Customer, Vendor
from partners.trade.models import MODELS, Document
from partners.trade.screens.lines import gross_of
from partners.trade.views import concerning

if TYPE_CHECKING:
    from django.http import HttpRequest


def made_with(record: Contact | Customer | Vendor, request: HttpRequest, after: str, count: int) -> list[Moment]:
    """The last documents that the user may see, on their days. One query."""
    seen = sorted(kind for kind, model in MODELS.items() if may(request.user, "view", model))
    if not seen:
        return []
    rows = Document._base_manager.filter(concerning(record), before(after, "document_date"), kind__in=seen)
    rows = rows.select_related("currency", "created_by").order_by("-document_date", "-pk")
    return [_moment(one) for one in rows[:count]]


def register() -> None:
    """Contacts, customers and vendors tell of their documents, documents of what was said and sent about them."""
    source = Source(DOCUMENTS, Document._meta.verbose_name_plural or "", made_with, order=20)
    for party in (Contact, Customer, Vendor):
        register_source(party, source)
    register_source(Document, source_of(about))


def _moment(document: Document) -> Moment:
    by = document.created_by
    kind = document.get_kind_display()
    return Moment(
        at=at(document.document_date, None),
        place=f"{document.document_date.isoformat()}.{document.pk}",
        icon="file-text",
        sentence=format_html(
            "{} · {} · {}", linked(document, f"{kind} {document.no}"), gross_of(document), document.stage
        ),
        who=by.get_full_name() or by.get_username() if by is not None else "",
        is_day=True,
    )
