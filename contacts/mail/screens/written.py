"""What the pages have in common from which an e-mail leaves that was written before."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from contacts.mail.models import Message
from contacts.mail.screens.compose import ComposeScreen, Proposal, Stale, staleness


class WrittenScreen(ComposeScreen):
    """An e-mail as it was written; what becomes of it, subclasses say."""

    @abstractmethod
    def is_offered(self, message: Message) -> bool:
        """It can be sent from here."""

    def initial(self) -> dict[str, Any]:
        """Who was told besides, and whether it was to be recorded."""
        message = self.message()
        return {"cc": message.cc, "record": message.record}

    def stale(self) -> Stale | None:
        """Also where its document was changed since (T5)."""
        message = self.message()
        return staleness(message) if self.is_offered(message) else None

    def tongues(self, proposal: Proposal) -> list[Any]:
        """The text is written already."""
        return []

    def message(self) -> Message:
        """The one that the page is about. Raises Http404."""
        message = self.record_of(self.kwargs["key"])
        assert isinstance(message, Message)
        return message
