"""Column values in the one form in which they are compared, copied and recorded."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models

Fields = tuple["models.Field[Any, Any]", ...]


def column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The stored field called ``name``; raises FieldDoesNotExist for anything else."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


@cache
def owner_names(model: type[models.Model]) -> tuple[str, ...]:
    """The key of what rows of ``model`` belong to and go with, as lines do to their document; nothing where none is."""
    keys = (field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))
    return tuple(key.name for key in keys if not key.null and key.remote_field.on_delete is models.CASCADE)[:1]


def value_of(record: models.Model, field: models.Field[Any, Any]) -> Any:
    """What the column of ``field`` holds for ``record``: keys for foreign keys, names for files. No query."""
    raw = getattr(record, field.attname)
    if isinstance(field, models.FileField):
        return str(raw or "")
    return field.to_python(raw)


def set_value(record: models.Model, field: models.Field[Any, Any], value: Any) -> None:
    """Give ``record`` the column value ``value``; a cached related object that no longer fits is forgotten."""
    setattr(record, field.attname, value)


def is_blank(value: Any) -> bool:
    """Nothing typed: empty text, no key, an unticked flag (decisions L2, ruling 2)."""
    return value is None or value == "" or value is False or value == []
