"""A document outlives its contact: it is recorded with, and sent to, the company or the partner's contact (D5, b.2)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from contacts.interactions.models import Interaction
from contacts.models import Contact
from crm.kit.refusal import Refused
from partners.trade import mailing, outgoing
from partners.trade.models import SalesOrder, ServiceOrder
from tests.factories.contacts import PersonFactory
from tests.factories.partners import Firm
from tests.factories.trade import broken, document, item
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice
from tests.mail.test_documents_leave import letter
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db


def of_somebody_gone(nordlys: Firm, model: Any = SalesOrder) -> Any:
    """A document for a person of the firm who was deleted since."""
    ada = PersonFactory(name="Ada Rossi", email="ada@nordlys.no", company=nordlys.contact)
    made = document(model, (item(), 1), customer=nordlys.customer, contact=ada)
    Contact.objects.get(pk=ada.pk).delete()
    return model.objects.get(pk=made.pk)


def test_what_is_printed_is_recorded_with_the_company(nordlys: Firm) -> None:
    """D5: also after the document was edited."""
    order = of_somebody_gone(nordlys)
    order.your_reference = "X-1"
    order.save()

    outgoing.printed(SalesOrder.objects.get())

    assert SalesOrder.objects.get().contact_company == nordlys.contact
    assert Interaction.objects.get().contact == nordlys.contact


def test_a_company_that_is_gone_too_leaves_the_contact_of_the_partner(nordlys: Firm) -> None:
    """D5, b.2: whoever the customer is linked with now."""
    order = of_somebody_gone(nordlys)
    SalesOrder._base_manager.filter(pk=order.pk).update(contact_company=None)

    outgoing.printed(SalesOrder.objects.get())

    assert Interaction.objects.get().contact == nordlys.contact


def test_a_service_order_is_recorded_all_the_same(nordlys: Firm) -> None:
    """T6: when its first item is entered."""
    order = of_somebody_gone(nordlys, ServiceOrder)

    broken(order)

    assert Interaction.objects.get().contact == nordlys.contact


def test_it_is_sent_to_the_company(nordlys: Firm, post_office: PostOffice, work_off: WorkOff, anna: Client) -> None:
    """F9: the page proposes its mailbox, and what was handed over is recorded with it."""
    order = of_somebody_gone(nordlys)
    page = Page(anna.get(f"/trade/sales-orders/{order.pk}/email/"))
    assert page.sends["to"] == "post@nordlys.no"

    mailing.send(order, letter(page.sends["to"]))
    work_off()

    assert Interaction.objects.get().contact == nordlys.contact


def test_whoever_is_blocked_is_not_written_to_instead(nordlys: Firm) -> None:
    """H5: the contact that stands in is looked at like the document's own."""
    order = of_somebody_gone(nordlys)
    company = Contact.objects.get(pk=nordlys.contact.pk)
    company.privacy_blocked = True
    company.save()

    with pytest.raises(Refused, match="privacy"):
        outgoing.printed(order)
