"""A real browser on a real server. Needs Playwright and a Chromium; without them these tests are left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.screens.conftest import anna, nordlys
from tests.trade.conftest import trade

__all__ = ["anna", "nordlys", "trade"]

CHROMIUM = os.environ.get("CRM_CHROMIUM", "/usr/bin/chromium")
AXE = os.environ.get("CRM_AXE", "")
"""The file axe.min.js, which is not part of this house."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running in the thread of the test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser they are deselected, not passed."""
    own = [item for item in items if Path(__file__).parent in item.path.parents]
    away = own if find_spec("playwright") is None or not Path(CHROMIUM).exists() else []
    away += [item for item in own if item.get_closest_marker("axe") and not AXE]
    if away:
        config.hook.pytest_deselected(items=away)
        items[:] = [item for item in items if item not in away]


@pytest.fixture
def page(live_server: Any, anna: Client) -> Iterator[Any]:
    """Anna's browser, 1366 pixels wide, on the server of this test. It fails where a page had an error of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = chromium.new_context(
            viewport={"width": 1366, "height": 768}, base_url=live_server.url, locale="en-GB"
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        cookie = anna.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        opened = context.new_page()
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        yield opened
        chromium.close()
    assert errors == []
