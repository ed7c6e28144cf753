"""What axe finds wrong with a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page


AXE = Axe()


def faults(page: Page, **options: Any) -> list[tuple[str, list[str]]]:
    """Each broken rule with the first elements that break it; empty for a page without fault. ``options`` are axe's."""
    found = AXE.run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]
