"""What the pages of a document and of its e-mails say of what was sent, and of what it says today."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder

from contacts.mail import outdated
from contacts.mail.models import Message
from contacts.mail.screens.addresses import writable
from contacts.mail.screens.failing import register_bar
from crm.kit.addresses import page_url
from partners.models import Customer, Vendor
from partners.trade.kinds import Status
from partners.trade.models import Document
from partners.trade.printing import page

if TYPE_CHECKING:
    from partners.trade.models import DocumentVersion

UNSEEN = frozenset({"comments"})
"""Parts of the page that are kept, but that its reader does not see."""


def register() -> None:
    """Pages of documents say that their last e-mail was not sent (M24), and e-mails that they carry an old version.

    Addresses of customers and vendors lead to writing to their contact.
    """
    register_bar(Document, lambda document: Message.objects.filter(document=document.pk))
    outdated.register(newer)
    for partner in (Customer, Vendor):
        writable(partner)


def newer(message: Message) -> str:
    """Where the document is sent as it stands, if its reader would see something else than in ``message``.

    Blank for what can no longer be sent at all. Reads the page of the document, as for printing.
    """
    document, version = message.document, message.version
    if document is None or version is None or document.status == Status.CANCELED or _says(version, document):
        return ""
    return page_url(type(document), "email", document.pk)


def _says(version: DocumentVersion, document: Document) -> bool:
    """The page as it was kept is the page as it would be printed; parts that only one of both knows do not count."""
    today = json.loads(json.dumps(page.content(document), cls=DjangoJSONEncoder))
    known = (version.page.keys() & today.keys()) - UNSEEN
    return all(version.page[name] == today[name] for name in known)
