"""A reference list is kept by keyboard alone: a row turns into fields, Enter saves, Esc cancels (P63, 3.1)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from setup.models import PaymentTerms
from tests.browser.faults import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

TERMS = "/setup/lists/payment-terms/"


def test_a_list_is_kept_by_keyboard_alone(page: Page) -> None:
    """Nothing typed is lost by one Esc; the notice takes back what was saved; new rows stand where they belong."""
    for code, words in (("14D", "14 days"), ("30D", "30 days")):
        PaymentTerms(code=code, description=words).save()
    page.goto(TERMS)
    row = page.locator("tr[data-key-of='30D']")

    page.keyboard.press("F3")
    page.keyboard.press("F3")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("F2")
    expect(page.locator("tr.editing [name=description]")).to_be_focused()
    assert faults(page) == []
    page.keyboard.type("A month")
    page.keyboard.press("Escape")
    expect(page.locator(".row-told")).to_have_text("Press Esc again to discard what you typed.")
    page.keyboard.press("Escape")
    expect(row).to_contain_text("30 days")
    expect(row.locator("td.lead")).to_be_focused()

    page.keyboard.press("F2")
    expect(page.locator("tr.editing [name=description]")).to_be_focused()
    page.keyboard.type("A month")
    page.keyboard.press("Tab")
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    expect(page.locator("tr.editing [name=due_days]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("tr.editing [name=due_days]")).to_be_focused()
    page.keyboard.type("31")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("A month")
    expect(row.locator("td.lead")).to_be_focused()
    assert PaymentTerms.objects.get(code="30D").due_days == 31

    page.keyboard.press("Alt+n")
    expect(page.locator("tr.editing [name=code]")).to_be_focused()
    page.keyboard.type("20d")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-key-of='20D'] td.lead")).to_be_focused()
    expect(page.locator("#list-count")).to_have_text("(3)")
    assert [one.get_attribute("data-key-of") for one in page.locator("tbody tr").all()] == ["14D", "20D", "30D"]
    page.get_by_role("button", name="Undo").first.focus()
    page.keyboard.press("Enter")
    expect(row).to_contain_text("30 days")


def test_leaving_a_row_that_was_typed_into_asks(page: Page) -> None:
    """N2: the browser asks, and one may stay."""
    PaymentTerms(code="30D", description="30 days").save()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(TERMS)

    page.locator("td.description").dblclick()
    page.locator("tr.editing [name=description]").fill("A month")
    page.evaluate("location.reload()")
    expect(page.locator("tr.editing [name=description]")).to_have_value("A month")

    assert asked == ["beforeunload"]
