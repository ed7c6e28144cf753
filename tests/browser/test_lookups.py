"""What a field holds is opened from it, by mouse and by keyboard (3.4)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import Firm
from tests.factories.setup import SalespersonFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_lookup_opens_its_record_in_another_tab(page: Page, nordlys: Firm) -> None:
    """3.4, R5: Ctrl+click and Alt+Enter; what was typed in the form stays."""
    for number in range(10):
        SalespersonFactory(code=f"S{number}")
    company = CompanyFactory(name="Fjord AS")
    person = PersonFactory(company=company, salesperson_id="S3")
    page.goto(f"/contacts/{person.pk}/edit/")
    page.fill("[name=city]", "Bergen")

    with page.expect_popup() as opened:
        page.locator("[name=company]").click(modifiers=["Control"])
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Fjord AS")
    with page.expect_popup() as opened:
        code: Locator = page.locator(".combo", has=page.locator("select[name=salesperson]")).get_by_role("combobox")
        code.press("Alt+Enter")
    expect(opened.value).to_have_url(f"{page.url.partition('/contacts/')[0]}/setup/lists/salesperson/S3/")

    assert page.locator("[name=city]").input_value() == "Bergen"
    expect(page.get_by_role("listbox")).to_have_count(0)
