"""Replays the history and compares it with the records as they stand."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from crm.history.models import Action, Change
from crm.kit.models import Record
from crm.kit.values import column, value_of

HUBS = ("contacts", "partners", "links")


def first_change(record: Record) -> Change:
    """The first thing that happened to ``record``."""
    change = Change.objects.of(record).first()
    assert change is not None
    return change


def last_change(record: Record) -> Change:
    """The latest thing that happened to ``record``."""
    change = Change.objects.of(record).last()
    assert change is not None
    return change


def replayed() -> dict[str, Any]:
    """Where replaying the history disagrees with contacts, partners and links as they are; empty where it agrees."""
    rows: dict[tuple[str, str], dict[str, Any] | None] = {}
    for change in Change.objects.filter(model__regex=rf"^({'|'.join(HUBS)})\.").order_by("pk"):
        key = (change.model, change.object_id)
        if change.action == Action.CREATE:
            rows[key] = {}
        if change.action == Action.DELETE:
            rows[key] = None
            continue
        row = rows.get(key)
        assert row is not None, f"{key} changed without being there"
        for name, (old, new) in change.diff.items():
            if change.action == Action.UPDATE:
                assert _decoded(key[0], name, old) == _decoded(key[0], name, row.get(name)), f"{key} {name}: {old!r}"
            row[name] = new
    return _differences(rows)


def _differences(rows: dict[tuple[str, str], dict[str, Any] | None]) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    present = {
        (model._meta.label_lower, str(record.pk)): record
        for app in HUBS
        for model in apps.get_app_config(app).get_models()
        if issubclass(model, Record)
        for record in model._base_manager.all()
    }
    alive = {key for key, row in rows.items() if row is not None}
    if alive != set(present):
        wrong["rows"] = alive ^ set(present)
    for key in alive & set(present):
        row, record = rows[key] or {}, present[key]
        for field in record.columns():
            if field.name not in record.unrecorded:
                told, is_ = _decoded(key[0], field.name, row.get(field.name)), value_of(record, field)
                if told != is_:
                    wrong[f"{key} {field.name}"] = (told, is_)
    return wrong


def _decoded(model: str, name: str, value: Any) -> Any:
    field = column(apps.get_model(model), name)
    return field.to_python(value) if value is not None else (None if field.null else field.to_python(""))
