"""A real mail server on this machine, which can be told to refuse, to wait and to hang up."""

from __future__ import annotations

import asyncio
import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

OK = "250 OK"


class PostOffice:
    """Takes what is handed over. ``answers`` are given to recipients and contents, the first ones first."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.asked = 0
        self.to_recipients: list[str] = []
        self.to_contents: list[str] = []
        self.refused: set[str] = set()
        self.waits = 0.0
        self.port = 0

    async def handle_RCPT(  # noqa: N802  # as aiosmtpd calls it
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The next answer; a refused address is always refused."""
        self.asked += 1
        answer = self.to_recipients.pop(0) if self.to_recipients else OK
        if address in self.refused:
            return "550 5.1.1 No such user here"
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        """The next answer, after having waited; what is taken is kept."""
        answer = self.to_contents.pop(0) if self.to_contents else OK
        if answer == OK:
            self.envelopes.append(envelope)
        if self.waits:
            await asyncio.sleep(self.waits)
        return answer

    @property
    def letters(self) -> list[EmailMessage]:
        """What was taken, as its recipients read it."""
        found = []
        for envelope in self.envelopes:
            assert isinstance(envelope.content, bytes)
            letter = email.message_from_bytes(envelope.content, policy=default)
            assert isinstance(letter, EmailMessage)
            found.append(letter)
        return found


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextmanager
def opened(**options: Any) -> Iterator[PostOffice]:
    """A post office that is open inside; ``options`` are those of aiosmtpd."""
    office = PostOffice()
    office.port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def nobody(*_: Any) -> AuthResult:
    """Every password is wrong."""
    return AuthResult(success=False, handled=False)
