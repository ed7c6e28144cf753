"""Pictures of the main pages, taken by a real browser from a demo company of their own, and a page to look at all.

The demo company lives in a temporary folder with its own server: the database of the user is not touched.
"""

from __future__ import annotations

import html
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from django.conf import settings

from crm.start.serve import HOST

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

PATIENCE = 300.0
LOADED = """() => [...document.querySelectorAll(".box > .skeleton")].every((one) => {
  const { top, bottom } = one.parentElement.getBoundingClientRect();
  return bottom < 0 || top > innerHeight;
})"""
LEAD = "main td.lead a, main .lead a"
"""The link of the first row of a list that leads to its card."""


class Missing(Exception):
    """There is no Chromium, or no Playwright to drive it."""


class Subject(NamedTuple):
    """A page worth a picture: its address, or what follows the address of the first record of the list ``of``."""

    name: str
    path: str = ""
    of: str = ""


class Light(NamedTuple):
    """How pictures are taken: the size of the window, the colours, the language."""

    width: int
    height: int
    scheme: str = "light"
    language: str = "en"

    @property
    def folder(self) -> str:
        """Where such pictures are kept."""
        return f"{self.width}x{self.height}-{self.scheme}-{self.language}"


QUOTES, CONTACTS = "/trade/sales-quotes/", "/contacts/"

SUBJECTS = (
    Subject("home", "/"),
    Subject("search", "/search/?q=ro"),
    Subject("contacts", CONTACTS),
    Subject("contacts filtered", "/contacts/?q=a&type=company"),
    Subject("contact", of=CONTACTS),
    Subject("contact edited", "edit/", CONTACTS),
    Subject("contact history", "history/", CONTACTS),
    Subject("contact deleted", "delete/", CONTACTS),
    Subject("contact new", "/contacts/new/?type=company"),
    Subject("customers", "/partners/customers/"),
    Subject("customer", of="/partners/customers/"),
    Subject("customer edited", "edit/", "/partners/customers/"),
    Subject("vendor", of="/partners/vendors/"),
    Subject("bank account", of="/partners/bank-accounts/"),
    Subject("contacts from customers", "/links/contacts-from/customer/"),
    Subject("interactions", "/interactions/"),
    Subject("sales quotes", QUOTES),
    Subject("sales quote", of=QUOTES),
    Subject("sales quote edited", "edit/", QUOTES),
    Subject("sales quote printed", "print/", QUOTES),
    Subject("sales order", of="/trade/sales-orders/"),
    Subject("service order", of="/trade/service-orders/"),
    Subject("catalogue", "/trade/catalogue/"),
    Subject("setup", "/setup/"),
    Subject("marketing setup", "/setup/marketing/"),
    Subject("number series", "/setup/number-series/"),
    Subject("payment terms", "/setup/lists/payment-terms/"),
    Subject("users", "/setup/users/"),
    Subject("settings", "/my/settings/"),
    Subject("components", "/components/"),
    Subject("nowhere", "/nowhere/"),
)

HEAD = """<!doctype html>
<meta charset="utf-8">
<title>Pages</title>
<style>
  body { font: 14px sans-serif; margin: 2rem }
  div { display: flex; flex-wrap: wrap; gap: 1rem }
  figure { margin: 0 }
  img { height: 240px; border: 1px solid #999 }
</style>
"""

LIGHTS = (
    *(Light(*size, scheme) for size in ((1366, 768), (1920, 1080), (390, 844)) for scheme in ("light", "dark")),
    *(Light(1366, 768, language=language) for language in ("it", "es")),
)


def chromium() -> str:
    """The program. Raises Missing, saying what to install."""
    found = os.environ.get("CRM_CHROMIUM") or which("chromium") or which("chromium-browser") or which("google-chrome")
    if found is None:
        raise Missing("There is no Chromium: `apt install chromium`, or let CRM_CHROMIUM name one.")
    try:
        import playwright.sync_api  # noqa: F401 — whether it is there
    except ImportError as error:
        raise Missing("Playwright is not installed: `pip install -r requirements-dev.txt`.") from error
    return found


def take(folder: Path, say: Callable[[str], object]) -> int:
    """Pictures of all subjects in all lights are in ``folder``, with an index.html; how many there are."""
    program = chromium()
    from playwright.sync_api import sync_playwright

    password = secrets.token_urlsafe(12)
    with _served(password, say) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        session = _signed_in(browser, address, password)
        taken: dict[str, list[Path]] = {}
        places: dict[str, str] = {}
        for light in LIGHTS:
            say(light.folder)
            with _in(browser, light, address, session) as context:
                places = places or dict(_found(context))
                for number, (name, path) in enumerate(places.items(), 1):
                    picture = folder / light.folder / f"{number:02}-{name.replace(' ', '-')}.png"
                    _taken(context, path, picture)
                    taken.setdefault(name, []).append(picture)
        browser.close()
    (folder / "index.html").write_text(_index(folder, taken, places), encoding="utf-8")
    return sum(map(len, taken.values()))


@contextmanager
def _served(password: str, say: Callable[[str], object]) -> Iterator[str]:
    """A demo company of its own is served at the address."""
    with tempfile.TemporaryDirectory(prefix="crm-pictures-") as name, socket.socket() as probe:
        probe.bind((HOST, 0))
        port = str(probe.getsockname()[1])
        probe.close()
        kept = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE_URL")}
        own = {"CRM_VAR": name, "CRM_LOCAL": "on", "CRM_ADMIN_PASSWORD": password, "CRM_LOG_LEVEL": "ERROR"}
        words = [sys.executable, "manage.py", "quickstart", "--port", port]
        say("Loading a demo company for the pictures")
        with subprocess.Popen(words, cwd=settings.BASE_DIR, env=kept | own, stdout=subprocess.DEVNULL) as server:
            try:
                _wait_for(f"http://{HOST}:{port}/healthz", server)
                yield f"http://{HOST}:{port}"
            finally:
                server.terminate()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    raise Missing("The demo company could not be served; run `quickstart` to see why.")


def _signed_in(browser: Browser, address: str, password: str) -> list[dict[str, str]]:
    """The cookies of somebody who has signed in."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    found = [{"name": one["name"], "value": one["value"], "url": address} for one in context.cookies()]
    context.close()
    return found


@contextmanager
def _in(browser: Browser, light: Light, address: str, session: list[dict[str, str]]) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=address,
        viewport={"width": light.width, "height": light.height},
        color_scheme="dark" if light.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    language = {"name": settings.LANGUAGE_COOKIE_NAME, "value": light.language, "url": address}
    context.add_cookies([*session, language])  # type: ignore[list-item]  # a dictionary has what they need
    yield context
    context.close()


def _found(context: BrowserContext) -> Iterator[tuple[str, str]]:
    """The name of each subject and where it is; those that are nowhere are left out."""
    page = context.new_page()
    for one in SUBJECTS:
        path = one.path
        if one.of:
            page.goto(one.of)
            lead = page.locator(LEAD).first.get_attribute("href") or ""
            path = urljoin(lead, one.path)
        answer = page.goto(path)
        if one.name == "nowhere" or answer is not None and answer.ok:
            yield one.name, path
    page.close()


def _taken(context: BrowserContext, path: str, picture: Path) -> None:
    page = context.new_page()
    page.goto(path)
    page.wait_for_function(LOADED)
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=picture)
    page.close()


def _index(folder: Path, taken: dict[str, list[Path]], places: dict[str, str]) -> str:
    """A page with all pictures, those of one subject side by side."""
    parts = []
    for name, pictures in taken.items():
        figures = "".join(
            f'<figure><a href="{path.relative_to(folder).as_posix()}"><img loading="lazy" alt="" '
            f'src="{path.relative_to(folder).as_posix()}"></a><figcaption>{path.parent.name}</figcaption></figure>'
            for path in pictures
        )
        parts.append(f"<h2>{html.escape(name)} <small>{html.escape(places[name])}</small></h2><div>{figures}</div>")
    return f"{HEAD}{''.join(parts)}\n"
