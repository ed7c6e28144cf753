"""A document by e-mail, to a real mail server: what arrives is what was kept, and it is recorded once (T5, F9)."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import User
from pypdf import PdfReader

from contacts.interactions.models import Interaction, InteractionTemplateSetup
from contacts.mail.models import Message, State
from contacts.mail.outbox import Letter
from contacts.mail.words import outcome
from crm.kit.context import gesture
from crm.kit.deletion import DeletionRefused
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.models import Customer
from partners.trade import flow, mailing
from partners.trade.models import DocumentVersion, PurchaseOrder, SalesOrder, SalesQuote, ServiceOrder
from tests.factories.contacts import PersonFactory
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice

pytestmark = pytest.mark.django_db


def order_of(nordlys: Firm) -> SalesOrder:
    """An order for two desks."""
    return document(SalesOrder, (item("Desk", "489"), 2), customer=nordlys.customer)


def letter(to: str = "post@nordlys.no", **values: object) -> Letter:
    """A letter about an order."""
    return Letter(to, "Order Confirmation", "Dear Sir or Madam,\n\nplease find …", **values)  # type: ignore[arg-type]


def words_of(content: bytes) -> str:
    """The text of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_what_arrives_is_what_was_kept(nordlys: Firm, post_office: PostOffice, work_off: WorkOff) -> None:
    """F9: the PDF that was attached is read, and is the one of the document's version."""
    order = order_of(nordlys)
    sara = User.objects.create_user("sara", "sara@meridiana.example", first_name="Sara")
    with gesture(actor=sara):
        message = mailing.send(order, letter(cc="boss@nordlys.no"))
    assert post_office.letters == []

    work_off()

    (arrived,) = post_office.letters
    assert (arrived["To"], arrived["Cc"]) == ("post@nordlys.no", "boss@nordlys.no")
    assert post_office.envelopes[0].rcpt_tos == ["post@nordlys.no", "boss@nordlys.no"]
    assert arrived["From"] == "Arredamenti Meridiana <ufficio@meridiana.example>"
    assert arrived["Reply-To"] == "sara@meridiana.example"
    message.refresh_from_db()
    assert arrived["Message-ID"] == message.message_id
    body = arrived.get_body(("plain",))
    assert body is not None and "please find …" in body.get_content()
    (attached,) = arrived.iter_attachments()
    content = attached.get_content()
    words = words_of(content)
    for expected in (order.no, "Nordlys AS", "Desk", "1,193.16"):
        assert expected in words
    version = DocumentVersion.objects.get()
    assert version.pdf is not None and version.pdf.file.read() == content
    assert (attached.get_filename(), attached.get_content_type()) == (version.pdf.name, "application/pdf")


def test_it_is_counted_and_recorded_when_it_was_handed_over(
    nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T5, T6: not before; with the document's own contact, as its kind."""
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact, email="ada@nordlys.no")
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer, contact=ada)
    sara = User.objects.create_user("sara", first_name="Sara")
    with gesture(actor=sara):
        message = mailing.send(order, letter("ada@nordlys.no"))
    assert not Interaction.objects.exists()
    assert DocumentVersion.objects.get().reason == "outgoing"
    assert SalesOrder.objects.get().last_sent_at is None

    work_off()

    message.refresh_from_db()
    order = SalesOrder.objects.get()
    assert (message.state, message.attempts) == (State.SENT, 1)
    assert (order.last_sent_at, order.sent_to, order.printed_count) == (message.sent_at, "ada@nordlys.no", 0)
    version = DocumentVersion.objects.get()
    assert version.reason == "sent" and version == message.version
    entry = Interaction.objects.get()
    assert entry == message.interaction
    assert (entry.contact, entry.company, entry.document, entry.document_no) == (ada, nordlys.contact, order, order.no)
    assert (entry.event, entry.user, entry.attachment, entry.document_version) == (order.kind, sara, version.pdf, 1)
    assert (entry.correspondence_type, entry.contact_via) == ("email", "ada@nordlys.no")
    assert outcome(message) == "Sent to ada@nordlys.no. Interaction recorded."


def test_purchases_are_recorded_with_their_contact_too(
    nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T6: both sides alike."""
    order = document(PurchaseOrder, (item(), 1), vendor=nordlys.vendor)
    mailing.send(order, letter())

    work_off()

    assert Interaction.objects.get().contact == nordlys.contact
    assert len(post_office.letters) == 1


def test_a_service_order_is_recorded_as_an_e_mail_when_it_is_sent(
    nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """b.2: its own event is the first thing to be serviced, which sending is not."""
    order = document(ServiceOrder, (item(), 1), customer=nordlys.customer, contact=nordlys.contact)
    mailing.send(order, letter())

    work_off()

    assert [(one.event, one.document_no) for one in Interaction.objects.all()] == [("email", order.no)]


def test_a_template_that_is_gone_records_nothing_and_sends_all_the_same(
    nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T6: blank is off; nothing fails after the sending."""
    setup = InteractionTemplateSetup.current()
    setup.sales_order = None
    setup.save()
    message = mailing.send(order_of(nordlys), letter())

    work_off()

    message.refresh_from_db()
    assert (message.state, len(post_office.letters)) == (State.SENT, 1)
    assert not Interaction.objects.exists()
    assert outcome(message) == "Sent to post@nordlys.no."


def test_recording_can_be_left_out(nordlys: Firm, post_office: PostOffice, work_off: WorkOff) -> None:
    """b.3."""
    mailing.send(order_of(nordlys), letter(record=False))

    work_off()

    assert len(post_office.letters) == 1
    assert not Interaction.objects.exists()


def test_a_deed_that_is_rolled_back_sends_nothing(nordlys: Firm, post_office: PostOffice, work_off: WorkOff) -> None:
    """The task is in the transaction of the message: both are there, or neither is."""
    order = order_of(nordlys)
    with pytest.raises(RuntimeError), unit(savepoint=True):
        mailing.send(order, letter())
        raise RuntimeError

    assert work_off() == 0
    assert post_office.letters == []
    assert not Message.objects.exists() and not DocumentVersion.objects.exists()


def test_blocks_are_looked_at_when_it_is_queued(nordlys: Firm, post_office: PostOffice) -> None:
    """c.7, H5."""
    order = order_of(nordlys)
    customer = Customer.objects.get(pk=nordlys.customer.pk)
    customer.blocked = "all"
    customer.save()

    with pytest.raises(Refused, match="is blocked"):
        mailing.send(order, letter())
    assert not Message.objects.exists() and not DocumentVersion.objects.exists()


def test_blocks_are_looked_at_again_when_it_leaves(nordlys: Firm, post_office: PostOffice, work_off: WorkOff) -> None:
    """c.7: nothing leaves; the message says why, the document has not changed."""
    message = mailing.send(order_of(nordlys), letter())
    customer = Customer.objects.get(pk=nordlys.customer.pk)
    customer.blocked = "all"
    customer.save()

    work_off()

    message.refresh_from_db()
    assert (message.state, message.problem, post_office.letters) == (State.FAILED, "rule", [])
    said = outcome(message)
    assert said.startswith("The e-mail was not sent: ") and "is blocked" in said
    assert said.endswith("The document has not changed.")
    assert SalesOrder.objects.get().last_sent_at is None
    assert not Interaction.objects.exists()


def test_a_document_canceled_meanwhile_stays_here(nordlys: Firm, post_office: PostOffice, work_off: WorkOff) -> None:
    """What is sent is what still holds."""
    order = order_of(nordlys)
    message = mailing.send(order, letter())
    flow.cancel(order)

    work_off()

    message.refresh_from_db()
    assert (message.state, post_office.letters) == (State.FAILED, [])
    assert "has the status Canceled" in outcome(message)


def test_a_document_on_its_way_is_not_deleted(nordlys: Firm, post_office: PostOffice, work_off: WorkOff) -> None:
    """It waits, or it went out: it can be canceled instead."""
    quote = document(SalesQuote, (item(), 1), customer=nordlys.customer)
    mailing.send(quote, letter())

    with pytest.raises(DeletionRefused, match="cannot be deleted any more"):
        SalesQuote.objects.get().delete()
    work_off()
    with pytest.raises(DeletionRefused, match="cannot be deleted any more"):
        SalesQuote.objects.get().delete()
