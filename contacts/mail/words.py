"""What staff are told of an e-mail: a sentence for each state, in the language of whoever reads it (M24, M25)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.mail.models import Problem, State
from contacts.mail.sending import ATTEMPTS
from crm.kit.sentences import one_stop

if TYPE_CHECKING:
    from datetime import datetime

    from contacts.mail.models import Message

PATIENCE = timedelta(minutes=2)
"""A worker takes what is queued within seconds."""


def outcome(message: Message) -> str:
    """How far ``message`` has come, and why no further. Interactions are named if they were read along."""
    if message.may_have_left:
        sentence = _(
            "Nobody knows whether this e-mail left: %(reason)s. Ask %(to)s before you send it again; "
            "it is not sent again by itself."
        )
        return one_stop(sentence % {"reason": reason(message) or Problem.LOST.label, "to": shown(message.to)})
    if message.state == State.SENT:
        return _sent(message)
    if message.state == State.FAILED:
        about = {"reason": reason(message)}
        if message.document_id is None:
            return one_stop(_("The e-mail was not sent: %(reason)s.") % about)
        return one_stop(_("The e-mail was not sent: %(reason)s. The document has not changed.") % about)
    if message.state == State.SENDING:
        return _("It is being handed to the mail server.")
    return _waiting(message)


def reason(message: Message) -> str:
    """Why it was not handed over, with what the mail server said; blank where nothing went wrong."""
    if not message.problem:
        return ""
    why = str(Problem(message.problem).label)
    if message.problem == Problem.RULE:
        return message.detail.removesuffix(".") or why
    return f"{why} ({message.detail})" if message.detail else why


def outdated(message: Message) -> str:
    """Which version ``message`` carries, which is of a document that was changed since."""
    assert message.version is not None
    sentence = _("Version %(version)s of %(date)s goes out. The document was changed since.")
    return sentence % {"version": message.version.version, "date": _moment(message.version.at)}


def shown(addresses: str) -> str:
    """Addresses as they stand in a sentence."""
    return ", ".join(addresses.split(";"))


def _sent(message: Message) -> str:
    sentence = _("Sent to %(to)s. Interaction recorded.") if message.interaction_id else _("Sent to %(to)s.")
    told = sentence % {"to": shown(message.to)}
    if message.problem == Problem.SOME:
        told = f"{told} {_('The mail server refused: %(refused)s.') % {'refused': message.detail}}"
    return one_stop(told)


def _waiting(message: Message) -> str:
    if message.due_at is not None:
        sentence = _("Not sent yet: %(reason)s. Attempt %(next)s of %(most)s follows at %(at)s.")
        values = {"reason": reason(message), "next": message.tries + 1, "most": ATTEMPTS, "at": _moment(message.due_at)}
        return one_stop(sentence % values)
    if message.queued_at < timezone.now() - PATIENCE:
        sentence = _("It has waited since %(since)s. Does the worker run (manage.py db_worker)?")
        return sentence % {"since": _moment(message.queued_at)}
    return _("Waiting to be sent to %(to)s.") % {"to": shown(message.to)}


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
