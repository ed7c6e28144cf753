"""Nobody sends an outdated document without knowing (T5, N15)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.mail.models import Message
from partners.trade import flow, mailing
from partners.trade.models import DocumentComment, SalesOrder
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice
from tests.mail.test_resending import LETTER
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]

WAYS = ("again", "resend")
CHANGED = "The document was changed since."


@pytest.fixture
def order(nordlys: Firm) -> SalesOrder:
    """An order of the firm."""
    made: SalesOrder = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    return made


def left(order: SalesOrder, way: str, post_office: PostOffice, work_off: WorkOff) -> str:
    """The page on which its e-mail is sent again: one that failed, or one that arrived."""
    if way == "again":
        post_office.refused = {"post@nordlys.no", "boss@nordlys.no"}
    message = mailing.send(order, LETTER)
    work_off()
    return f"/mail/{message.pk}/{way}/"


@pytest.mark.parametrize("way", WAYS)
def test_the_page_says_which_version_goes_out_and_offers_todays(
    anna: Client, order: SalesOrder, way: str, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T5: the line changed after the version was kept."""
    url = left(order, way, post_office, work_off)
    line = order.lines.get()
    line.quantity = 7
    line.save()

    page = Page(anna.get(url))

    assert f"goes out. {CHANGED}" in page.text and "Version 1 of" in page.text
    assert f"/trade/sales-orders/{order.pk}/email/" in page.links
    file = Message.objects.get().files.get().attachment_id
    assert f"/mail/{Message.objects.get().pk}/file/?no={file}" in page.links


@pytest.mark.parametrize("way", WAYS)
def test_what_is_unchanged_for_its_reader_needs_no_word(
    anna: Client, order: SalesOrder, way: str, post_office: PostOffice, work_off: WorkOff
) -> None:
    """Releasing and noting something for ourselves change nothing on paper."""
    url = left(order, way, post_office, work_off)
    flow.release(SalesOrder.objects.get(pk=order.pk))
    DocumentComment(document=order, text="He called").save()

    page = Page(anna.get(url))

    assert CHANGED not in page.text
    assert f"/trade/sales-orders/{order.pk}/email/" not in page.links


def test_the_attachment_of_what_failed_can_be_looked_at(
    anna: Client, order: SalesOrder, post_office: PostOffice, work_off: WorkOff
) -> None:
    """F9-1: the very file that goes out."""
    url = left(order, "again", post_office, work_off)
    file = Message.objects.get().files.get().attachment

    page = Page(anna.get(url))

    assert f"Attachment: {file.name}" in page.text
    assert f"/mail/{Message.objects.get().pk}/file/?no={file.pk}" in page.links


def test_a_canceled_document_has_no_version_of_today(
    anna: Client, order: SalesOrder, post_office: PostOffice, work_off: WorkOff
) -> None:
    """What cannot be sent is not offered."""
    url = left(order, "resend", post_office, work_off)
    flow.cancel(SalesOrder.objects.get(pk=order.pk))

    assert CHANGED not in Page(anna.get(url)).text
