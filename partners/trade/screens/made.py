"""What was made of a document, on its card: the order of a quote, the orders of a blanket order (T3, c.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from crm.kit.cards import Panel, Place
from crm.kit.display import linked
from crm.kit.permissions import may
from partners.trade.models import MODELS
from partners.trade.screens.lines import gross_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from partners.trade.models import Document


class Row(NamedTuple):
    """One document in a line."""

    no: SafeString
    document: Document
    gross: str


def made_of(document: Document, request: HttpRequest) -> Mapping[str, Any] | None:
    """All that was made of it, canceled or not, newest first; nothing before anything was. One query."""
    becomes = document.nature.becomes
    if becomes is None or not may(request.user, "view", MODELS[becomes]):
        return None
    found = document.made.select_related("currency").order_by("-pk")
    rows = [Row(linked(one, one.no), one, gross_of(one)) for one in found]
    return {"rows": rows} if rows else None


MADE = Panel(_("Orders made of it"), "trade/made.html", made_of, place=Place.MIDDLE, order=13)
