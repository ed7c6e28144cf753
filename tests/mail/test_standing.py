"""What happens to e-mails when others are deleted, undone, blocked, or are faster (D5, H2, H5)."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections

from contacts.interactions.models import Attachment, Interaction
from contacts.mail import outbox, sending
from contacts.mail.models import Message, State
from contacts.mail.outbox import Letter
from contacts.mail.words import outcome
from contacts.models import Contact
from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.deletion import DeletionRefused
from crm.kit.refusal import Refused
from partners.trade import mailing
from partners.trade.models import DocumentVersion, SalesOrder
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import Firm
from tests.factories.trade import document, item
from tests.mail.conftest import WorkOff
from tests.mail.post_office import PostOffice

pytestmark = pytest.mark.django_db

HELLO = Letter("ada@nordlys.no", "Hello", "Dear Ada")


@pytest.fixture
def ada(nordlys: Firm) -> Contact:
    """A person of the firm."""
    found: Contact = PersonFactory(name="Ada Rossi", company=nordlys.contact, email="ada@nordlys.no")
    return found


def test_a_contact_that_is_blocked_meanwhile_gets_nothing(
    ada: Contact, post_office: PostOffice, work_off: WorkOff
) -> None:
    """H5: looked at again when it leaves."""
    message = outbox.post(HELLO, ada)
    ada = Contact.objects.get(pk=ada.pk)
    ada.privacy_blocked = True
    ada.save()

    work_off()

    message.refresh_from_db()
    assert (message.state, post_office.letters) == (State.FAILED, [])
    assert (
        outcome(message) == f"The e-mail was not sent: Contact {ada.title} is blocked for privacy and cannot be used."
    )
    with pytest.raises(Refused, match="blocked for privacy"):
        outbox.post_again(message, HELLO)
    with pytest.raises(Refused, match="blocked for privacy"):
        outbox.post(HELLO, ada)


def test_the_address_of_somebody_blocked_is_written_to_from_nowhere(
    ada: Contact, nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """H5: typed into the e-mail of another one too; an address that others have as well is theirs."""
    message = outbox.post(Letter("post@nordlys.no", "Hello", cc="Ada@nordlys.no"), nordlys.contact)
    ada = Contact.objects.get(pk=ada.pk)
    ada.privacy_blocked = True
    ada.save()

    work_off()

    message.refresh_from_db()
    assert (message.state, post_office.letters) == (State.FAILED, [])
    with pytest.raises(Refused, match="Ada Rossi is blocked for privacy"):
        outbox.post(HELLO, nordlys.contact)
    PersonFactory(name="Bo Rossi", company=nordlys.contact, email="ada@nordlys.no")
    outbox.post(HELLO, nordlys.contact)


def test_what_was_sent_to_a_deleted_person_moves_to_its_company(
    ada: Contact, nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """D5: with the name as it was; what still waits is for nobody else."""
    sent = outbox.post(HELLO, ada)
    work_off()
    waiting = outbox.post(HELLO, ada)

    Contact.objects.get(pk=ada.pk).delete()
    work_off()

    sent, waiting = (Message.objects.get(pk=one.pk) for one in (sent, waiting))
    assert (sent.contact, sent.contact_name) == (nordlys.contact, "Ada Rossi")
    assert (waiting.contact, waiting.state, len(post_office.letters)) == (None, State.FAILED, 1)
    assert "The contact was deleted meanwhile" in outcome(waiting)


def test_what_was_sent_cannot_be_deleted(ada: Contact, post_office: PostOffice, work_off: WorkOff) -> None:
    """It is known that it was written; what nobody began to send can be taken back."""
    message = outbox.post(HELLO, ada)
    outbox.post(HELLO, ada).delete()
    work_off()

    with pytest.raises(DeletionRefused, match="cannot be taken back any more"):
        Message.objects.get(pk=message.pk).delete()
    assert len(post_office.letters) == 1


def test_an_undo_takes_back_what_still_waits_and_nothing_else(
    nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """H2: before it leaves nothing happened; afterwards it did."""
    letter = Letter("post@nordlys.no", "Hello")
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer)
    mailing.send(order, letter)
    done = undo(_last_change_set())
    assert done.plan.kept == []
    assert work_off() == 1
    assert (post_office.letters, Message.objects.count(), DocumentVersion.objects.count()) == ([], 0, 0)

    message = mailing.send(order, letter)
    change_set = _last_change_set()
    work_off()
    undone = undo(change_set)

    assert undone.plan.kept
    assert Message.objects.get() == message
    assert DocumentVersion.objects.get().reason == "sent" and Attachment.objects.exists()


def test_a_correction_goes_back_only_before_it_was_sent(
    nordlys: Firm, post_office: PostOffice, work_off: WorkOff
) -> None:
    """H2: what was sent says what it said."""
    post_office.refused = {"gone@nordlys.no"}
    message = outbox.post(Letter("gone@nordlys.no", "Hello"), nordlys.contact)
    work_off()
    outbox.post_again(message, Letter("post@nordlys.no", "Hello"))
    change_set = _last_change_set()
    work_off()

    undone = undo(change_set)

    message.refresh_from_db()
    assert [kept.sentence for kept in undone.plan.kept] == ["The e-mail “Hello” cannot be taken back any more."]
    assert (message.to, message.state) == ("post@nordlys.no", State.SENT)


def test_two_e_mails_with_the_same_file_share_it(nordlys: Firm, post_office: PostOffice) -> None:
    """The same content and name is kept once."""
    file = Attachment.holding(b"plan", "plan.txt", "text/plain")
    for _ in range(2):
        outbox.post(Letter("post@nordlys.no", "Plan", files=(file, file)), nordlys.contact)

    assert [one.files.count() for one in Message.objects.all()] == [1, 1]
    assert Attachment.objects.count() == 1


def test_a_missing_file_is_said(nordlys: Firm, post_office: PostOffice, work_off: WorkOff) -> None:
    """Nothing leaves without what it speaks of."""
    file = Attachment.holding(b"plan", "plan.txt", "text/plain")
    message = outbox.post(Letter("post@nordlys.no", "Plan", files=(file,)), nordlys.contact)
    file.file.storage.delete(str(file.file.name))

    work_off()

    message.refresh_from_db()
    assert (message.state, message.problem, post_office.letters) == (State.FAILED, "file", [])
    assert "an attachment is missing (plan.txt)" in outcome(message)


def test_a_letter_that_is_too_big_is_refused_before_it_is_queued(
    nordlys: Firm, post_office: PostOffice, settings: Any
) -> None:
    """With how big it may be."""
    settings.EMAIL_LARGEST = 1000
    file = Attachment.holding(b"x" * 2000, "plan.txt", "text/plain")

    with pytest.raises(Refused, match="The e-mail would be too big: 2.6"):
        outbox.post(Letter("post@nordlys.no", "Plan", files=(file,)), nordlys.contact)


def test_letters_of_all_alphabets_arrive(post_office: PostOffice, work_off: WorkOff, nordlys: Firm) -> None:
    """Subject, text and names of files."""
    file = Attachment.holding(b"x", "Größe – 見積.txt", "text/plain")
    outbox.post(
        Letter("post@nordlys.no", "Angebot über Möbel – 見積書", "Ærlig talt\n.\nČau", files=(file,)), nordlys.contact
    )

    work_off()

    (arrived,) = post_office.letters
    body = arrived.get_body(("plain",))
    assert arrived["Subject"] == "Angebot über Möbel – 見積書"
    assert body is not None and body.get_content().splitlines() == ["Ærlig talt", ".", "Čau"]
    assert [one.get_filename() for one in arrived.iter_attachments()] == ["Größe – 見積.txt"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_send_one_message_once(trade: object, post_office: PostOffice) -> None:
    """The row decides: one has it, the other finds it taken."""
    message = outbox.post(Letter("hello@fjord.no", "Hello"), CompanyFactory(name="Fjord AS"))
    start, outcomes = threading.Barrier(4), list[str]()

    def work() -> None:
        try:
            start.wait()
            outcomes.append(sending.deliver.call(message.pk))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    message.refresh_from_db()
    assert sorted(outcomes) == ["", "", "", "sent"]
    assert (message.attempts, len(post_office.letters)) == (1, 1)
    assert connection.vendor == "postgresql" and not Interaction.objects.exists()


def _last_change_set() -> Any:
    return Change.objects.order_by("-pk").values_list("change_set", flat=True)[0]
