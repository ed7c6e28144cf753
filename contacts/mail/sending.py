"""The worker's part: takes a message, hands it over, and says what came of it. Never the same one twice by itself.

Each step is a transaction of its own: taken (``SENDING``) → the conversation, outside of any → what came of it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from django.db import OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from contacts.interactions.log import check_contact, log_event
from contacts.mail.checks import check_recipients, is_ready
from contacts.mail.handing import Failure, hand_over
from contacts.mail.models import Message, Problem, State, lost_after
from contacts.mail.signals import before_handing_over, handed_over, waits_or_stays
from contacts.models import Contact
from crm.kit.context import Door, gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts.interactions.models import Interaction

T = TypeVar("T")

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60))
"""How long is waited before another attempt, where trying again may help."""

TRIAL = "trial"
"""The event of an e-mail to oneself, which is about no contact."""

ATTEMPTS = len(DELAYS) + 1
TRIES_TO_SAY = 5

logger = logging.getLogger(__name__)


@task()
def deliver(key: int) -> str:
    """The message with that key was taken and what came of it is written down; how far it came.

    Blank where there was nothing to do: it is gone, another worker has it, or its time has not come.
    """
    message = _taken(key)
    if message is None:
        return ""
    with _as_its_writer(message):
        try:
            refused = _handed(message)
        except Failure as error:
            write = partial(_not_sent, message, error)
        else:
            write = partial(_sent, message, refused)
        return str(_insistently(write))


@task()
def look_after(key: int, attempt: int) -> None:
    """A message that is still being sent at that attempt is uncertain: whoever was at it is gone."""
    with unit():
        message = _locked(key)
        if message is not None and message.state == State.SENDING and message.attempts == attempt:
            settle_lost(message)


def settle_lost(message: Message) -> None:
    """Nobody knows whether the mail server took it. The row must be locked."""
    message.state, message.problem, message.detail = State.UNCERTAIN, Problem.LOST, ""
    message.save()
    waits_or_stays.send(Message, instance=message)


def enqueue(message: Message) -> None:
    """A worker will take the message, if this transaction is kept; not before ``due_at``."""
    ready = deliver if message.due_at is None else deliver.using(run_after=message.due_at)
    ready.enqueue(message.pk)


def recorded(message: Message) -> Interaction | None:
    """The entry of the log that says that ``message`` was sent; none where that was not wanted or is not set up."""
    if not message.record:
        return None
    first = message.files.select_related("attachment").first()
    return log_event(
        message.event,
        message.contact,
        description=getattr(message.document, "description", "") or message.subject,
        subject=message.subject[:100],
        attachment=first.attachment if first is not None else None,
        correspondence_type="email",
        contact_via=message.to[:80],
        language=message.language,
        document_id=message.document_id,
        document_version=getattr(message.version, "version", 0),
        document_no=message.document_no,
        **({"salesperson": message.salesperson} if message.salesperson is not None else {}),
    )


def lock_contact(message: Message) -> None:
    """The contact that will get an entry of the log is locked: before the message, as the hub it is (S9)."""
    if message.contact_id is not None:
        list(Contact._base_manager.select_for_update(no_key=True).filter(pk=message.contact_id).values_list("pk"))


def mark_sent(message: Message, refused: str = "") -> None:
    """It was sent, once: recorded, and all that follows is done. The row must be locked, and not be sent yet."""
    message.state, message.sent_at, message.due_at = State.SENT, timezone.now(), None
    message.problem, message.detail = (Problem.SOME, refused[:500]) if refused else ("", "")
    message.interaction = recorded(message)
    message.save()
    handed_over.send(Message, instance=message)


def check_again(message: Message) -> None:
    """Raise Refused where it may not leave: no contact any more, blocked, or a room above says so."""
    if message.event != TRIAL:
        if message.contact is None:
            raise Refused(_("The contact was deleted meanwhile."), field="contact")
        check_contact(message.contact)
    check_recipients(message.to, message.cc)
    before_handing_over.send(Message, instance=message)


def _taken(key: int) -> Message | None:
    """The message, being sent by us alone from here on; looked after in case we do not come back."""
    with unit():
        message = _locked(key)
        now = timezone.now()
        if message is None or message.state != State.QUEUED or (message.due_at is not None and message.due_at > now):
            return None
        message.state, message.started_at, message.due_at = State.SENDING, now, None
        message.attempts, message.tries = message.attempts + 1, message.tries + 1
        message.save()
        look_after.using(run_after=now + lost_after()).enqueue(message.pk, message.attempts)
    return message


def _handed(message: Message) -> str:
    """Whom the mail server refused besides others. Raises Failure."""
    if not is_ready():
        raise Failure(Problem.SERVER)
    try:
        check_again(message)
    except Refused as refused:
        raise Failure(Problem.RULE, refused.sentence) from refused
    try:
        return hand_over(message)
    except Failure:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is: nobody knows how far it came
        logger.exception("E-mail %s", message.pk)
        raise Failure(Problem.OTHER, f"{type(error).__name__}: {error}", may_have_left=True) from error


def _sent(message: Message, refused: str) -> str:
    """Whoever gets here handed it over: it is sent, whatever happened to the row meanwhile."""
    with unit():
        lock_contact(message)
        standing = _locked(message.pk)
        if standing is not None and standing.state != State.SENT:
            mark_sent(standing, refused)
    return State.SENT


def _not_sent(message: Message, failure: Failure) -> str:
    """It waits for another attempt, or for a person. Another attempt that began meanwhile knows better."""
    with unit():
        standing = _locked(message.pk)
        current = (State.SENDING, State.UNCERTAIN)
        if standing is None or standing.attempts != message.attempts or standing.state not in current:
            return standing.state if standing is not None else ""
        standing.problem, standing.detail = failure.problem, failure.detail[:500]
        if failure.may_have_left:
            standing.state = State.UNCERTAIN
        elif failure.is_passing and standing.tries < ATTEMPTS:
            standing.state, standing.due_at = State.QUEUED, timezone.now() + DELAYS[standing.tries - 1]
            enqueue(standing)
        else:
            standing.state = State.FAILED
        standing.save()
        waits_or_stays.send(Message, instance=standing)
        return standing.state


def _locked(key: int) -> Message | None:
    return Message._base_manager.select_for_update(no_key=True).filter(pk=key).first()


def _insistently(write: Callable[[], T]) -> T:
    """What came of it is worth waiting for a database that is busy or away for a moment."""
    for number in range(1, TRIES_TO_SAY):
        try:
            return write()
        except OperationalError:
            logger.warning("The outcome of an e-mail could not be written yet", exc_info=True)
            time.sleep(number)
    return write()


@contextmanager
def _as_its_writer(message: Message) -> Iterator[None]:
    """What is done and said inside is done for who wrote it, in the language of the page it was written on."""
    spoken = message.page_language or translation.get_language() or "en"
    with gesture(actor=message.user, door=Door.COMMAND), translation.override(spoken):
        yield
