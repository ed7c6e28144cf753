"""Documents hear of their lines, and lines of their document."""

from __future__ import annotations

from typing import Any

from crm.kit.models import before_delete, before_write
from partners.trade import agreed, calculate, guard, line_rules, mailing
from partners.trade.models import MODELS, Document, DocumentLine, ServiceItemLine


def connect() -> None:
    """Lines are written and deleted under the lock of their document."""
    mailing.connect()
    for model in MODELS.values():
        before_delete.connect(_before_document_goes, sender=model, dispatch_uid=f"trade.{model.made_as}.delete")
    before_write.connect(_before_line, sender=DocumentLine, dispatch_uid="trade.line.write")
    before_delete.connect(_before_line_goes, sender=DocumentLine, dispatch_uid="trade.line.delete")
    before_write.connect(_before_item, sender=ServiceItemLine, dispatch_uid="trade.item.write")
    before_delete.connect(_before_item_goes, sender=ServiceItemLine, dispatch_uid="trade.item.delete")


def _before_line(instance: DocumentLine, **_: Any) -> None:
    guard.check_line(instance, frozenset(instance.diff))
    if not instance.line_no:
        instance.line_no = line_rules.next_no(instance.document.lines)
    if instance.stored is not None and "quantity" in instance.diff:
        agreed.check_line(instance)
        agreed.check_agreed(instance)


def _before_document_goes(instance: Document, **_: Any) -> None:
    """An order is locked, then the quote that it was made from: what becomes of that depends on its orders."""
    if instance.made_from_id is not None:
        for key in (instance.pk, instance.made_from_id):
            list(Document.stored_rows().filter(pk=key).values_list("pk"))


def _before_line_goes(instance: DocumentLine, **_: Any) -> None:
    guard.check_line(instance, frozenset())
    calculate.later(instance.document)


def _before_item(instance: ServiceItemLine, **_: Any) -> None:
    guard.check_line(instance, frozenset(instance.diff), guard.DONE_ON_ITEMS)
    if not instance.line_no:
        instance.line_no = line_rules.next_no(instance.document.service_items)


def _before_item_goes(instance: ServiceItemLine, **_: Any) -> None:
    guard.check_line(instance, frozenset())
