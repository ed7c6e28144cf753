"""Quotes and orders in the browser: started from a contact, written, turned into orders, printed (T1, T3, F8, F9)."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pypdf import PdfReader

from contacts.interactions.models import Interaction
from partners.models import Customer
from partners.trade import bulk_expiring, flow, outgoing
from partners.trade.kinds import NATURES
from partners.trade.models import MODELS, Document, PurchaseQuote, SalesOrder, SalesQuote
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.interactions import record_everything
from tests.factories.partners import CustomerTemplateFactory, Firm
from tests.factories.trade import document, item
from tests.screens.pages import Page

pytestmark = pytest.mark.usefixtures("trade")

QUOTES = "/trade/sales-quotes/"


def did(client: Client, url: str) -> Page:
    """The page after the form at ``url`` was sent as it was."""
    return Page(client.post(url, Page(client.get(url)).sends, follow=True))


def test_the_card_of_a_contact_starts_all_kinds(anna: Client, nordlys: Firm) -> None:
    """T1."""
    links = Page(anna.get(f"/contacts/{nordlys.contact.pk}/")).links

    started = [link for link in links if f"?contact={nordlys.contact.pk}" in link and "/new/" in link]
    assert len({link for link in started if link.startswith("/trade/")}) == len(MODELS)


@pytest.mark.parametrize(("side", "kinds", "count"), [("customer", "sales|service", 5), ("vendor", "purchase", 3)])
def test_a_partner_starts_those_of_its_side(anna: Client, nordlys: Firm, side: str, kinds: str, count: int) -> None:
    """T1."""
    record = getattr(nordlys, side)
    links = Page(anna.get(f"/partners/{side}s/{record.pk}/")).links

    started = {link for link in links if link.startswith("/trade/") and f"?{side}={record.pk}" in link}
    assert len(started) == count and all(re.search(kinds, link) for link in started)


def test_a_quote_is_written_from_a_contact_with_its_first_line(anna: Client, nordlys: Firm) -> None:
    """F8-1: customer and address come by themselves."""
    item("Desk", "489")
    url = f"{QUOTES}new/?contact={nordlys.contact.pk}"
    typed = {"documentline-0-item": "DESK", "documentline-0-quantity": "2", "your_reference": "X-1"}

    page = Page(anna.post(url, Page(anna.get(url)).with_typed(**typed), follow=True))

    quote = SalesQuote.objects.get()
    assert (quote.customer, quote.net, quote.your_reference) == (nordlys.customer, 978, "X-1")
    assert "978.00" in page.text and "1,193.16" in page.text


def test_numbers_are_typed_and_shown_as_people_write_them(anna: Client, nordlys: Firm) -> None:
    """N9."""
    quote = document(SalesQuote, (item("Desk", "489"), 1), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/edit/"
    anna.cookies["django_language"] = "it"

    page = Page(anna.get(url))
    assert (page.sends["documentline-0-quantity"], page.sends["documentline-0-unit_price"]) == ("1", "489,00")
    anna.post(url, page.with_typed(**{"documentline-0-quantity": "1.250,5"}))

    assert quote.lines.get().quantity == Decimal("1250.5")


def test_a_line_that_makes_no_sense_says_so_and_nothing_is_lost(anna: Client, nordlys: Firm) -> None:
    """Bad input: the row says why, and what was typed stays."""
    quote = document(SalesQuote, (item("Desk"), 1), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/edit/"
    for name, value, said in (
        ("quantity", "-1", "greater than or equal to 0"),
        ("discount_percent", "101", "less than or equal to 100"),
        ("item", "NOTHING", "Nothing found for “NOTHING”"),
        ("unit_price", "abc", "Enter a number"),
    ):
        page = Page(anna.post(url, Page(anna.get(url)).with_typed(**{f"documentline-0-{name}": value})))
        assert said in page.text, name
        assert page.sends[f"documentline-0-{name}"] == value
    assert quote.lines.get().quantity == 1


def test_an_order_for_somebody_who_is_no_customer_leads_to_the_contact(anna: Client) -> None:
    """T1: the refusal has the way out."""
    fjord = CompanyFactory(name="Fjord AS")
    url = f"/trade/sales-orders/new/?contact={fjord.pk}"

    page = Page(anna.post(url, Page(anna.get(url)).sends))

    assert "is not a customer yet" in page.text
    assert f"/contacts/{fjord.pk}/" in page.links
    assert not Document.objects.exists()


def test_a_quote_becomes_one_order_however_often_the_button_is_pressed(anna: Client, nordlys: Firm) -> None:
    """T3, N1: the second press leads to the order that the first one made."""
    quote = document(SalesQuote, (item(), 2), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/order/"
    sent = Page(anna.get(url)).sends

    first, second = (anna.post(url, sent) for _ in range(2))

    order = SalesOrder.objects.get()
    assert first["Location"] == second["Location"] == f"/trade/sales-orders/{order.pk}/"
    page = did(anna, url)
    assert page.status == 409 and "was already converted to order" in page.text


def test_a_quote_without_customer_gets_one_and_is_ordered(anna: Client) -> None:
    """F8-3: the page says what is made first, and with which template; one click does both."""
    template = CustomerTemplateFactory()
    quote = document(SalesQuote, (item(), 2), contact=CompanyFactory(name="Fjord AS"))
    url = f"{QUOTES}{quote.pk}/order/"
    assert url in Page(anna.get(f"{QUOTES}{quote.pk}/")).links
    asked = Page(anna.get(url))
    assert "Fjord AS is no customer yet. Create the customer first" in asked.text and str(template) in asked.text

    page = did(anna, url)

    order, customer = SalesOrder.objects.get(), Customer.objects.get()
    assert (order.customer, customer.name) == (customer, "Fjord AS")
    assert "SO0001" in page.text and customer.title in page.text


def test_a_customer_may_be_created_before_anything_is_ordered(anna: Client) -> None:
    """c.8: and who unticks the offer is told what is missing."""
    quote = document(SalesQuote, (item(), 2), contact=CompanyFactory(name="Fjord AS"))
    url = f"{QUOTES}{quote.pk}/"
    token = Page(anna.get(f"{url}order/")).sends["token"]
    refused = Page(anna.post(f"{url}order/", {"token": token}))
    assert refused.status == 409 and "has no customer yet" in refused.text

    page = did(anna, f"{url}create-party/")

    assert "The customer was created." in page.text and Customer.objects.get().title in page.text
    assert SalesOrder.objects.count() == 0


def test_a_released_document_says_what_to_do_first(anna: Client, nordlys: Firm) -> None:
    """c.6: and the buttons fit the status."""
    quote = document(SalesQuote, (item(), 2), customer=nordlys.customer)
    did(anna, f"{QUOTES}{quote.pk}/release/")
    url = f"{QUOTES}{quote.pk}/edit/"

    page = Page(anna.post(url, Page(anna.get(url)).with_typed(name="Another")))

    assert "is released. Reopen it" in page.text and page.sends["name"] == "Another"
    card = Page(anna.get(f"{QUOTES}{quote.pk}/"))
    assert f"{QUOTES}{quote.pk}/reopen/" in card.links and f"{QUOTES}{quote.pk}/release/" not in card.links


def test_printing_keeps_the_pdf_and_records_it(anna: Client, nordlys: Firm) -> None:
    """F9-3, T5: previewing does neither."""
    record_everything()
    quote = document(SalesQuote, (item("Desk"), 2), customer=nordlys.customer)
    preview = anna.get(f"{QUOTES}{quote.pk}/pdf/")
    assert preview["Content-Type"] == "application/pdf"
    assert quote.no in PdfReader(io.BytesIO(preview.content)).pages[0].extract_text()
    assert not Interaction.objects.exists()

    page = did(anna, f"{QUOTES}{quote.pk}/print/")

    assert "Printed and recorded." in page.text
    kept = anna.get(f"{QUOTES}{quote.pk}/pdf/?version=1")
    assert "Desk" in PdfReader(io.BytesIO(kept.content)).pages[0].extract_text()
    assert anna.get(f"{QUOTES}{quote.pk}/pdf/?version=2").status_code == 404
    entry = Interaction.objects.get()
    assert entry.user is not None and entry.user.first_name == "Anna"
    assert entry.description in Page(anna.get(f"/contacts/{nordlys.contact.pk}/")).text
    doubt = Page(anna.get(next(link for link in page.links if link.startswith("/interactions/cancel/"))))
    assert entry.description in doubt.text
    assert entry.description in Page(anna.get("/interactions/")).text


def test_recording_can_be_switched_off_and_says_when_it_is(anna: Client, nordlys: Firm) -> None:
    """b.3."""
    quote = document(SalesQuote, (item(), 2), customer=nordlys.customer)
    url = f"{QUOTES}{quote.pk}/print/"
    assert "no interaction template is set up" in Page(anna.get(url)).text
    record_everything()
    sent = Page(anna.get(url)).sends
    assert sent.pop("record") == "yes"

    anna.post(url, sent)

    assert not Interaction.objects.exists()
    assert SalesQuote.objects.get().printed_count == 1


@pytest.mark.parametrize("model", MODELS.values())
def test_who_may_what(
    model: type[Document], sales: Client, purchasing: Client, bo: Client, cleo: Client, nordlys: Firm
) -> None:
    """H4, c.11-7: both sides apart, readers look, others see nothing."""
    sold = NATURES[model.made_as].is_sold
    made = document(model, (item(), 1), **({"customer": nordlys.customer} if sold else {"vendor": nordlys.vendor}))
    prefix = {
        "sales_quote": "sales-quotes", "sales_order": "sales-orders", "sales_blanket": "blanket-sales-orders",
        "purchase_quote": "purchase-quotes", "purchase_order": "purchase-orders",
        "purchase_blanket": "blanket-purchase-orders",
        "service_quote": "service-quotes", "service_order": "service-orders",
    }[model.made_as]  # fmt: skip
    own, other = (sales, purchasing) if sold else (purchasing, sales)
    for page in ("edit/", "release/", "copy/", "print/"):
        url = f"/trade/{prefix}/{made.pk}/{page}"
        statuses = [client.get(url).status_code for client in (own, other, bo, cleo)]
        assert statuses == [200, 403, 403, 403], url
    for url in (f"/trade/{prefix}/", f"/trade/{prefix}/{made.pk}/", f"/trade/{prefix}/{made.pk}/pdf/"):
        assert [client.get(url).status_code for client in (own, other, bo, cleo)] == [200, 200, 200, 403], url


@pytest.mark.parametrize("rows", [3, 30])
def test_lists_and_cards_ask_no_more_for_more(anna: Client, nordlys: Firm, statements: Statements, rows: int) -> None:
    """A constant number of queries, however many documents and lines."""
    desk = item()
    first = document(SalesQuote, *[(desk, 1)] * rows, customer=nordlys.customer)
    for _ in range(rows - 1):
        document(SalesQuote, customer=nordlys.customer)
    anna.get(QUOTES)

    with statements() as listed:
        anna.get(QUOTES)
    with statements() as shown:
        anna.get(f"{QUOTES}{first.pk}/")
    with statements() as edited:
        anna.get(f"{QUOTES}{first.pk}/edit/")

    assert (len(listed) <= 9, len(shown) <= 28, len(edited) <= 19) == (True, True, True), (
        len(listed), len(shown), len(edited)
    )  # fmt: skip


def test_a_list_is_narrowed_to_a_status(anna: Client, nordlys: Firm) -> None:
    """P33: and says nothing of the others."""
    ordered, waiting = (document(PurchaseQuote, (item(no), 2), vendor=nordlys.vendor) for no in "AB")
    flow.order(ordered)

    page = Page(anna.get("/trade/purchase-quotes/?status=ordered"))

    assert ordered.no in page.text and waiting.no not in page.text


def test_what_went_out_says_why_it_is_not_deleted(anna: Client, nordlys: Firm) -> None:
    """T5: the page has the reason before the button."""
    quote = document(SalesQuote, (item(), 2), customer=nordlys.customer)
    outgoing.printed(quote)
    url = f"{QUOTES}{quote.pk}/delete/"

    page = Page(anna.get(url))

    assert "cannot be deleted any more; cancel it instead" in page.text
    assert anna.post(url, {"shown": ""}).status_code == 409
    assert SalesQuote.objects.exists()


def test_an_expired_quote_is_ordered_late_also_after_it_was_marked_so(anna: Client, nordlys: Firm) -> None:
    """F8: the night changes nothing about what the page offers."""
    quote = document(
        SalesQuote,
        (item(), 2),
        customer=nordlys.customer,
        document_date=date(2026, 1, 1),
        valid_until=date(2026, 1, 31),
    )
    assert list(bulk_expiring.expire(SalesQuote.objects.all(), date(2026, 2, 1)))
    url = f"{QUOTES}{quote.pk}/order/"

    assert url in Page(anna.get(f"{QUOTES}{quote.pk}/")).links
    sends = Page(anna.get(url)).sends

    assert anna.post(url, {**sends, "late": "yes"}).status_code == 302
    assert SalesOrder.objects.exists()
