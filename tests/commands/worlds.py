"""Everything that linking and creating write, without keys and times, so that two ways to do it can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.history.models import Change
from crm.kit.models import Record
from crm.kit.values import value_of
from partners.models import BankAccount, Customer, Vendor
from setup.numbering.models import NumberSeriesLine

MODELS: tuple[type[Record], ...] = (Contact, Customer, Vendor, BankAccount, ContactBusinessRelation, NumberSeriesLine)
TIMES = frozenset({"modified_at", "last_date_used"})


class Undo(Exception):
    """Takes a world back."""


def world_after(act: Callable[[], object]) -> dict[str, Any]:
    """The database as ``act`` would leave it; it is left as it was."""
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            act()
            found = world()
            raise Undo
    except Undo:
        return found


def world() -> dict[str, Any]:
    """Every row of the rooms, numbers standing for keys, and what the history says, in no order."""
    names = {f"{model._meta.label_lower} {row.pk}": _name(row) for model in MODELS for row in _rows(model)}
    rows = {
        names[f"{model._meta.label_lower} {row.pk}"]: _values(row, names) for model in MODELS for row in _rows(model)
    }
    return {"rows": rows, "history": Counter(_told(change, names) for change in Change.objects.all())}


def _rows(model: type[Record]) -> list[Any]:
    return list(model._base_manager.order_by("pk"))


def _name(row: Any) -> str:
    if isinstance(row, ContactBusinessRelation):
        return f"{row.contact.no} {row.business_relation_id}"
    return f"{row._meta.model_name} {getattr(row, 'no', row)}"


def _values(row: Any, names: dict[str, str]) -> dict[str, Any]:
    return {
        field.name: _readable(row, field.name, value_of(row, field), names)
        for field in row._meta.concrete_fields
        if field.name not in TIMES and not field.primary_key
    }


def _readable(row: type[Record] | Record, name: str, value: Any, names: dict[str, str]) -> Any:
    remote: Any = row._meta.get_field(name).related_model
    return names.get(f"{remote._meta.label_lower} {value}", value) if remote is not None else value


def _told(change: Change, names: dict[str, str]) -> tuple[Any, ...]:
    model: Any = change.record_model
    diff = {name: tuple(_readable(model, name, value, names) for value in pair) for name, pair in change.diff.items()}
    what = names.get(f"{change.model} {change.object_id}", change.title)
    return what, change.action, change.cause, change.origin, repr(sorted(diff.items()))
