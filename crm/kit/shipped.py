"""The views that a list comes with: what many people often want to see of it. Rooms add theirs to the lists of others.

They are registered from ``AppConfig.ready()`` and stand as tabs above the list, in order; ``view`` in its address
names the one that it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from crm.kit.permissions import User

VIEW = "view"


@dataclass(frozen=True)
class ShippedView:
    """A part of a list under its name. ``condition`` says for a reader which rows are in it; a query at most.

    ``is_rare`` says that finding one of them costs as much as finding all.
    """

    name: str
    label: str | Promise
    condition: Callable[[User], models.Q]
    order: int = 50
    is_rare: bool = False


_views: dict[type[models.Model], list[ShippedView]] = {}


def register_view(model: type[models.Model], *views: ShippedView) -> None:
    """The list of ``model`` has ``views`` too. Raises ValueError for a name that it has already."""
    known = _views.setdefault(model, [])
    for view in views:
        if any(one.name == view.name for one in known):
            raise ValueError(f"{model._meta.label} has a view {view.name} already")
        known.append(view)


def shipped_views(model: type[models.Model]) -> list[ShippedView]:
    """The views that the list of ``model`` comes with, in order."""
    return sorted(_views.get(model, ()), key=lambda one: one.order)


def in_view(rows: models.QuerySet[Any, Any], name: str, user: User) -> models.QuerySet[Any, Any]:
    """Those of ``rows`` that are in the view called ``name``."""
    view = next(one for one in shipped_views(rows.model) if one.name == name)
    return rows.filter(view.condition(user))
