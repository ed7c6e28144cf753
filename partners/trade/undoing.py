"""What an undo means for documents: their totals are calculated anew, for no history tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crm.history.standing import sliced
from crm.history.undo import Room
from partners.trade import calculate
from partners.trade.models import Document, DocumentLine, ServiceItemLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.kit.models import Record


class Documents(Room):
    """Quotes and orders with their lines."""

    def lock(self, touched: Sequence[tuple[type[Record], Any]]) -> None:
        """Documents among ``touched`` and those of the lines among them, by key."""
        keys = {int(pk) for model, pk in touched if issubclass(model, Document)}
        for rows in (DocumentLine, ServiceItemLine):
            lines = [int(pk) for model, pk in touched if model is rows]
            for some in sliced(lines):
                keys |= set(rows._base_manager.filter(pk__in=some).values_list("document", flat=True))
        for some in sliced(sorted(keys)):
            list(Document.stored_rows().filter(pk__in=some).order_by("pk").values_list("pk"))

    def follow(self, gone: Sequence[Record], standing: Sequence[Record]) -> Sequence[str]:
        """What the lines come to is on each document that still exists."""
        keys = {one.document_id for one in (*gone, *standing) if isinstance(one, DocumentLine)}
        keys |= {one.pk for one in standing if isinstance(one, Document)}
        for some in sliced(sorted(keys)):
            for document in Document._base_manager.filter(pk__in=some).order_by("pk"):
                calculate.refresh(document)
        return ()
