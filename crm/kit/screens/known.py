"""The declarations of all screens there are, by the record they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.kit.addresses import know_all

if TYPE_CHECKING:
    from django.db import models

    from crm.kit.screens.declaration import Screens

_screens: dict[type[models.Model], Screens] = {}


def add(screens: Screens) -> None:
    """``screens`` are known. Raises ValueError for a model that has some."""
    if screens.model in _screens:
        raise ValueError(f"{screens.model._meta.label} has screens already")
    _screens[screens.model] = screens


def all_screens() -> list[Screens]:
    """Every declaration, in the order of the addresses."""
    know_all()
    return list(_screens.values())


def screens_of(model: type[models.Model]) -> Screens:
    """The declaration for ``model``. Raises KeyError where it has no screens."""
    know_all()
    return _screens[model]
