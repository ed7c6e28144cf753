"""What left by e-mail stays, and what did not leave says so (T5, H2)."""

from __future__ import annotations

import uuid

import pytest

from contacts.interactions.models import Attachment, Interaction
from contacts.mail import outbox, sending
from contacts.mail.models import Message, State
from contacts.mail.outbox import Letter
from crm.history.models import Change
from crm.history.undo import plan_undo, undo
from crm.kit.context import gesture
from crm.kit.unit import unit
from partners.trade import flow, mailing
from partners.trade.models import DocumentVersion, SalesOrder
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice

pytestmark = pytest.mark.django_db

HELLO = Letter("post@nordlys.no", "Hello")


@pytest.fixture
def order(nordlys: Firm) -> SalesOrder:
    """An order of the firm."""
    made: SalesOrder = document(SalesOrder, (item(), 1), customer=nordlys.customer)
    return made


def queued(order: SalesOrder, letter: Letter = HELLO) -> tuple[Message, uuid.UUID]:
    """The e-mail that waits, and the change set in which it was queued."""
    with gesture() as opened:
        message = mailing.send(order, letter)
    return message, opened.change_set


def last_change_set() -> uuid.UUID:
    """The change set of what happened last."""
    return Change.objects.order_by("-pk").values_list("change_set", flat=True)[0]


def begun(message: Message) -> None:
    """A worker has it in hand for the first time."""
    message.state, message.attempts = State.SENDING, 1
    message.save()


def lost(message: Message) -> None:
    """The worker is gone."""
    with unit():
        sending.settle_lost(message)


def reason() -> str:
    """What the only version says."""
    return DocumentVersion.objects.get().get_reason_display()


def test_queueing_is_not_undone_once_it_was_sent(order: SalesOrder, post_office: PostOffice, work_off: WorkOff) -> None:
    """T5: message, file and version stay, each with its reason; nothing is written."""
    _message, queueing = queued(order)
    work_off()

    planned, done = plan_undo(queueing), undo(queueing)

    said = {kept.title: kept.sentence for kept in done.plan.kept}
    version = DocumentVersion.objects.get()
    assert version.pdf is not None and planned.kept == done.plan.kept and done.change_set is None
    assert "The document was sent on" in said[version.title] and said[version.title] == said[version.pdf.title]
    assert said["Hello"] == "The e-mail “Hello” cannot be taken back any more."
    assert Message.objects.get().files.get().attachment == version.pdf
    assert (version.reason, version.pdf.file.read()[:4]) == ("sent", b"%PDF")


def test_handing_over_is_not_undone(order: SalesOrder, post_office: PostOffice, work_off: WorkOff) -> None:
    """T5: when and to whom it was sent, the entry and the version say what they said."""
    queued(order)
    work_off()

    undone = undo(last_change_set())

    order.refresh_from_db()
    entry = Interaction.objects.get()
    assert (undone.change_set, order.sent_to, entry.canceled) == (None, "post@nordlys.no", False)
    assert order.last_sent_at is not None and Message.objects.get().interaction == entry
    kept = {(one.title, one.field) for one in undone.plan.kept}
    assert kept == {
        (order.title, "Last Sent"), (order.title, "Sent To"),
        (DocumentVersion.objects.get().title, "Reason"), (entry.title, ""),
    }  # fmt: skip


def test_an_e_mail_without_document_stays_recorded_too(
    nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T5: it was sent."""
    file = Attachment.holding(b"plan", "plan.txt", "text/plain")
    with gesture() as posted:
        outbox.post(Letter("post@nordlys.no", "Hello", files=(file,)), nordlys.contact)
    work_off()

    undo(last_change_set())
    undo(posted.change_set)

    assert Interaction.objects.get().attachment == Message.objects.get().files.get().attachment


@pytest.mark.parametrize("state", [State.SENDING, State.UNCERTAIN])
def test_what_may_have_left_stays(order: SalesOrder, post_office: PostOffice, state: State) -> None:
    """T5: nobody knows."""
    message, queueing = queued(order)
    begun(message)
    if state == State.UNCERTAIN:
        lost(message)

    said = {kept.title: kept.sentence for kept in undo(queueing).plan.kept}

    version = DocumentVersion.objects.get()
    assert said[version.title] == "The document may have been sent. What may have gone out stays."
    assert Message.objects.get().version == version and Attachment.objects.exists()


def test_what_was_tried_and_failed_can_still_be_sent_again(
    order: SalesOrder, post_office: PostOffice, work_off: WorkOff
) -> None:
    """H2: an undo leaves the e-mail whole: with its file and its version."""
    post_office.refused = {"post@nordlys.no"}
    message, queueing = queued(order)
    work_off()

    undo(queueing)

    post_office.refused = set()
    outbox.post_again(Message.objects.get(), HELLO)
    work_off()
    assert [len(list(one.iter_attachments())) for one in post_office.letters] == [1]
    assert (Interaction.objects.get().document_version, reason()) == (1, "Sent")


def test_a_version_says_what_became_of_its_e_mail(
    order: SalesOrder, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T5: refused for good, waiting again, and sent."""
    post_office.refused = {"post@nordlys.no"}
    message, _queueing = queued(order)
    said = [reason()]

    work_off()
    said.append(reason())
    post_office.refused = set()
    outbox.post_again(message, HELLO)
    said.append(reason())
    work_off()

    assert [*said, reason()] == ["To be sent", "Not sent", "To be sent", "Sent"]


def test_what_waits_for_another_attempt_still_waits(
    order: SalesOrder, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T5: a busy server is asked again by itself."""
    post_office.to_recipients = ["451 4.7.1 Try again later"]
    queued(order)

    work_off()

    assert reason() == "To be sent"


def test_an_uncertain_one_never_says_again_that_it_was_not_sent(
    order: SalesOrder, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T5: the second attempt failed; the first may have arrived."""
    message, _queueing = queued(order)
    begun(message)
    lost(message)
    said = [reason()]

    post_office.refused = {"post@nordlys.no"}
    outbox.post_again(message, HELLO)
    work_off()

    assert [*said, reason()] == ["Uncertain: maybe sent"] * 2
    assert Message.objects.get().state == State.FAILED


def test_a_document_canceled_meanwhile_has_no_version_that_waits(
    order: SalesOrder, post_office: PostOffice, work_off: WorkOff
) -> None:
    """T5: and an undo of that does not make it wait."""
    queued(order)
    flow.cancel(order)
    work_off()

    undone = undo(last_change_set())

    assert reason() == "Not sent"
    assert [kept.field for kept in undone.plan.kept] == ["Reason"]


def test_a_withdrawn_e_mail_leaves_no_version(order: SalesOrder, post_office: PostOffice, work_off: WorkOff) -> None:
    """T5: nor a file; the undo brings all back, and it is sent."""
    message, _queueing = queued(order)
    with gesture() as withdrawn:
        message.delete()
    assert not (DocumentVersion.objects.exists() or Attachment.objects.exists())
    assert (work_off(), post_office.letters) == (1, [])

    undo(withdrawn.change_set)
    work_off()

    assert (len(post_office.letters), reason()) == (1, "Sent")
