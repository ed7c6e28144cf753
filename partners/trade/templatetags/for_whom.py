"""The summary of whom a document is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from partners.trade.screens.for_whom import proposed

if TYPE_CHECKING:
    from partners.trade.models import Document

register = template.Library()


@register.inclusion_tag("trade/for_whom.html")
def for_whom(document: Document) -> dict[str, Any]:
    """What a document that does not exist yet takes over; of one that does, its own sections say so."""
    return {"taken": proposed(document) if document._state.adding else []}
