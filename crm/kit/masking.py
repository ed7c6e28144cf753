"""Columns that only some may read in full; everybody else sees the last four characters (decisions H4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.kit.permissions import holds

if TYPE_CHECKING:
    from django.db import models

    from crm.kit.permissions import User

SHOWN = 4
DOTS = "••••"

_permissions: dict[tuple[type[models.Model], str], str] = {}


def protect(model: type[models.Model], *fields: str, permission: str) -> None:
    """Mask ``fields`` of ``model`` for users without ``permission``. Raises ValueError for one protected already."""
    for field in fields:
        if (model, field) in _permissions:
            raise ValueError(f"{model._meta.label}.{field} is protected already")
        _permissions[model, field] = permission


def masked_fields(user: User, model: type[models.Model]) -> frozenset[str]:
    """The fields of ``model`` that ``user`` may not read in full."""
    hidden = (name for (owner, name), needed in _permissions.items() if owner is model and not holds(user, needed))
    return frozenset(hidden)


def protected_fields(model: type[models.Model]) -> frozenset[str]:
    """The fields of ``model`` that not everybody may read in full."""
    return frozenset(name for owner, name in _permissions if owner is model)


def mask(value: str) -> str:
    """Only the end of ``value`` can be read: ``•••• 3456``; of a short one, nothing."""
    compact = "".join(value.split())
    return f"{DOTS} {compact[-SHOWN:]}" if len(compact) > 2 * SHOWN else DOTS if compact else ""
