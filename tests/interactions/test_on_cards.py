"""Documents, customers, vendors and bank accounts show what was said about them and with whom (a.4, section 3.7)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from contacts.interactions.models import Interaction
from partners.trade import outgoing
from partners.trade.models import PurchaseOrder, SalesOrder
from tests.conftest import Statements
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import record_everything, template
from tests.factories.partners import CustomerFactory, Firm, alone
from tests.factories.trade import document, item
from tests.screens.conftest import anna, bo, cleo, nordlys  # noqa: F401
from tests.screens.pages import Page
from tests.trade.conftest import trade  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path


def panel(client: Client, url: str) -> Page:
    """The page, from the heading of its interactions on."""
    page = Page(client.get(url))
    page.texts = [page.html.partition(">Interactions</h2>")[2].partition("</section>")[0]]
    return page


def said(contact: Any, description: str, **values: Any) -> Interaction:
    """An entry of the log."""
    entry = Interaction(contact=contact, template_id="CALL", description=description, **values)
    entry.save()
    return entry


def test_the_page_of_a_document_lists_its_entries_newest_first(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """T6: with the way to the file that went out; the log narrowed to it does not know its namesakes."""
    record_everything(template("CALL"))
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer, no="SAME-1")
    bought = document(PurchaseOrder, vendor=nordlys.vendor, no="SAME-1")
    printed = outgoing.printed(order).interaction
    said(nordlys.contact, "Asked when it comes", document_id=order.pk, document_no=order.no)
    said(nordlys.contact, "Not yet told", document_id=order.pk, postponed=True)
    said(nordlys.contact, "Of the other one", document_id=bought.pk, document_no=bought.no)

    page = panel(anna, f"/trade/sales-orders/{order.pk}/")

    assert printed is not None and f"/interactions/{printed.pk}/show/" in page.links
    assert page.text.index("Asked when it comes") < page.text.index(f"/interactions/{printed.pk}/show/")
    assert "Not yet told" not in page.text and "Of the other one" not in page.text
    everything = f"/interactions/?about={order.pk}"
    assert everything in page.links
    listed = Page(anna.get(everything))
    assert "Asked when it comes" in listed.text and "Of the other one" not in listed.text
    assert f"Document: {order.title}" in listed.text


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_a_document_that_is_not_there_has_no_entries(anna: Client, nordlys: Firm, key: str) -> None:  # noqa: F811
    """An address that somebody typed leads to an empty list, not to entries without a document."""
    template("CALL")
    said(nordlys.contact, "Just a call")

    assert "Just a call" not in Page(anna.get(f"/interactions/?about={key}")).text


@pytest.mark.parametrize("kind", ["customer", "vendor", "bank"])
def test_cards_of_partners_show_the_entries_of_their_contact(anna: Client, nordlys: Firm, kind: str) -> None:  # noqa: F811
    """a.12: of a company those of its people too."""
    template("CALL")
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    said(nordlys.contact, "Called the firm")
    said(ada, "Called Ada")
    url = {"customer": "customers", "vendor": "vendors", "bank": "bank-accounts"}[kind]

    page = panel(anna, f"/partners/{url}/{getattr(nordlys, kind).pk}/")

    assert "Called the firm" in page.text and "Called Ada" in page.text and "Ada Rossi" in page.text
    assert f"/interactions/?contact={nordlys.contact.no}" in page.links


def test_a_partner_without_contact_has_no_such_panel(anna: Client) -> None:  # noqa: F811
    """Nothing can have been said with nobody."""
    lonely = alone(CustomerFactory, name="Fjord AS")

    assert "Interactions</h2>" not in Page(anna.get(f"/partners/customers/{lonely.pk}/")).html


@pytest.mark.parametrize("which", ["document", "customer"])
def test_a_card_reads_its_entries_at_once(
    anna: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
    statements: Statements,
    which: str,
) -> None:
    """However many there are."""
    template("CALL")
    order = document(SalesOrder, customer=nordlys.customer)
    url = {"document": f"/trade/sales-orders/{order.pk}/", "customer": f"/partners/customers/{nordlys.customer.pk}/"}

    def cost(number: int) -> int:
        for turn in range(number):
            said(nordlys.contact, f"Call {turn}", document_id=order.pk, document_no=order.no)
        anna.get(url[which])
        with statements() as asked:
            assert "Call 1" in Page(anna.get(url[which])).text
        return len(asked)

    assert cost(2) == cost(9)
