"""A quote leaves the house, by e-mail and on paper, and what was said stands on the cards (F8, F9)."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from contacts.interactions.models import Interaction
from contacts.mail.models import Message, State
from partners.models import Customer
from partners.trade.models import DocumentVersion, SalesOrder, SalesQuote
from setup.models import MarketingSetup
from tests.browser.faults import faults
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import record_everything
from tests.factories.partners import Firm
from tests.factories.trade import add, document, item
from tests.mail.conftest import WorkOff, post_office, work_off
from tests.mail.post_office import PostOffice

__all__ = ["post_office", "work_off"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("trade"), pytest.mark.slow]


def act(page: Page, name: str) -> None:
    """What a person does who looks for a deed of a card."""
    page.get_by_text("Actions").first.click()
    page.get_by_role("link", name=name).first.click()


def words_of(content: bytes) -> str:
    """The text of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def quote_of(nordlys: Firm) -> SalesQuote:
    """Two desks for Ada of Nordlys."""
    record_everything()
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact, email="ada@nordlys.no")
    return document(SalesQuote, (item("Desk", "489"), 2), customer=nordlys.customer, contact=ada)


def test_a_quote_is_sent_and_everybody_can_read_what_left(
    page: Page, nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """F9: the letter is queued, handed over, recorded with Ada; the PDF that arrived is the one that was kept."""
    quote = quote_of(nordlys)
    page.goto(f"/trade/sales-quotes/{quote.pk}/")
    act(page, "Send by Email")
    assert page.input_value("[name=to]") == "ada@nordlys.no"
    assert faults(page) == []
    page.fill("[name=subject]", "Two desks")
    page.get_by_role("button", name="Send by Email").click()
    page.wait_for_load_state()
    message = Message.objects.get()
    assert (message.state, Interaction.objects.count(), post_office.letters) == (State.QUEUED, 0, [])

    work_off()

    (arrived,) = post_office.letters
    assert (arrived["To"], arrived["Subject"]) == ("ada@nordlys.no", "Two desks")
    (attached,) = arrived.iter_attachments()
    content = attached.get_content()
    assert quote.no in words_of(content) and "1,193.16" in words_of(content)
    version = DocumentVersion.objects.get()
    assert version.pdf is not None and version.pdf.file.read() == content
    assert Interaction.objects.get().contact == quote.contact
    page.goto(f"/contacts/{quote.contact_id}/")
    page.get_by_text("Two desks").first.wait_for()
    page.goto(f"/trade/sales-quotes/{quote.pk}/")
    assert "ada@nordlys.no" in page.inner_text("main")
    assert faults(page) == []


def test_what_is_printed_is_kept_and_recorded(page: Page, nordlys: Firm) -> None:
    """F9-3: the file that the browser gets is the version, and the log says so; a preview leaves nothing."""
    quote = quote_of(nordlys)
    looked = page.request.get(f"/trade/sales-quotes/{quote.pk}/pdf/")
    assert looked.headers["content-type"] == "application/pdf" and quote.no in words_of(looked.body())
    assert (DocumentVersion.objects.count(), Interaction.objects.count()) == (0, 0)

    page.goto(f"/trade/sales-quotes/{quote.pk}/")
    act(page, "Print")
    page.get_by_role("button", name="Print").click()
    page.wait_for_load_state()

    version = DocumentVersion.objects.get()
    assert version.pdf is not None
    content = version.pdf.file.read()
    assert quote.no in words_of(content)
    entry = Interaction.objects.get()
    assert (entry.contact, entry.document_no, entry.attachment) == (quote.contact, quote.no, version.pdf)
    assert page.request.get(f"/interactions/{entry.pk}/show/").body() == content


def test_a_quote_of_somebody_who_is_no_customer_makes_the_customer_first(page: Page, marketing: MarketingSetup) -> None:
    """F8-3: two clicks from the quote of a prospect to the order of a customer."""
    fjord = CompanyFactory(name="Fjord AS")
    quote = document(SalesQuote, contact=fjord)
    add(quote, item("Desk", "489"), 2)
    page.goto(f"/trade/sales-quotes/{quote.pk}/")
    act(page, "Convert to Order")
    assert f"{fjord.title} is no customer yet" in page.inner_text("main")
    assert faults(page) == []
    page.get_by_role("button", name="Convert to Order").click()
    page.wait_for_url("**/trade/sales-orders/*/")

    assert SalesOrder.objects.get().customer == Customer.objects.get()
    assert Customer.objects.get().name == "Fjord AS"
