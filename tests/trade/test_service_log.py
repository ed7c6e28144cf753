"""What service orders write to the log by themselves: that they were begun, once, and finished (T6, b.2)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from contacts.interactions.models import Interaction, InteractionTemplateSetup
from crm.history.undo import undo
from crm.kit.context import gesture
from partners.trade import copying, flow, outgoing, service
from partners.trade.models import Document, ServiceOrder, ServiceQuote
from partners.trade.printing import pdf
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import record_everything, template
from tests.factories.partners import Firm, firm
from tests.factories.setup import LanguageFactory
from tests.factories.trade import broken, document, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture
def nordlys() -> Iterator[Firm]:
    """A firm that is everything, in a house that records everything."""
    record_everything()
    yield firm(name="Nordlys AS")


def events() -> list[str]:
    """What was recorded, oldest first."""
    return list(Interaction.objects.order_by("pk").values_list("event", flat=True))


def test_the_first_item_begins_an_order_and_no_other_does(nordlys: Firm) -> None:
    """T6: with the contact of the order, however often the item is taken away and added again."""
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    order = document(ServiceOrder, contact=ada, service_description="Chairs squeak")
    assert events() == []

    first = broken(order, "Chair")
    broken(order, "Stool")

    entry = Interaction.objects.get()
    assert (entry.event, entry.contact, entry.document, entry.document_no) == ("service_order", ada, order, order.no)
    assert entry.description == "Service order created: Chairs squeak"
    order.service_items.get(description="Stool").delete()
    first.delete()
    broken(order, "Chair")
    assert events() == ["service_order"]


def test_a_quote_is_recorded_when_it_is_printed_and_its_order_when_it_is_made(nordlys: Firm) -> None:
    """T6, b.2: also when a quote is turned into an order, and when an order is copied."""
    quote = document(ServiceQuote, (item(), 1), customer=nordlys.customer)
    broken(quote)
    assert events() == []
    outgoing.printed(quote)
    assert events() == ["service_quote"]

    order = flow.order(quote)

    assert events() == ["service_quote", "service_order"]
    assert Interaction.objects.get(event="service_order").document == order
    copying.copy(order)
    assert events() == ["service_quote", "service_order", "service_order"]


def test_finishing_is_recorded_and_printing_is_not(nordlys: Firm) -> None:
    """T6, b.2: printed, the order is kept and counted as any document."""
    order = document(ServiceOrder, customer=nordlys.customer)
    broken(order)

    printed = outgoing.printed(order)
    assert (printed.interaction, printed.version.version, events()) == (None, 1, ["service_order"])
    service.finish(order)

    assert events() == ["service_order", "service_order_finished"]
    entry = Interaction.objects.get(event="service_order_finished")
    assert (entry.document, entry.description) == (order, "Sales interaction")  # as its template says


def test_a_blank_template_records_nothing() -> None:
    """T6: each of the two by itself."""
    setup = InteractionTemplateSetup.current()
    setup.service_order_finished = template()
    setup.save()
    order = document(ServiceOrder, customer=firm().customer)

    broken(order)
    service.finish(order)

    assert events() == ["service_order_finished"]


def test_an_undo_takes_the_entry_along(nordlys: Firm) -> None:
    """H2: what is not there any more was not begun; begun anew, it is recorded anew."""
    order = document(ServiceOrder, customer=nordlys.customer)
    with gesture() as added:
        broken(order)
    undo(added.change_set)
    assert (order.service_items.count(), events()) == (0, [])

    broken(order)
    with gesture() as done:
        service.finish(order)
    undo(done.change_set)

    assert events() == ["service_order"]
    assert ServiceOrder.objects.get().service_status == "pending"


def test_an_undone_conversion_leaves_nothing_behind(nordlys: Firm) -> None:
    """H2, T3: order, items and entry go; the quote can be ordered again."""
    quote = document(ServiceQuote, (item(), 1), customer=nordlys.customer)
    broken(quote)
    with gesture() as converted:
        flow.order(quote)

    undo(converted.change_set)

    assert (ServiceOrder.objects.count(), events(), ServiceQuote.objects.get().status) == (0, [], "open")
    assert flow.order(quote).no == "SVO0002"
    assert events() == ["service_order"]


@pytest.mark.parametrize("model", [ServiceQuote, ServiceOrder])
def test_the_page_says_what_is_serviced(model: type[Document], nordlys: Firm) -> None:
    """T5, c.10: in the language of the customer, with local dates, tagged; charges only where there are any."""
    nordlys.customer.refresh_from_db()
    nordlys.customer.language = LanguageFactory(code="IT", tag="it-IT")
    nordlys.customer.save()
    made = document(model, customer=nordlys.customer, priority="high", service_description="Sedie che cigolano")
    broken(made, "Sedia Onda", serial_no="SN-7", fault="*cigola* #1")

    content = pdf.rendered(made)

    reader = PdfReader(io.BytesIO(content))
    words = "\n".join(page.extract_text() for page in reader.pages)
    for expected in (made.no, "Sedie che cigolano", "Sedia Onda", "SN-7", "*cigola* #1", "Alta"):
        assert expected in words, words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "IVA" not in words.replace("Partita IVA", "")
    document_with_lines = document(model, (item("Montaggio", "1042"), 1), customer=nordlys.customer)
    assert "1.042,00" in PdfReader(io.BytesIO(pdf.rendered(document_with_lines))).pages[0].extract_text()
