"""One page of each kind in a real browser: what axe knows, colours in the dark, the policy, the keyboard, the zoom.

Section 8 whole: no fault in light and in dark, targets of 24 pixels, focus that is seen, 200 % zoom; and point 13: no
request leaves the machine, nothing that the content security policy refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from crm.demo import company
from partners.trade.kinds import Kind, Status
from partners.trade.models import Document, ServiceOrder
from partners.trade.screens.deeds import DEEDS
from partners.trade.screens.service import DEEDS as WORK
from tests.browser.faults import faults
from tests.browser.test_small_screens import is_page
from tests.proof.kinds import kinds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

QUOTES, ORDERS = "/trade/sales-quotes/", "/trade/sales-orders/"
WIDTH, HEIGHT = 1366, 768

WATCH = """window.refused = []; document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});"""

OPEN = "document.querySelectorAll('main details:not(.menu)').forEach((one) => { one.open = true; })"

STICK = "document.querySelectorAll('.top, .save, .sticky-head').forEach((one) => { one.style.position = '%s'; })"
LOOSEN, FASTEN = STICK % "static", STICK % ""
"""What sticks lies over other things wherever the page is scrolled; the focus is looked for with it in place."""

HIDDEN_FOCUS = """() => {
  const found = [];
  const inside = (one) => one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= 0
    && !one.closest("details.menu:not([open])");
  const kinds = "main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)";
  const all = [...document.querySelectorAll(kinds)];
  for (const one of all.filter(inside).slice(0, 80)) {
    one.focus();
    if (document.activeElement !== one) continue;
    const look = getComputedStyle(one);
    const around = one.closest("label") || one;
    const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2 || look.boxShadow !== "none"
      || getComputedStyle(around).outlineStyle !== "none" || one.querySelector("rect");
    const box = one.getBoundingClientRect();
    const places = [[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]];
    const seen = places.some(([x, y]) => {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return top && (one.contains(top) || around.contains(top) || top.contains(one) && top !== document.body);
    });
    if (!ring || !seen) found.push((ring ? "covered: " : "no ring: ") + one.outerHTML.slice(0, 100));
  }
  return found;
}"""
"""What has the focus and cannot be seen to have it, or lies under something that sticks (2.4.7, 2.4.11)."""

SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def document_pages() -> Iterator[str]:
    """Cards in each state, and what can be done with documents."""
    quotes = Document._base_manager.filter(kind=Kind.SALES_QUOTE, customer__isnull=False).order_by("pk")
    for status in (Status.RELEASED, Status.ORDERED, Status.EXPIRED):
        yield f"{QUOTES}{quotes.filter(status=status)[0].pk}/"
    released = quotes.filter(status=Status.RELEASED)[0]
    yield from (f"{QUOTES}{released.pk}/{path}/" for path in ("print", "email", "order"))
    order = Document._base_manager.filter(kind=Kind.SALES_ORDER, status=Status.OPEN).order_by("pk")[0]
    yield from (f"{ORDERS}{order.pk}/{deed.path}/" for deed in DEEDS if deed.fits(order.nature))
    work = ServiceOrder.objects.filter(service_status="pending")[0]
    yield from (f"/trade/service-orders/{work.pk}/{path}/" for path in ("edit", *(deed.path for deed in WORK)))
    yield f"{ORDERS}?view=late&since=2020-01-01"
    yield "/contacts/?q=a&country=IT"
    yield "/search/?q=rossi"


@pytest.mark.parametrize("half", [0, 1])
def test_every_kind_of_page_is_sound(page: Page, live_server: LiveServer, anna: Client, half: int) -> None:
    company.load()
    own = dict.fromkeys([*(one.url for one in kinds() if is_page(anna, one.url)), *document_pages()])
    page.add_init_script(WATCH)
    page.emulate_media(reduced_motion="reduce")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))

    found = {url: wrong for url in list(own)[half::2] if (wrong := _wrong(page, url))}

    assert len(own) > 60
    assert found == {}
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {
        urlsplit(live_server.url).netloc
    }


def _wrong(page: Page, url: str) -> list[Any]:
    """All that is wrong with one page."""
    page.goto(url)
    page.evaluate(OPEN)
    page.evaluate(LOOSEN)
    found: list[Any] = [*faults(page, rules={"target-size": {"enabled": True}})]
    page.emulate_media(color_scheme="dark")
    found += [("dark", *one) for one in faults(page, runOnly=["color-contrast"])]
    page.emulate_media(color_scheme="light")
    page.evaluate(FASTEN)
    page.keyboard.press("Tab")
    found += page.evaluate(HIDDEN_FOCUS)
    page.set_viewport_size({"width": WIDTH // 2, "height": HEIGHT // 2})
    found += ["sideways at 200 %"] if page.evaluate(SIDEWAYS) else []
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    refused: list[Any] = page.evaluate("window.refused")
    return found + refused
