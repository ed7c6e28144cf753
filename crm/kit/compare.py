"""What one record must change to equal another; pure, no queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models

from crm.kit.values import column, value_of


class FieldChange(NamedTuple):
    """One column of a record and the value it is to get."""

    field: str
    old: Any
    new: Any


def compare(source: models.Model, target: models.Model, columns: Iterable[tuple[str, str]]) -> tuple[FieldChange, ...]:
    """What target must change to equal source in ``columns`` (source name, target name); empty when they agree."""
    changes = []
    for source_name, target_name in columns:
        new = value_of(source, column(type(source), source_name))
        old = value_of(target, column(type(target), target_name))
        if new != old:
            changes.append(FieldChange(target_name, old, new))
    return tuple(changes)
