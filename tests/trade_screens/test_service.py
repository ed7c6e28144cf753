"""Service quotes and orders in the browser: started, written, worked on, printed (c.10, T1, T3, T6)."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from contacts.interactions.models import Interaction
from partners.models import Customer
from partners.trade import flow, service
from partners.trade.models import Document, SalesOrder, ServiceItemLine, ServiceOrder, ServiceQuote
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import record_everything
from tests.factories.partners import Firm
from tests.factories.trade import add, broken, document, item
from tests.screens.pages import Page
from tests.trade_screens.test_documents import did

pytestmark = pytest.mark.usefixtures("trade")

ORDERS, QUOTES = "/trade/service-orders/", "/trade/service-quotes/"


def order_of(nordlys: Firm) -> ServiceOrder:
    """An order of Nordlys for a chair."""
    made = document(ServiceOrder, customer=nordlys.customer)
    broken(made)
    return made


@pytest.mark.parametrize("typed", ["ON-24-0117", "on-24", "0117", "0117 ON"])
def test_documents_are_found_by_the_serial_number_of_a_thing(sales: Client, nordlys: Firm, typed: str) -> None:
    """c.10: whoever calls reads it from the chair; in the list, and in the search over all."""
    order, quote = (document(model, customer=nordlys.customer) for model in (ServiceOrder, ServiceQuote))
    for one, serial_no in ((order, "ON-24-0117"), (quote, "ON-24-0117-B")):
        broken(one, serial_no=serial_no)
    other = order_of(nordlys)

    listed = Page(sales.get(ORDERS, {"q": typed})).text
    everywhere = Page(sales.get("/search/", {"q": typed})).text

    assert order.no in listed and other.no not in listed
    assert order.no in everywhere and quote.no in everywhere and other.no not in everywhere


def test_a_search_for_nothing_shows_all_and_words_are_looked_for_in_one_place(sales: Client, nordlys: Firm) -> None:
    """A serial number narrows nothing down where none was typed; numbers and names are found as before."""
    order, other = order_of(nordlys), order_of(nordlys)
    broken(order, serial_no="X-1")

    blank = Page(sales.get(ORDERS, {"q": " "})).text
    named = Page(sales.get(ORDERS, {"q": "nordlys"})).text

    assert order.no in blank and other.no in blank and order.no in named and other.no in named


def test_an_order_is_written_from_a_contact_with_items_and_charges(sales: Client, nordlys: Firm) -> None:
    """c.10, T6: in one go, and recorded as created; what was picked is kept."""
    record_everything()
    item("Assembly", "42", kind="service")
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    url = f"{ORDERS}new/?contact={ada.pk}"
    typed = {
        "service_description": "Chairs squeak", "priority": "high", "response_at": "2026-12-01T09:30",
        "order_time": "08:15",
        "serviceitemline-0-description": "Chair", "serviceitemline-0-serial_no": "C-1",
        "serviceitemline-0-fault": "squeaks", "serviceitemline-1-description": "Stool",
        "documentline-0-item": "ASSEMBLY", "documentline-0-quantity": "2",
    }  # fmt: skip

    page = Page(sales.post(url, Page(sales.get(url)).with_typed(**typed), follow=True))

    order = ServiceOrder.objects.get()
    assert (order.customer, order.contact, order.priority, order.net) == (nordlys.customer, ada, "high", 84)
    assert order.response_at is not None and timezone.localtime(order.response_at).hour == 9
    assert order.order_time is not None and order.order_time.minute == 15
    for shown in ("Chairs squeak", "High", "Pending", "C-1", "squeaks", "Stool", "84.00"):
        assert shown in page.text, shown
    assert "08:15" in page.text and "08:15:00" not in page.text
    assert Interaction.objects.get().description in Page(sales.get(f"/contacts/{ada.pk}/")).text


def test_nothing_is_touched_that_nobody_touched(sales: Client, nordlys: Firm) -> None:
    """H3: times go to the form and come back as they were."""
    order = document(ServiceOrder, customer=nordlys.customer, response_at=timezone.now())
    broken(order)
    service.start(order)
    url = f"{ORDERS}{order.pk}/edit/"
    before = ServiceOrder.objects.get()

    page = Page(sales.get(url))
    assert page.sends["order_time"] == before.order_time.strftime("%H:%M")
    sales.post(url, page.with_typed(service_description="Chairs"))

    after = ServiceOrder.objects.get()
    assert (after.response_at, after.started_at, after.order_time) == (
        before.response_at, before.started_at, before.order_time,
    )  # fmt: skip
    assert after.service_description == "Chairs"


@pytest.mark.parametrize("prefix", [ORDERS, QUOTES])
def test_the_refusal_has_the_buttons_that_help(sales: Client, prefix: str) -> None:
    """c.10, T1: the company is made a customer, or linked with one; then it goes on."""
    fjord = CompanyFactory(name="Fjord AS")
    ada = PersonFactory(name="Ada Rossi", company=fjord)
    url = f"{prefix}new/?contact={ada.pk}"

    page = Page(sales.post(url, Page(sales.get(url)).with_typed(service_description="Chairs")))

    assert "Fjord AS is not a customer yet" in page.text and page.sends["service_description"] == "Chairs"
    create = f"/links/contact/{fjord.pk}/customer/new/"
    assert {create, f"/links/contact/{fjord.pk}/customer/", f"/contacts/{fjord.pk}/"} <= set(page.links)
    did(sales, create)
    sales.post(url, Page(sales.get(url)).with_typed(service_description="Chairs"))
    assert Document.objects.get().customer == Customer.objects.get()


def test_orders_of_goods_have_the_same_buttons(sales: Client) -> None:
    """T1."""
    fjord = CompanyFactory(name="Fjord AS")
    url = f"/trade/sales-orders/new/?contact={fjord.pk}"

    page = Page(sales.post(url, Page(sales.get(url)).sends))

    assert f"/links/contact/{fjord.pk}/customer/new/" in page.links
    assert not SalesOrder.objects.exists()


def test_an_item_that_says_nothing_says_so(sales: Client, nordlys: Firm) -> None:
    """Bad input: nothing is saved, nothing typed is lost."""
    order = document(ServiceOrder, customer=nordlys.customer)
    url = f"{ORDERS}{order.pk}/edit/"
    typed = {"serviceitemline-0-serial_no": "C-1"}

    page = Page(sales.post(url, Page(sales.get(url)).with_typed(**typed)))

    assert "Say what is to be serviced" in page.text and page.sends["serviceitemline-0-serial_no"] == "C-1"
    page = Page(sales.post(url, Page(sales.get(url)).with_typed(finished_at="gestern")))
    assert page.sends["finished_at"] == "gestern"
    assert not ServiceItemLine.objects.exists()


def test_the_work_goes_on_by_buttons_that_fit_the_state(sales: Client, nordlys: Firm) -> None:
    """c.10: pending, in process, on hold, finished; then nothing but copying and printing is left."""
    record_everything()
    order = order_of(nordlys)
    card = f"{ORDERS}{order.pk}/"

    def offered() -> set[str]:
        links = Page(sales.get(card)).links
        names = ("start", "hold", "resume", "finish", "cancel", "release")
        return {name for name in names if f"{card}{name}/" in links}

    assert offered() == {"start", "hold", "finish", "cancel", "release"}
    assert "The work was started." in did(sales, f"{card}start/").text
    assert offered() == {"hold", "finish", "cancel", "release"}
    did(sales, f"{card}hold/")
    assert offered() == {"resume", "finish", "cancel", "release"}
    did(sales, f"{card}resume/")
    page = did(sales, f"{card}finish/")

    assert "The service was finished." in page.text and "Finished" in page.text
    assert offered() == set()
    assert f"{card}complete/" not in page.links and f"{card}copy/" in page.links
    refused = did(sales, f"{card}finish/")
    assert refused.status == 409 and "the status Completed" in refused.text
    refused = Page(sales.post(f"{card}edit/", Page(sales.get(f"{card}edit/")).with_typed(service_description="Other")))
    assert "cannot be changed" in refused.text
    assert list(Interaction.objects.order_by("pk").values_list("event", flat=True)) == [
        "service_order", "service_order_finished",
    ]  # fmt: skip


def test_finishing_without_items_says_why(sales: Client, nordlys: Firm) -> None:
    """c.10."""
    order = document(ServiceOrder, customer=nordlys.customer)

    page = did(sales, f"{ORDERS}{order.pk}/finish/")

    assert page.status == 409 and "has no service items" in page.text


def test_a_quote_becomes_one_order_however_often_the_button_is_pressed(sales: Client, nordlys: Firm) -> None:
    """T3, N1."""
    quote = document(ServiceQuote, customer=nordlys.customer)
    broken(quote)
    url = f"{QUOTES}{quote.pk}/order/"
    sent = Page(sales.get(url)).sends

    first, second = (sales.post(url, sent) for _ in range(2))

    order = ServiceOrder.objects.get()
    assert first["Location"] == second["Location"] == f"{ORDERS}{order.pk}/"
    assert "Chair" in Page(sales.get(f"{ORDERS}{order.pk}/")).text
    assert "Ordered" in Page(sales.get(f"{QUOTES}{quote.pk}/")).text
    assert f"{QUOTES}{quote.pk}/start/" not in Page(sales.get(f"{QUOTES}{quote.pk}/")).links


def test_an_order_is_printed_and_the_page_says_that_this_is_not_recorded(sales: Client, nordlys: Firm) -> None:
    """b.2: previewing neither counts nor keeps."""
    record_everything()
    order = order_of(nordlys)
    preview = sales.get(f"{ORDERS}{order.pk}/pdf/")
    assert "Chair" in PdfReader(io.BytesIO(preview.content)).pages[0].extract_text()
    asked = Page(sales.get(f"{ORDERS}{order.pk}/print/"))
    assert "Printing is not recorded" in asked.text and "record" not in asked.sends

    page = did(sales, f"{ORDERS}{order.pk}/print/")

    assert "Printed." in page.text
    assert ServiceOrder.objects.get().printed_count == 1
    assert [one.event for one in Interaction.objects.all()] == ["service_order"]


def test_a_printed_quote_is_recorded(sales: Client, nordlys: Firm) -> None:
    """b.2."""
    record_everything()
    quote = document(ServiceQuote, (item(), 1), customer=nordlys.customer)

    assert "Printed and recorded." in did(sales, f"{QUOTES}{quote.pk}/print/").text
    assert Interaction.objects.get().event == "service_quote"


def test_who_may_work_on_orders(sales: Client, purchasing: Client, bo: Client, cleo: Client, nordlys: Firm) -> None:
    """H4: sales; the others look, or see nothing."""
    order = order_of(nordlys)
    for page in ("start/", "hold/", "finish/"):
        statuses = [client.get(f"{ORDERS}{order.pk}/{page}").status_code for client in (sales, purchasing, bo, cleo)]
        assert statuses == [200, 403, 403, 403], page


def test_lists_are_narrowed_by_status_and_priority(sales: Client, nordlys: Firm) -> None:
    """P33."""
    waiting, urgent = order_of(nordlys), document(ServiceOrder, customer=nordlys.customer, priority="high")
    service.hold(waiting)

    held, high = Page(sales.get(f"{ORDERS}?service_status=on_hold")), Page(sales.get(f"{ORDERS}?priority=high"))

    assert waiting.no in held.text and urgent.no not in held.text
    assert urgent.no in high.text and waiting.no not in high.text
    assert "Service Quotes" in Page(sales.get(QUOTES)).text


@pytest.mark.parametrize("rows", [3, 30])
def test_lists_and_cards_ask_no_more_for_more(anna: Client, nordlys: Firm, statements: Statements, rows: int) -> None:
    """A constant number of queries, however many orders, items and charges."""
    desk = item()
    first = document(ServiceOrder, customer=nordlys.customer, response_at=timezone.now() + timedelta(days=1))
    for _ in range(rows):
        broken(first, item=desk)
        add(first, desk)
        document(ServiceOrder, customer=nordlys.customer)
    flow.release(first)
    anna.get(ORDERS)

    with statements() as listed:
        anna.get(ORDERS)
    with statements() as shown:
        anna.get(f"{ORDERS}{first.pk}/")
    with statements() as edited:
        anna.get(f"{ORDERS}{first.pk}/edit/")

    assert (len(listed) <= 9, len(shown) <= 28, len(edited) <= 20) == (True, True, True), (
        len(listed), len(shown), len(edited)
    )  # fmt: skip
