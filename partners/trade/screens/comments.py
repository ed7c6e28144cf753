"""What was noted about a document, on its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crm.kit.cards import Panel, Place
from partners.trade.models import DocumentComment

if TYPE_CHECKING:
    from django.http import HttpRequest

    from partners.trade.models import Document


def comments_of(document: Document, request: HttpRequest) -> dict[str, Any] | None:
    """The comments of ``document``, oldest first; nothing where there are none. One query."""
    comments = list(document.comments.all())
    return {"comments": comments} if comments else None


COMMENTS = Panel(
    DocumentComment._meta.verbose_name_plural or "", "trade/comments.html", comments_of, place=Place.MIDDLE, order=20
)
