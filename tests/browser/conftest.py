"""A real browser on a real server. Where there is no Chromium these tests are skipped, and the summary says so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.screens.conftest import anna, nordlys
from tests.trade.conftest import trade

__all__ = ["anna", "nordlys", "trade"]

CHROMIUM = os.environ.get("CRM_CHROMIUM") or which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running in the thread of the test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They run once, whatever the database: what a browser does with a page is the same."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.once)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="pages in a real browser: there is no Chromium"))


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each has a context of its own in it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, anna: Client) -> Iterator[Page]:
    """Anna's browser, 1366 pixels wide, on the server of this test. It fails where a page had an error of its own."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=live_server.url, locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    cookie = anna.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def speak(page: Page, live_server: LiveServer) -> Callable[[str], None]:
    """From now on Anna's browser speaks another language."""

    def change(language: str) -> None:
        name = settings.LANGUAGE_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": language, "url": live_server.url}])

    return change
