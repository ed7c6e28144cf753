"""Where the pages of a record are. Addresses are called ``<model>-<page>``, as in ``customer-card``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.urls import get_resolver, reverse

_with_cards: set[type[models.Model]] = set()


def announce(model: type[models.Model]) -> None:
    """Records of ``model`` have a card."""
    _with_cards.add(model)


def has_card(model: type[models.Model]) -> bool:
    """Records of ``model`` have a card to lead to."""
    know_all()
    return model in _with_cards


def know_all() -> None:
    """The addresses of all rooms are loaded, and with them the screens that they declare."""
    _patterns = get_resolver().url_patterns


def page_name(model: type[models.Model], page: str) -> str:
    """What the address of a page is called."""
    return f"{model._meta.model_name}-{page}"


def page_url(model: type[models.Model], page: str, key: Any = None) -> str:
    """The address of a page of the list of ``model``, or of the record with that key."""
    return reverse(page_name(model, page), args=[] if key is None else [key])


def card_url(record: models.Model) -> str:
    """The address of the card of ``record``; blank where it has none."""
    return page_url(type(record), "card", record.pk) if has_card(type(record)) else ""


Setting = Callable[[str], str]

_settings: list[Setting] = []


def register_settings(address: Setting) -> None:
    """Ask ``address`` where the field of a setup is edited."""
    _settings.append(address)


def setting_url(name: str) -> str:
    """Where the setting called ``name`` is edited; blank where nobody knows."""
    return next((url for address in _settings if (url := address(name))), "")
