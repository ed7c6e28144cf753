"""On a telephone (ux 2): one line above the page, the menu behind a button, values with their names, New in reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.factories.partners import CustomerFactory, Firm

IN_REACH = "(one) => { const box = one.getBoundingClientRect(); return box.bottom <= innerHeight && box.top > 0 }"


@pytest.fixture
def telephone(page: Page) -> Page:
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_the_bar_is_one_line_and_leads_everywhere(telephone: Page, nordlys: Firm) -> None:
    """Given a telephone, when a list opens, then its rows begin within the first third, and the menu opens."""
    telephone.goto("/contacts/")

    assert telephone.locator("header.top").bounding_box()["height"] <= 56  # type: ignore[index]
    assert telephone.locator(".list tbody tr").first.bounding_box()["y"] < 300  # type: ignore[index]
    expect(telephone.get_by_role("link", name="Customers", exact=True)).to_be_hidden()

    telephone.locator(".side > summary").press("Enter")
    telephone.get_by_role("link", name="Customers", exact=True).click()

    telephone.wait_for_url("**/partners/customers/")


def test_the_search_opens_from_its_drawing(telephone: Page, nordlys: Firm) -> None:
    telephone.goto("/contacts/")

    telephone.get_by_role("link", name="Search Everywhere").click()
    telephone.keyboard.type("nordlys")

    expect(telephone.locator("#finder-found")).to_contain_text("Nordlys AS")


def test_a_number_says_what_it_is(telephone: Page) -> None:
    """The headings of the table are out of sight there."""
    CustomerFactory(credit_limit=1200)
    telephone.goto("/partners/customers/")

    named = "(one) => getComputedStyle(one, '::before').content"
    assert "Credit Limit (LCY)" in telephone.locator("td.credit_limit").first.evaluate(named)


def test_what_one_does_first_is_within_reach_wherever_the_page_is(telephone: Page, nordlys: Firm) -> None:
    for url in ("/contacts/", f"/contacts/{nordlys.contact.pk}/"):
        telephone.goto(url)
        telephone.evaluate("scrollTo(0, document.body.scrollHeight)")

        assert telephone.locator(".head .end > .first").evaluate(IN_REACH), url


def test_an_address_is_read_whole_in_a_list(page: Page, nordlys: Firm) -> None:
    """Given an address as long as the demo has them; only names are cut (ux 9), and a telephone cuts nothing."""
    nordlys.contact.email = "antonio.bermejo@rotulaciones-vallecas.example"
    nordlys.contact.save()

    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 768})
        page.goto("/contacts/?q=antonio.bermejo")
        cell = page.locator("td.email").first
        expect(cell).to_contain_text("rotulaciones-vallecas")
        assert cell.evaluate("(one) => one.scrollWidth <= one.clientWidth"), width
