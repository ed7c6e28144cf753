"""The conversation with the mail server, and what its end means. Writes nothing."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMessage, get_connection

from contacts.formats.emails import addresses_in, on_the_wire
from contacts.mail.models import Problem

if TYPE_CHECKING:
    from contacts.mail.models import Message

TOO_BIG = frozenset({523, 552})


@dataclass(eq=False)
class Failure(Exception):
    """The mail server did not take it. ``is_passing`` where it may a little later, ``may_have_left`` where it may
    have taken it all the same: then nobody but a person sends it again."""

    problem: Problem
    detail: str = ""
    is_passing: bool = False
    may_have_left: bool = False


class _Conversation:
    """Notes of one conversation: whether the content was given away, and who was refused besides others."""

    def __init__(self, connection: Any) -> None:
        self.given, self.refused = False, dict[str, tuple[int, bytes]]()
        smtp = getattr(connection, "connection", None)
        if isinstance(smtp, smtplib.SMTP):
            self._data, self._sendmail = smtp.data, smtp.sendmail
            smtp.data = self._give  # type: ignore[method-assign,assignment]
            smtp.sendmail = self._send  # type: ignore[method-assign]

    def _give(self, content: Any) -> Any:
        self.given = True
        return self._data(content)

    def _send(self, *args: Any, **options: Any) -> Any:
        self.refused = self._sendmail(*args, **options)
        return self.refused


def hand_over(message: Message) -> str:
    """The mail server has taken ``message``; returns whom it refused besides those it accepted, blank for nobody.

    Raises Failure. Takes as long as the mail server does: no transaction may be open.
    """
    made = _made(message)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _close(connection)
        raise _failure(error) from error
    talk = _Conversation(connection)
    try:
        connection.send_messages([made])
    except (OSError, smtplib.SMTPException) as error:
        raise _failure(error, given=talk.given) from error
    except ValueError as error:  # headers or addresses that cannot be written
        raise Failure(Problem.CONTENT, str(error)) from error
    finally:
        _close(connection)
    return _words(talk.refused)


def _made(message: Message) -> EmailMessage:
    made = EmailMessage(
        message.subject,
        message.body,
        message.sender,
        [on_the_wire(one) for one in addresses_in(message.to)],
        cc=[on_the_wire(one) for one in addresses_in(message.cc)],
        reply_to=[on_the_wire(message.reply_to)] if message.reply_to else None,
        headers={"Message-ID": message.message_id},
    )
    for one in message.files.select_related("attachment"):
        file = one.attachment
        try:
            with file.file.open("rb") as stored:
                content = stored.read()
        except OSError as error:
            raise Failure(Problem.FILE, file.name) from error
        made.attach(file.name, content, file.content_type)
    return made


def _close(connection: Any) -> None:
    """What goes wrong while saying goodbye changes nothing."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return


def _failure(error: Exception, *, given: bool = False) -> Failure:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        passing = all(400 <= code < 500 for code, _said in error.recipients.values())
        return Failure(Problem.RECIPIENT, _words(error.recipients), passing)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error)
    if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLError):
        return Failure(Problem.SECURITY, str(error))
    slow = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)  # smtplib hides it
    return Failure(
        Problem.TIMEOUT if slow else Problem.CONNECTION, str(error), is_passing=not given, may_have_left=given
    )


def _answered(error: smtplib.SMTPResponseException) -> Failure:
    """The server said why: then it did not take it."""
    said, passing = _said(error.smtp_code, error.smtp_error), 400 <= error.smtp_code < 500
    if error.smtp_code in TOO_BIG:
        return Failure(Problem.TOO_BIG, said)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Failure(Problem.BUSY if passing else Problem.PASSWORD, said, passing)
    if passing:
        return Failure(Problem.BUSY, said, is_passing=True)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Failure(Problem.SENDER, said)
    if isinstance(error, smtplib.SMTPDataError):
        return Failure(Problem.CONTENT, said)
    return Failure(Problem.CONNECTION, said)


def _words(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{address}: {_said(code, text)}" for address, (code, text) in refused.items())


def _said(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}".strip()
