"""Quotes whose time is over take the status that says so, a batch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.kit.bulk import Write, write_rows
from crm.kit.compare import FieldChange
from crm.kit.unit import unit
from partners.trade.kinds import NATURES, WAITING, Status
from partners.trade.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db import models

BATCH = 200
QUOTES = tuple(kind for kind, nature in NATURES.items() if nature.is_quote)


def over(rows: models.QuerySet[Document], on: date) -> models.QuerySet[Document]:
    """Those of ``rows`` that are quotes, nobody answered, and were valid until before ``on``."""
    return rows.filter(kind__in=QUOTES, status__in=WAITING, valid_until__lt=on)


def expire(rows: models.QuerySet[Document], on: date) -> Iterator[Document]:
    """Every one of ``rows`` that is over on ``on`` is expired; oldest first.

    Each batch is one unit: a killed run leaves whole batches, and another one goes on. Locks a batch by key; what was
    ordered, extended or canceled meanwhile is passed over. Two statements a batch, and those of the history.
    """
    last = 0
    while keys := list(over(rows, on).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = keys[-1]
        with unit():
            standing = list(over(Document.stored_rows().filter(pk__in=keys), on).order_by("pk"))
            write_rows([Write(one, (FieldChange("status", one.status, Status.EXPIRED.value),)) for one in standing])
        yield from standing
