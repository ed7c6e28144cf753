"""Whole flows by keyboard alone, from the card to the end (R5, section 8: 2.1.1)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from contacts.interactions.models import Interaction
from contacts.models import Contact
from partners.models import Customer
from partners.trade.models import SalesQuote
from tests.browser.hands import tab_to
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import record_everything
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff, post_office, work_off
from tests.mail.post_office import PostOffice

__all__ = ["post_office", "work_off"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]


def test_a_quote_is_sent_and_found_on_the_card_of_who_got_it(
    page: Page, nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """F9."""
    record_everything()
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact, email="ada@nordlys.no")
    quote = document(SalesQuote, (item("Desk", "489"), 2), customer=nordlys.customer, contact=ada)
    page.goto(f"/trade/sales-quotes/{quote.pk}/")

    tab_to(page, "Send by Email")
    page.keyboard.press("Enter")
    page.wait_for_url("**/email/**")
    tab_to(page, "Subject")
    page.keyboard.press("Control+a")
    page.keyboard.type("Two desks")
    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/trade/sales-quotes/{quote.pk}/")
    work_off()
    tab_to(page, ada.title)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/contacts/{ada.pk}/")

    expect(page.locator("main")).to_contain_text("Two desks")
    assert [letter["To"] for letter in post_office.letters] == ["ada@nordlys.no"]
    assert Interaction.objects.get().contact == ada


def test_a_contact_is_deleted_after_its_plan_was_read_and_comes_back(page: Page, nordlys: Firm) -> None:
    """F13: M13 word for word; Escape goes back to the card, then the verb deletes, and the notice takes it back."""
    page.goto(f"/contacts/{nordlys.contact.pk}/")
    for last in ("Escape", "Enter"):
        tab_to(page, "Actions")
        page.keyboard.press("Enter")
        tab_to(page, "Delete")
        page.keyboard.press("Enter")
        plan = page.locator("#over")
        expect(plan).to_contain_text(
            f"Contact {nordlys.contact} will be deleted. Customer {nordlys.customer} stays, no longer linked."
        )
        if last == "Enter":
            tab_to(page, "Delete")
        page.keyboard.press(last)
        expect(plan).to_be_hidden()

    page.wait_for_url("**/contacts/")
    assert Customer.objects.exists() and not Contact.objects.exists()
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    expect(page.locator("[data-notice]")).to_contain_text("Undone:")
    assert Contact.objects.get().title == nordlys.contact.title
