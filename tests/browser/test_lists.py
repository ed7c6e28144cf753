"""A list by keyboard alone: filter, preview, tick, sort, open, and back to where one was (R4, R5, N5)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.factories.contacts import CompanyFactory
from tests.factories.partners import Firm

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_list_is_worked_through_by_keyboard(page: Page) -> None:
    """The address holds the state; the focus stays where it was; what is ticked stays ticked."""
    for number in range(30):
        CompanyFactory(name=f"Firm {number:02}", city="Milano" if number % 2 else "Roma")
    page.goto("/contacts/")

    page.keyboard.press("Shift+F3")
    page.locator("#narrow-fields").fill("city")
    page.keyboard.press("Enter")
    page.locator("#filter-value").fill("mil")
    page.keyboard.press("Enter")
    expect(page.locator("#list-status")).to_have_text("15 results")
    assert page.url.endswith("?city.contains=mil")
    expect(page.locator("#add-filter")).to_be_focused()

    page.keyboard.press("F3")
    page.keyboard.press("F3")
    page.keyboard.press("Control+Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+Space")
    page.keyboard.press("Space")
    expect(page.locator("#peek h2")).to_contain_text("Firm 03")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+F7")
    page.wait_for_url("**sort=no")
    expect(page.locator("[data-ticked]")).to_have_text("Ticked rows: 2")

    page.go_back()
    page.wait_for_url("**?city.contains=mil")
    page.locator("tr", has_text="Firm 07").locator("td.lead").evaluate("cell => { cell.tabIndex = 0; cell.focus(); }")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/*/")
    page.go_back()
    expect(page.locator("tr.at")).to_contain_text("Firm 07")
    expect(page.locator("#list-count")).to_have_text("(15)")


def test_a_list_is_exported_twice_from_one_page(page: Page) -> None:
    """The button gives a file and stays usable, because the page stays."""
    CompanyFactory(name="Nordlys AS")
    page.goto("/contacts/")
    export = page.get_by_role("link", name="Export")

    for _turn in range(2):
        export.click()
        page.get_by_label("Text (CSV)").check()
        with page.expect_download() as loading:
            page.get_by_role("dialog").get_by_role("button", name="Export").click()
        assert loading.value.suggested_filename == "contacts.csv"


def test_a_row_is_dealt_with_from_its_menu_by_keyboard(page: Page) -> None:
    """3.1, F13: the keys of a context menu open it, letters find an entry, and Escape leads back to the row."""
    for name in ("Nordlys AS", "Sydlys AS"):
        CompanyFactory(name=name)
    page.goto("/contacts/")
    page.locator("tr", has_text="Sydlys").locator("td.lead").evaluate("cell => { cell.tabIndex = 0; cell.focus(); }")

    page.keyboard.press("Shift+F10")
    expect(page.locator("#row-deeds [data-first]")).to_be_focused()
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    expect(page.locator("#over")).to_contain_text("will be deleted")
    page.keyboard.press("Escape")
    expect(page.locator("tr", has_text="Sydlys").locator("td.lead")).to_be_focused()

    page.locator("tr", has_text="Nordlys").locator("[data-deeds]").click()
    page.get_by_role("dialog", name="Actions").get_by_role("link", name="Preview").click()
    expect(page.locator("#peek h2")).to_contain_text("Nordlys AS")


def test_a_column_stays_as_wide_as_it_was_dragged(page: Page) -> None:
    """3.1: in steps, and it is so again on the next page."""
    CompanyFactory(name="Nordlys AS")
    page.goto("/contacts/")
    grip = page.locator("th[data-column=city] [data-grip]")
    box = grip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 3)
    with page.expect_response("**/width/"):
        page.mouse.up()

    wide = page.locator("th[data-column=city]").evaluate("head => head.className.match(/w\\d+/)[0]")
    page.reload()

    expect(page.locator("th[data-column=city]")).to_have_class(f"city {wide}")
    expect(page.locator("td.city").first).to_have_class(f"city {wide}")


def test_a_long_menu_of_a_row_is_seen_whole_on_a_laptop(page: Page, nordlys: Firm) -> None:
    """Given more than twenty deeds and 768 pixels, then nothing scrolls, and the arrows go through both columns."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/contacts/")

    page.locator("[data-deeds]").first.click()
    menu = page.locator("#row-deeds")
    expect(menu.get_by_role("link", name="Delete")).to_be_visible()

    assert menu.evaluate("(one) => one.scrollHeight <= one.clientHeight")
    page.keyboard.press("End")
    expect(menu.get_by_role("link", name="Delete")).to_be_focused()
