"""What may no longer be chosen, and why in a few words (3.4). Rooms register what blocks their records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q

FLAGS = ("blocked", "privacy_blocked")
"""Columns of codes that block them."""

Reason = Callable[[Any], str]
"""Record → why it cannot be chosen, blank where it can."""

_reasons: list[tuple[type[models.Model], Reason]] = []


def register_block(model: type[models.Model], reason: Reason) -> None:
    """Ask ``reason`` whether a record of ``model`` can be chosen."""
    _reasons.append((model, reason))


def why_blocked(record: models.Model) -> str:
    """Why ``record`` cannot be chosen; blank where it can. No query."""
    said = (reason(record) for model, reason in _reasons if isinstance(record, model))
    return next(filter(None, said), "")


def blocked_rows(model: type[models.Model]) -> Q:
    """The codes of ``model`` that are blocked; none of a list that blocks none."""
    columns = model._meta.concrete_fields
    flags = [one.name for one in columns if one.name in FLAGS and isinstance(one, models.BooleanField)]
    found = Q(pk__in=[])
    for name in flags:
        found |= Q(**{name: True})
    return found
