"""One address of each kind of page."""

from __future__ import annotations

from tests.screens.addresses import Address, addresses


def kinds() -> list[Address]:
    """The first address of each view, and of each view the first one of a reference list."""
    first: dict[object, Address] = {}
    for one in addresses():
        first.setdefault((getattr(one.view, "view_class", one.view), "lists/" in one.route), one)
    return list(first.values())
