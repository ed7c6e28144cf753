"""On 320 CSS pixels, which is a laptop at 400 % zoom, no page scrolls sideways (1.4.10); in Italian, the longest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation
from playwright.sync_api import Page

from contacts.interactions.models import Interaction
from crm.demo import company
from partners.trade.kinds import NATURES
from partners.trade.models import MODELS
from tests.screens.addresses import Address, addresses

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WIDTH = 320
FOUND = """() => {
  for (const one of document.querySelectorAll("main details:not(.menu)")) one.open = true;
  const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
  for (const one of document.querySelectorAll("main *")) {
    const scrolls = /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth;
    const named = "[tabindex='0'][role=region]:is([aria-label], [aria-labelledby]), nav[aria-label]";
    const known = one.matches(named + ", textarea, select");
    if (scrolls && !known) wide.push(one.outerHTML.slice(0, 80));
  }
  return wide;
}"""
"""What is wider than the window, or scrolls within it and cannot be reached or has no name; all folds opened.

The views of a list are reached: each is a link, and comes into sight with the focus."""

ALIKE = ("sales-blanket", "blanket-sales", "blanket-purchase", "purchase-orders", "purchase-quotes", "service-quotes")
"""Documents whose lists, cards and forms are looked at, and whose other pages are those of sales and service orders."""


@pytest.fixture
def narrow(page: Page, speak: Callable[[str], None]) -> Page:
    """A telephone, in Italian."""
    page.set_viewport_size({"width": WIDTH, "height": 640})
    speak("it")
    return page


def is_worth_a_look(one: Address) -> bool:
    """Pages that differ by more than the words on them."""
    is_alike = any(f"/{name}" in f"/{one.route}" for name in ALIKE)
    return not is_alike or one.route.rstrip("/").endswith(("orders", "quotes", "new", "edit", "key>"))


def test_no_page_scrolls_sideways(narrow: Page, anna: Client) -> None:
    """Lists, cards, forms, deeds, print and compose pages, the log, home, setup; with the folds opened."""
    with translation.override("it"):
        company.load()
    routes = {one.url for one in addresses() if is_worth_a_look(one)}
    shown = [url for url in sorted(routes) if is_page(anna, url)]

    found = {}
    for url in [*shown, f"/interactions/{_canceled()}/", *_late()]:
        narrow.goto(url)
        if wide := narrow.evaluate(FOUND):
            found[url] = wide

    assert len(shown) > 200
    assert found == {}


def is_page(client: Client, url: str) -> bool:
    """There is something to look at, and not a file or where to go instead."""
    answer = client.get(url)
    return answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")


def _canceled() -> int:
    return Interaction.objects.filter(canceled=True).values_list("pk", flat=True)[0]


def _late() -> list[str]:
    """A list of each kind of document in its most crowded view."""
    lists = {kind: f"/trade/{MODELS[kind]._meta.verbose_name_plural}/".lower().replace(" ", "-") for kind in NATURES}
    return [f"{url}?view=open&since=2020-01-01" for url in lists.values()]
