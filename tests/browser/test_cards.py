"""A card in a real browser: edited where one clicks, seen before saved, by keyboard alone (F4, R1, R5, N8, N20)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from setup.models import Country
from tests.factories.partners import CustomerFactory, Firm

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]


def test_a_phone_is_corrected_and_seen_before_it_is_saved(page: Page, nordlys: Firm) -> None:
    """F4, by keyboard from the double click on."""
    page.goto(f"/contacts/{nordlys.contact.pk}/")
    page.dblclick("[data-field=phone_no] dt")
    page.wait_for_url("**focus=phone_no")
    expect(page.locator("[name=phone_no]")).to_be_focused()

    page.keyboard.press("Control+a")
    page.keyboard.type("+39 02 7654321")

    told = page.locator(".follows")
    expect(told).to_contain_text(f"Will also update: Customer {nordlys.customer.no}, Vendor {nordlys.vendor.no}")
    told.locator("summary").press("Enter")
    expect(told.locator("tbody tr").first).to_contain_text("+39027654321")
    assert page.evaluate("document.documentElement.scrollWidth") == 1366

    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/contacts/{nordlys.contact.pk}/")
    expect(page.locator("main")).to_contain_text("3 linked records were updated too.")
    assert nordlys.reload().vendor.phone_no == "+39027654321"


def test_sections_and_boxes_stay_as_they_were_left(page: Page, nordlys: Firm) -> None:
    """3.2: Alt+F6 and Alt+F2; a box comes by itself."""
    page.goto(f"/contacts/{nordlys.contact.pk}/")
    expect(page.locator("#box-interactions-figures")).to_contain_text("Cost (LCY)")

    with page.expect_response("**/fold/"):
        page.focus("#section-no summary")
        page.keyboard.press("Alt+F6")
    with page.expect_response("**/arrange/"):
        page.keyboard.press("Alt+F2")
    page.reload()

    expect(page.locator("#section-no dl").first).to_be_hidden()
    expect(page.locator("#section-no .promoted")).to_contain_text("Nordlys AS")
    expect(page.locator("aside.aside")).to_be_hidden()


def test_a_code_is_found_by_typing_its_name(page: Page, nordlys: Firm) -> None:
    """3.4: the list stays what is sent; what fits nothing is not kept."""
    for place, name in enumerate(("Haiti", "Peru", "Cuba", "Iran", "Mali", "Oman", "Chad", "Fiji", "Laos", "Togo")):
        Country(code=f"X{place}", description=name).save()
    page.goto(f"/contacts/{nordlys.contact.pk}/edit/?focus=country")
    box = page.get_by_role("combobox", name="Country/Region Code")
    expect(box).to_be_focused()

    page.keyboard.type("fij")
    page.keyboard.press("Enter")
    expect(box).to_have_value("X7 — Fiji")
    box.fill("nowhere")
    page.keyboard.press("Tab")

    expect(box).to_have_value("X7 — Fiji")
    assert page.eval_on_selector("select[name=country]", "one => one.value") == "X7"


def test_a_missing_code_is_made_beside_the_form(page: Page, nordlys: Firm) -> None:
    """3.4, R6: by keyboard; what was typed before stays, and the new code is chosen."""
    page.goto(f"/partners/customers/{nordlys.customer.pk}/edit/")
    page.fill("[name=city]", "Bergen")
    box = page.get_by_role("combobox", name="Payment Terms Code")
    box.fill("nowhere to be found")
    page.keyboard.press("Enter")

    panel = page.get_by_role("dialog", name="Payment Terms")
    expect(panel.locator("[name=description]")).to_have_value("nowhere to be found")
    page.keyboard.press("Control+s")
    expect(panel).to_contain_text("This could not be saved")
    panel.locator("[name=code]").fill("45D")
    page.keyboard.press("Control+s")

    expect(box).to_have_value("45D — nowhere to be found")
    expect(box).to_be_focused()
    expect(page.locator("[name=city]")).to_have_value("Bergen")


def test_escape_leaves_what_was_typed_above_and_below(page: Page, nordlys: Firm) -> None:
    """N13: one dialog at a time; it closes, nothing of either form is lost, and the focus is where it was."""
    page.goto(f"/partners/customers/{nordlys.customer.pk}/edit/")
    page.fill("[name=city]", "Bergen")
    box = page.get_by_role("combobox", name="Payment Terms Code")
    panel = page.get_by_role("dialog", name="Payment Terms")
    box.fill("nowhere to be found")
    page.keyboard.press("Enter")
    panel.locator("[name=code]").fill("45D")

    page.keyboard.press("Escape")

    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(box).to_be_focused()
    expect(page.locator("[name=city]")).to_have_value("Bergen")
    box.fill("nowhere else")
    page.keyboard.press("Enter")
    expect(panel.locator("[name=code]")).to_have_value("45D")
    expect(page.locator("dialog[open]")).to_have_count(1)


def test_a_record_is_chosen_from_those_that_fit(page: Page, nordlys: Firm) -> None:
    """3.4: two lines each; a blocked one says why, and is not chosen."""
    free, blocked = (CustomerFactory(name=f"Adria {no}", blocked=how) for no, how in (("1", ""), ("2", "all")))
    page.goto(f"/partners/customers/{nordlys.customer.pk}/edit/?focus=bill_to_customer")
    box = page.get_by_role("combobox", name="Bill-to Customer")
    expect(box).to_be_focused()

    page.keyboard.type("adria")
    expect(page.get_by_role("option", name="Adria 2")).to_contain_text(f"{blocked.no} – Blocked: All")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(box).to_have_value("adria")
    for key in ("ArrowUp", "Enter"):
        page.keyboard.press(key)

    expect(box).to_have_value(free.no)
    expect(page.locator("#id_bill_to_customer_helptext")).to_have_text("Adria 1")
