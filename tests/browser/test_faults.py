"""What axe knows about the pages one works on, in light and in dark (section 8), on the demo company."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from crm.demo import company
from partners.trade.kinds import Kind, Status
from partners.trade.models import Document, ServiceOrder
from partners.trade.screens.deeds import DEEDS
from partners.trade.screens.service import DEEDS as WORK
from tests.browser.faults import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

QUOTES, ORDERS = "/trade/sales-quotes/", "/trade/sales-orders/"


def document_pages() -> Iterator[str]:
    """Cards in each state, and what can be done with documents."""
    quotes = Document._base_manager.filter(kind=Kind.SALES_QUOTE, customer__isnull=False).order_by("pk")
    for status in (Status.OPEN, Status.RELEASED, Status.ORDERED, Status.EXPIRED):
        yield f"{QUOTES}{quotes.filter(status=status)[0].pk}/"
    released = quotes.filter(status=Status.RELEASED)[0]
    yield from (f"{QUOTES}{released.pk}/{path}/" for path in ("print", "email", "order"))
    order = Document._base_manager.filter(kind=Kind.SALES_ORDER, status=Status.OPEN).order_by("pk")[0]
    yield from (f"{ORDERS}{order.pk}/{deed.path}/" for deed in DEEDS if deed.fits(order.nature))
    work = ServiceOrder.objects.filter(service_status="pending")[0]
    yield from (f"/trade/service-orders/{work.pk}/{path}/" for path in ("edit", *(deed.path for deed in WORK)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_fault_that_axe_knows(page: Page, scheme: str) -> None:
    """Home with charts and their tables, the log, documents in every state, print, e-mail and deed pages."""
    company.load()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    found = {}
    for url in ("/", "/interactions/", f"{ORDERS}?view=late&since=2020-01-01", *document_pages()):
        answer = page.goto(url)
        assert answer is not None and answer.status == 200, url
        page.evaluate("document.querySelectorAll('main details:not(.menu)').forEach((one) => { one.open = true; })")
        if wrong := faults(page):
            found[url] = wrong

    assert found == {}


def test_bars_are_reached_with_the_keyboard_and_lead_to_their_list(page: Page) -> None:
    """2.1.1: Tab comes to a bar, Enter opens what it counted."""
    company.load()
    page.goto("/")
    bar = page.locator(".chart svg a").last
    said = bar.get_attribute("aria-label")
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/interactions/?**")

    assert said is not None
    assert page.locator("h1 .number").inner_text() == f"({said.rsplit(' ', 1)[1]})"


def test_a_list_is_exported_twice_from_one_page(page: Page) -> None:
    """The button gives a file and stays usable, because the page stays."""
    company.load()
    page.goto("/interactions/?view=failed")
    export = page.get_by_role("link", name="Export")

    for _turn in range(2):
        export.click()
        page.get_by_label("Text (CSV)").check()
        with page.expect_download() as loading:
            page.get_by_role("dialog").get_by_role("button", name="Export").click()
        assert loading.value.suggested_filename == "interaction-log.csv"
