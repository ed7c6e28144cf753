"""The side navigation: what works and what the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from crm.kit.addresses import page_name
from crm.kit.permissions import holds, name_of
from crm.kit.preferences import preferences_of
from crm.kit.screens.registry import all_screens
from crm.kit.search import normalize

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from crm.kit.permissions import User
    from crm.kit.screens.declaration import Screens

HOME = pgettext_lazy("navigation", "Home")


@dataclass(frozen=True)
class Entry:
    """A page of the side navigation; ``address`` is what its address is called."""

    group: str | Promise
    title: str | Promise
    address: str
    permission: str = ""
    order: int = 50
    icon: str = "file"
    also: str | Promise = ""


class Link(NamedTuple):
    """An entry as it stands on the page."""

    title: str
    url: str
    is_current: bool
    icon: str


class Group(NamedTuple):
    """Entries under one heading."""

    title: str
    links: list[Link]


_entries: list[Entry] = []


def register_entry(entry: Entry) -> None:
    """Offer a page in the side navigation. Raises ValueError for one that is offered already."""
    if any(one.address == entry.address for one in _entries):
        raise ValueError(f"{entry.address} is in the navigation already")
    _entries.append(entry)


def groups_for(user: User, path: str) -> list[Group]:
    """The navigation as ``user`` sees it on the page at ``path``."""
    entries = [one for one in sorted(_all(), key=lambda one: one.order) if holds(user, one.permission)]
    urls = [reverse(one.address) for one in entries]
    current = max((url for url in urls if path.startswith(url)), key=len, default="")
    grouped: dict[str, list[Link]] = {}
    for entry, url in zip(entries, urls, strict=True):
        grouped.setdefault(str(entry.group), []).append(Link(str(entry.title), url, url == current, entry.icon))
    return [Group(title, links) for title, links in grouped.items()]


def pages_found(user: User, typed: str) -> list[tuple[str, str]]:
    """Titles and addresses of the pages called like ``typed``, by title or everyday word. No query."""
    words = normalize(typed).split()
    settings = [Entry("", one.title, _list(one), name_of("view", one.model)) for one in all_screens() if one.shelf]
    entries = [one for one in sorted(_all(), key=lambda one: one.order) if holds(user, one.permission)]
    known = {one.address: one for one in [*settings, *entries] if holds(user, one.permission)}
    called = ((one, normalize(f"{one.title} {one.also}")) for one in known.values())
    return [(str(one.title), reverse(one.address)) for one, name in called if all(word in name for word in words)]


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page shows."""
    user: User | None = getattr(request, "user", None)
    return {
        "company_name": getattr(user, "company_name", "") or "CRM",
        "preferences": preferences_of(user),
        "navigation": groups_for(user, request.path) if user is not None and user.is_authenticated else [],
        "home_url": reverse("home"),
    }


def _all() -> list[Entry]:
    lists = [(one, one.menu) for one in all_screens() if one.menu is not None]
    return [
        *(
            Entry(menu.group, one.title, _list(one), name_of("view", one.model), menu.order, menu.icon, menu.also)
            for one, menu in lists
        ),
        *_entries,
    ]


def _list(screens: Screens) -> str:
    return page_name(screens.model, "list")
