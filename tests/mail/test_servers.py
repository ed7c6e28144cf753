"""Mail servers that refuse, wait and hang up: the state is honest, nothing is lost, and nothing is sent twice."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from contacts.interactions.models import Interaction
from contacts.mail import outbox, sending
from contacts.mail.models import Message, State, lost_after
from contacts.mail.outbox import Letter
from contacts.mail.words import outcome
from crm.kit.refusal import Refused
from tests.factories.partners import Firm
from tests.mail.conftest import WorkOff, named
from tests.mail.post_office import PostOffice, free_port, nobody, opened

pytestmark = pytest.mark.django_db

HELLO = Letter("post@nordlys.no", "Hello", "Dear all")


@pytest.fixture
def message(nordlys: Firm, post_office: PostOffice) -> Message:
    """An e-mail that waits."""
    return outbox.post(HELLO, nordlys.contact)


def again(message: Message) -> Message:
    """The message as it stands."""
    return Message.objects.get(pk=message.pk)


def test_an_email_without_document_is_recorded_as_an_email(
    message: Message, post_office: PostOffice, work_off: WorkOff, nordlys: Firm
) -> None:
    """b.5: with its subject."""
    work_off()

    entry = Interaction.objects.get()
    assert (entry.contact, entry.event, entry.subject, entry.description) == (
        nordlys.contact, "email", "Hello", "Hello"
    )  # fmt: skip
    assert post_office.letters[0]["Subject"] == "Hello"


def test_a_refused_recipient_is_said_in_the_language_of_the_reader(
    message: Message, post_office: PostOffice, work_off: WorkOff
) -> None:
    """M24: with what the mail server answered; no second attempt by itself."""
    post_office.refused = {"post@nordlys.no"}

    work_off()

    failed = again(message)
    assert (failed.state, failed.problem, failed.attempts) == (State.FAILED, "recipient", 1)
    assert "the mail server refuses the recipient (post@nordlys.no: 550 5.1.1 No such user here)" in outcome(failed)
    with translation.override("it"):
        assert outcome(failed).startswith("L'e-mail non è stata inviata: il server di posta rifiuta il destinatario")
    with translation.override("es"):
        assert outcome(failed).startswith("El correo no se ha enviado: el servidor de correo rechaza al destinatario")
    assert not Interaction.objects.exists()
    assert (failed.subject, failed.body, failed.to) == ("Hello", "Dear all", "post@nordlys.no")


def test_what_failed_is_corrected_and_sent_again_and_recorded_once(
    message: Message, post_office: PostOffice, work_off: WorkOff
) -> None:
    """Nothing typed is lost; the identifier stays."""
    post_office.refused = {"post@nordlys.no"}
    work_off()

    outbox.post_again(again(message), Letter("info@nordlys.no", "Hello", "Dear all"))
    work_off()

    assert [one["To"] for one in post_office.letters] == ["info@nordlys.no"]
    sent = again(message)
    assert (sent.state, sent.attempts, sent.message_id) == (State.SENT, 2, message.message_id)
    assert (sent.problem, Interaction.objects.count()) == ("", 1)
    with pytest.raises(Refused, match="has the status Sent"):
        outbox.post_again(sent, HELLO)


def test_one_of_several_recipients_is_refused(nordlys: Firm, post_office: PostOffice, work_off: WorkOff) -> None:
    """The others have it; whom the server refused is said."""
    post_office.refused = {"gone@nordlys.no"}
    message = outbox.post(Letter("post@nordlys.no;gone@nordlys.no", "Hello"), nordlys.contact)

    work_off()

    sent = again(message)
    assert (sent.state, len(post_office.letters)) == (State.SENT, 1)
    assert "The mail server refused: gone@nordlys.no: 550" in outcome(sent)
    assert work_off() == 0


def test_a_busy_server_is_asked_again_a_little_later(
    message: Message, post_office: PostOffice, work_off: WorkOff
) -> None:
    """4xx: it waits, then it is sent and recorded once."""
    post_office.to_recipients = ["451 4.7.1 Greylisted, try again"]

    work_off()

    waiting = again(message)
    assert waiting.due_at is not None
    assert (waiting.state, waiting.tries) == (State.QUEUED, 1)
    assert "Attempt 2 of 5 follows at" in outcome(waiting) and "Greylisted" in outcome(waiting)
    assert not Interaction.objects.exists() and work_off() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        work_off()
        assert (again(message).state, len(post_office.letters)) == (State.SENT, 1)
    assert Interaction.objects.count() == 1


def test_a_server_that_is_away_is_tried_a_few_times(settings: Any, nordlys: Firm, work_off: WorkOff) -> None:
    """No connection: five attempts, then it is for a person to decide."""
    named(settings, free_port())
    message, now = outbox.post(HELLO, nordlys.contact), timezone.now()

    for hours in range(8):
        with time_machine.travel(now + timedelta(hours=2 * hours)):
            work_off()

    failed = again(message)
    assert (failed.state, failed.problem, failed.attempts) == (State.FAILED, "connection", sending.ATTEMPTS)
    assert "there is no connection to the mail server" in outcome(failed)


def test_a_server_that_never_takes_the_content(message: Message, post_office: PostOffice, work_off: WorkOff) -> None:
    """5xx to the content: the reason is what the server says."""
    post_office.to_contents = ["552 5.3.4 Message size exceeds fixed limit"]

    work_off()

    assert (again(message).state, again(message).problem) == (State.FAILED, "too_big")
    assert "it is too big for the mail server (552" in outcome(again(message))


def test_a_file_that_is_too_big_for_the_server(settings: Any, nordlys: Firm, work_off: WorkOff) -> None:
    """The server says how much it takes before anything is given to it."""
    with opened(data_size_limit=1000) as office:
        named(settings, office.port)
        message = outbox.post(Letter("post@nordlys.no", "Hello", "x" * 5000), nordlys.contact)
        work_off()

    assert (again(message).state, again(message).problem, office.letters) == (State.FAILED, "too_big", [])


def test_a_wrong_password(settings: Any, nordlys: Firm, work_off: WorkOff) -> None:
    """It is said, and not tried over and over: accounts get locked that way."""
    with opened(authenticator=nobody, auth_require_tls=False, auth_required=True) as office:
        named(settings, office.port)
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "office", "wrong"
        message = outbox.post(HELLO, nordlys.contact)
        work_off()

    assert (again(message).state, again(message).problem) == (State.FAILED, "password")
    assert "refuses our user name or password" in outcome(again(message))
    assert "wrong" not in again(message).detail


def test_a_server_that_offers_no_tls_gets_no_letter(settings: Any, nordlys: Firm, work_off: WorkOff) -> None:
    """What was to be secret is never said openly."""
    with opened() as office:
        named(settings, office.port)
        settings.EMAIL_USE_TLS = True
        message = outbox.post(HELLO, nordlys.contact)
        work_off()

    assert (again(message).state, again(message).problem, office.letters) == (State.FAILED, "security", [])


def test_a_server_that_does_not_answer_before_the_content_is_asked_again(
    settings: Any, nordlys: Firm, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A time out while connecting: nothing left."""
    with opened() as office:
        named(settings, office.port)
        message = outbox.post(HELLO, nordlys.contact)
        monkeypatch.setattr(smtplib.SMTP, "connect", _late)
        work_off()

    waiting = again(message)
    assert (waiting.state, waiting.problem) == (State.QUEUED, "timeout")


def test_a_server_that_falls_silent_with_the_content_may_have_it(
    message: Message, post_office: PostOffice, work_off: WorkOff, settings: Any
) -> None:
    """Nobody knows: it is not sent again by itself, and says so."""
    settings.EMAIL_TIMEOUT, post_office.waits = 1, 3.0

    work_off()

    uncertain = again(message)
    assert (uncertain.state, uncertain.problem) == (State.UNCERTAIN, "timeout")
    assert "Nobody knows whether this e-mail left" in outcome(uncertain)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        work_off()
        assert again(message).attempts == 1
    assert not Interaction.objects.exists()
    outbox.count_as_sent(again(message))
    assert (again(message).state, Interaction.objects.count()) == (State.SENT, 1)


def test_a_worker_that_was_killed_leaves_an_uncertain_message(
    message: Message, post_office: PostOffice, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found, shown, never sent again by itself; a person may."""
    monkeypatch.setattr(sending, "hand_over", _killed)
    with pytest.raises(_Killed):
        sending.deliver.call(message.pk)
    monkeypatch.undo()
    work_off()
    assert (again(message).state, post_office.letters) == (State.SENDING, [])

    with time_machine.travel(timezone.now() + lost_after() + timedelta(seconds=5)):
        assert "Nobody knows whether this e-mail left: the worker stopped" in outcome(again(message))
        work_off()
        assert (again(message).state, post_office.letters) == (State.UNCERTAIN, [])
        outbox.post_again(again(message), HELLO)
        work_off()

    assert (again(message).state, len(post_office.letters)) == (State.SENT, 1)
    assert Interaction.objects.count() == 1


def test_a_worker_that_comes_back_late_knows_better(
    message: Message, post_office: PostOffice, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was only slow: sent is sent, once, although it counted as uncertain meanwhile."""

    def slow(taken: Message) -> str:
        sending.look_after.call(taken.pk, taken.attempts)
        assert again(taken).state == State.UNCERTAIN
        return ""

    monkeypatch.setattr(sending, "hand_over", slow)
    work_off()

    assert (again(message).state, Interaction.objects.count()) == (State.SENT, 1)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        work_off()
    assert (again(message).state, Interaction.objects.count()) == (State.SENT, 1)


def test_two_workers_send_one_message_once(message: Message, post_office: PostOffice, work_off: WorkOff) -> None:
    """The second finds it taken, or sent."""
    sending.enqueue(message)

    assert work_off() == 2
    assert sending.deliver.call(message.pk) == ""

    assert (len(post_office.letters), Interaction.objects.count(), again(message).attempts) == (1, 1, 1)


def test_without_a_server_nothing_is_queued(settings: Any, nordlys: Firm) -> None:
    """Nothing into the void."""
    settings.EMAIL_HOST = ""

    with pytest.raises(Refused, match="No mail server is set up"):
        outbox.post(HELLO, nordlys.contact)
    assert not Message.objects.exists()


class _Killed(BaseException):
    """The process ends here."""


def _killed(message: Message) -> str:
    raise _Killed


def _late(*_args: Any, **_options: Any) -> Any:
    raise TimeoutError("timed out")
