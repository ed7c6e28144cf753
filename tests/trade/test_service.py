"""Service quotes and orders: for whom, on what, and how the work goes on (c.10)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contacts.links.linking import link
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from partners.trade import copying, flow, service
from partners.trade.models import (
    Document,
    ItemTranslation,
    SalesOrder,
    ServiceItemLine,
    ServiceOrder,
    ServiceQuote,
)
from partners.trade.party import NoPartner
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, alone, firm
from tests.factories.setup import LanguageFactory
from tests.factories.trade import add, broken, document, item
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]

KINDS = pytest.mark.parametrize("model", [ServiceQuote, ServiceOrder])


def ordered(**values: object) -> ServiceOrder:
    """An order of Nordlys for a chair."""
    made = document(ServiceOrder, **({"customer": firm(name="Nordlys AS").customer} | values))
    broken(made)
    found: ServiceOrder = ServiceOrder.objects.get(pk=made.pk)
    return found


@KINDS
def test_the_company_of_the_contact_is_the_customer(model: type[Document]) -> None:
    """c.10: numbered by the series of its own, everything filled from the customer."""
    nordlys = firm(name="Nordlys AS", city="Oslo")
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)

    made = document(model, contact=ada)

    assert (made.customer, made.contact, made.contact_name, made.city) == (nordlys.customer, ada, "Ada Rossi", "Oslo")
    assert made.no == ("SVQ0001" if model is ServiceQuote else "SVO0001")
    assert (made.priority, made.service_status) == ("medium", "pending")


@KINDS
def test_who_is_no_customer_is_refused_and_the_company_named(model: type[Document]) -> None:
    """c.10: on quotes too."""
    fjord = CompanyFactory(name="Fjord AS")
    ada = PersonFactory(name="Ada Rossi", company=fjord)

    with pytest.raises(NoPartner, match=r"Fjord AS is not a customer yet") as refused:
        document(model, contact=ada)

    assert refused.value.record == fjord
    assert not Document.objects.exists()


@KINDS
def test_a_person_being_a_customer_does_not_help_its_company(model: type[Document]) -> None:
    """c.10: the person's own relation is not looked at; for an order of goods it is."""
    ada = PersonFactory(name="Ada Rossi", company=CompanyFactory(name="Fjord AS"))
    link(ada, alone(CustomerFactory, name="Ada Rossi", contact_type="person"))

    with pytest.raises(Refused, match="Fjord AS is not a customer yet"):
        document(model, contact=ada)

    assert document(SalesOrder, contact=ada).customer is not None


@KINDS
def test_a_private_customer_has_no_company_to_ask(model: type[Document]) -> None:
    """c.10, ours: a person without company stands for itself."""
    ada = PersonFactory(name="Ada Rossi")
    private = alone(CustomerFactory, name="Ada Rossi", contact_type="person")
    link(ada, private)

    assert document(model, contact=ada).customer == private


@KINDS
def test_a_blocked_customer_gets_no_service(model: type[Document]) -> None:
    """c.7, c.10."""
    nordlys = firm(name="Nordlys AS")
    nordlys.customer.refresh_from_db()
    nordlys.customer.blocked = "ship"
    nordlys.customer.save()

    with pytest.raises(Refused, match="is blocked"):
        document(model, contact=nordlys.contact)


def test_the_item_of_the_catalogue_names_what_is_serviced() -> None:
    """c.10: in the language of the document; what is no longer sold is serviced still."""
    spanish = LanguageFactory(code="ES")
    desk = item("Desk", blocked="all")
    ItemTranslation(item=desk, language=spanish, name="Escritorio").save()
    order = document(ServiceOrder, customer=firm(language=spanish).customer, priority="high")

    line = broken(order, "", item=desk, serial_no="D-1", fault="wobbles")

    assert (line.description, line.priority, line.repair_status) == ("Escritorio", "high", "initial")
    line.description = "The desk at the window"
    line.save()
    assert order.service_items.get().description == "The desk at the window"


def test_a_service_item_says_what_it_is() -> None:
    """c.10: and belongs to a service document."""
    nordlys = firm()

    with pytest.raises(Refused, match="Say what is to be serviced"):
        broken(document(ServiceOrder, customer=nordlys.customer), "", serial_no="D-1")
    with pytest.raises(Refused, match="Only service quotes and orders"):
        broken(document(SalesOrder, customer=nordlys.customer))

    assert not ServiceItemLine.objects.exists()


def test_what_is_charged_is_summed_as_anywhere() -> None:
    """c.10: service lines beside service items."""
    order = ordered()

    add(order, item("Assembly", "42", kind="service"), 2)

    order.refresh_from_db()
    assert (order.net, order.gross) == (84, Decimal("102.48"))


def test_a_quote_becomes_an_order_with_its_items_and_stays() -> None:
    """T3, c.10: its work begins anew."""
    quote = document(
        ServiceQuote,
        (item("Assembly", "42"), 2),
        customer=firm().customer,
        service_description="Chairs",
        priority="low",
    )
    broken(quote, "Chair", serial_no="C-1", fault="squeaks")

    order = flow.order(quote)

    quote, order = ServiceQuote.objects.get(pk=quote.pk), ServiceOrder.objects.get(pk=order.pk)
    assert (quote.status, quote.service_items.count(), order.made_from, order.quote_no) == (
        "ordered", 1, quote, quote.no,
    )  # fmt: skip
    assert (order.no, order.service_description, order.priority, order.gross) == (
        "SVO0001", "Chairs", "low", quote.gross,
    )  # fmt: skip
    line = order.service_items.get()
    assert (line.description, line.serial_no, line.fault, line.repair_status) == ("Chair", "C-1", "squeaks", "initial")
    with pytest.raises(Refused, match="was already converted to order"):
        flow.order(quote)
    assert replayed() == {}


def test_a_copy_is_work_that_has_not_begun() -> None:
    """c.11-4."""
    order = ordered(service_description="Chairs")
    service.finish(service.start(order))

    made = copying.copy(ServiceOrder.objects.get())

    assert (made.status, made.service_status, made.started_at, made.finished_at) == ("open", "pending", None, None)
    assert (made.service_description, made.service_items.get().repair_status) == ("Chairs", "initial")


def test_an_order_is_deleted_with_its_items() -> None:
    """As any document that is open; and comes back with them."""
    order = ordered()
    with gesture() as opened:
        order.delete()
    assert not ServiceItemLine.objects.exists()

    undo(opened.change_set)

    assert ServiceOrder.objects.get().service_items.get().description == "Chair"


@pytest.mark.parametrize("others", [0, 30])
def test_saves_cost_the_same_however_many_items_there_are(statements: Statements, others: int) -> None:
    """Statement budgets of a saved header and an added item."""
    order = ordered()
    for number in range(others):
        broken(order, f"Chair {number}")
    order.service_description = "Chairs"

    with statements() as saved:
        order.save()
    with statements() as added:
        broken(order, "Lamp")

    assert (len(saved), len(added)) == (10, 5), (saved, added)
