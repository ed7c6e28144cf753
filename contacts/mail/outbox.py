"""The page's part: an e-mail is checked, written down and queued in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import make_msgid, parseaddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contacts.formats.emails import check_email
from contacts.interactions.log import check_contact
from contacts.mail import checks, sending
from contacts.mail.models import Message, MessageFile, State
from contacts.mail.signals import before_handing_over, waits_or_stays
from crm.kit.context import current_gesture
from crm.kit.refusal import Refused
from crm.kit.unit import unit

if TYPE_CHECKING:
    from contacts.interactions.models import Attachment
    from contacts.models import Contact
    from setup.models import Language

EMAIL = "email"
"""The event of an e-mail without a document, or with one whose kind is recorded at another time."""


@dataclass(frozen=True)
class Letter:
    """What somebody wrote; addresses are separated by semicolons."""

    to: str
    subject: str
    body: str = ""
    cc: str = ""
    language: Language | None = None
    record: bool = True
    files: Sequence[Attachment] = field(default=())


def post(letter: Letter, contact: Contact | None, *, event: str = EMAIL, **about: Any) -> Message:
    """The e-mail is queued: a worker takes it once this transaction is kept, and none if it is not.

    ``about`` are further columns: document, version, document_no, salesperson. Raises Refused, nothing queued, for
    addresses, subjects and sizes that cannot be, for a contact that is blocked, and without a mail server.
    """
    checks.check_ready()
    if contact is None:
        raise Refused(_("Choose a contact first."), field="contact")
    check_contact(contact)
    gesture = current_gesture()
    actor: Any = gesture.actor if gesture is not None else None
    message = Message(
        contact=contact,
        contact_name=contact.name,
        sender=settings.DEFAULT_FROM_EMAIL,
        reply_to=_answers_to(actor),
        message_id=make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]),
        event=event,
        user=actor,
        page_language=translation.get_language() or "",
        **about,
    )
    _write(message, letter)
    with unit():
        before_handing_over.send(Message, instance=message)
        message.save()
        for file in dict.fromkeys(letter.files):
            MessageFile(message=message, attachment=file).save()
        sending.enqueue(message)
    return message


def post_trial(to: str) -> Message:
    """An e-mail to oneself is queued like any other, to see whether e-mails leave; it is about nobody.

    Raises Refused, nothing queued, for an address that cannot be, and without a mail server.
    """
    checks.check_ready()
    gesture = current_gesture()
    actor: Any = gesture.actor if gesture is not None else None
    subject = _("E-mails leave this house")
    body = _("This is a test. If you can read it, quotes and orders reach your customers and vendors too.")
    message = Message(
        sender=settings.DEFAULT_FROM_EMAIL,
        message_id=make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]),
        event=sending.TRIAL,
        user=actor,
        page_language=translation.get_language() or "",
    )
    _write(message, Letter(to=to, subject=subject, body=body, record=False))
    with unit():
        message.save()
        sending.enqueue(message)
    return message


def post_again(message: Message, letter: Letter) -> Message:
    """A message that was not sent waits again, with what was corrected in it; its files stay. Locks it.

    Raises Refused where it was sent meanwhile, or may not be.
    """
    checks.check_ready()
    with unit():
        standing = message.locked()
        _insist_on_open(standing)
        _write(standing, letter)
        sending.check_again(standing)
        standing.state, standing.problem, standing.detail = State.QUEUED, "", ""
        standing.tries, standing.due_at, standing.queued_at = 0, None, timezone.now()
        standing.save()
        waits_or_stays.send(Message, instance=standing)
        sending.enqueue(standing)
    return standing


def resend(message: Message, letter: Letter) -> Message:
    """What was sent leaves once more, as ``letter`` says it: a new e-mail about the same, recorded by itself.

    Everything is looked at as for any other one. Raises Refused for a message that was not sent, too.
    """
    if message.state != State.SENT:
        raise Refused(_said(message), record=message)
    return post(
        letter,
        message.contact,
        event=message.event,
        document=message.document,
        version=message.version,
        document_no=message.document_no,
        salesperson=message.salesperson,
    )


def count_as_sent(message: Message) -> Message:
    """Somebody knows that an uncertain message arrived: it is sent, and recorded. Raises Refused for any other."""
    with unit():
        sending.lock_contact(message)
        standing = message.locked()
        if not standing.may_have_left:
            raise Refused(_said(standing), record=standing)
        sending.mark_sent(standing)
    return standing


def _insist_on_open(message: Message) -> None:
    if not message.may_be_sent_again:
        raise Refused(_said(message), record=message)


def _said(message: Message) -> str:
    sentence = _("The e-mail “%(subject)s” has the status %(status)s.")
    return sentence % {"subject": message.subject, "status": message.get_state_display()}


def _write(message: Message, letter: Letter) -> None:
    """``message`` says what ``letter`` does. Raises Refused."""
    message.to = checks.checked_addresses(letter.to, "to", required=True)
    message.cc = checks.checked_addresses(letter.cc, "cc")
    checks.check_recipients(message.to, message.cc)
    message.subject, message.body = checks.checked_subject(letter.subject), letter.body
    checks.check_size(letter.body, letter.files)
    message.language, message.record = letter.language, letter.record


def _answers_to(actor: Any) -> str:
    """Whom answers go to: who wrote it, where that person has an address."""
    address = getattr(actor, "email", "") or ""
    return address if address and check_email(address).problem is None and ";" not in address else ""
