"""Whether what an e-mail carries is still what its document says; rooms above know (T5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts.mail.models import Message

Reader = Callable[["Message"], str]
"""Where today's version of what a message carries is sent; blank where the message carries that."""

_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Ask ``reader`` of messages that are to be sent once more."""
    if reader not in _readers:
        _readers.append(reader)


def newer_url(message: Message) -> str:
    """Where today's version is sent instead of the one that ``message`` carries; blank where nothing changed since."""
    return next((url for reader in _readers if (url := reader(message))), "")
