"""The frame by keyboard alone: search everywhere, help, the bell, the menu (ux 2, 3.9)."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.factories.partners import CustomerFactory, Firm


def test_one_key_finds_a_record_an_action_and_a_page(page: Page, nordlys: Firm) -> None:
    page.goto(f"/contacts/{nordlys.contact.pk}/")

    page.keyboard.press("Control+k")
    page.keyboard.type("nordlys")
    page.locator("#finder-found a").first.wait_for()
    page.keyboard.press("Enter")

    page.wait_for_url(lambda url: "/search/" not in url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nordlys AS")


def test_actions_of_the_page_come_first(page: Page, nordlys: Firm) -> None:
    page.goto(f"/contacts/{nordlys.contact.pk}/")

    page.keyboard.press("Alt+q")
    page.keyboard.type("sales quo")
    page.locator("[data-finder-actions] a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/trade/sales-quotes/new/?contact={nordlys.contact.pk}")


def test_help_opens_over_the_page_and_closes_where_one_was(page: Page) -> None:
    page.goto("/my/settings/")
    page.locator("a.company").focus()

    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog")).to_contain_text("Search everywhere")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("a.company")).to_be_focused()


def test_the_bell_tells_how_many_wait(page: Page) -> None:
    CustomerFactory()

    page.goto("/my/settings/")

    expect(page.locator(".bell b")).to_have_text("1")


def test_the_menu_stays_as_wide_as_it_was_made(page: Page) -> None:
    page.goto("/my/settings/")
    assert page.locator(".side").bounding_box()["width"] < 80  # type: ignore[index]

    with page.expect_response("**/my/arrange/"):
        page.get_by_role("button", name="Narrow or wide menu").click()
    page.reload()

    assert page.locator(".side").bounding_box()["width"] > 150  # type: ignore[index]


def test_a_letter_alone_does_nothing_until_it_is_switched_on(page: Page, nordlys: Firm) -> None:
    """WCAG 2.1.4."""
    card = f"/contacts/{nordlys.contact.pk}/"
    page.goto(card)
    page.keyboard.press("e")
    assert page.url.endswith(card)

    page.goto("/my/settings/")
    page.get_by_label("Single-key shortcuts").check()
    page.keyboard.press("Control+s")
    page.get_by_text("Saved.").wait_for()
    page.goto(card)
    page.keyboard.press("e")

    page.wait_for_url(f"**{card}edit/")


def test_the_menu_is_made_wide_and_narrow_again(page: Page) -> None:
    """Given a screen of middle width, on which the menu is narrow by itself."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/contacts/")
    word, wider = page.locator(".side li a > span").first, page.locator("[data-narrower]")
    assert word.bounding_box()["width"] <= 1  # type: ignore[index]

    wider.click()
    assert word.bounding_box()["width"] > 20  # type: ignore[index]

    wider.click()
    assert word.bounding_box()["width"] <= 1  # type: ignore[index]
