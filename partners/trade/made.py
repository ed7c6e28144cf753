"""What was made of a document: the order of a quote, the parts of a blanket order (T3, c.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.kit.refusal import Refused
from partners.trade.kinds import Status
from partners.trade.models import Document

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet


def living(*sources: Any) -> QuerySet[Document]:
    """What was made of the documents with the keys ``sources`` and is not canceled, the oldest first."""
    return Document._base_manager.filter(made_from__in=sources).exclude(status=Status.CANCELED).order_by("pk")


def ordered_already(quote: Document) -> Refused | None:
    """Why ``quote`` is not ordered again: it has an order, whatever its status says (M15). One query."""
    order = living(quote.pk).first() if quote.nature.is_quote else None
    if order is None:
        return None
    sentence = _("Quote %(quote)s was already converted to order %(order)s.")
    return Refused(sentence % {"quote": quote.no, "order": order.no}, record=order)


def became(quote: str, order: str) -> str:
    """What the quote with one number has become, as a sentence (M14)."""
    return _("Quote %(quote)s became order %(order)s.") % {"quote": quote, "order": order}
