"""What the page of a document says of what was sent from it."""

from __future__ import annotations

from contacts.mail.models import Message
from contacts.mail.screens.failing import register_bar
from partners.trade.models import Document


def register() -> None:
    """Pages of documents of every kind say that their last e-mail was not sent (M24)."""
    register_bar(Document, lambda document: Message.objects.filter(document=document.pk))
