"""What axe finds wrong with a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """Each broken rule with the first elements that break it; empty for a page without fault."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
