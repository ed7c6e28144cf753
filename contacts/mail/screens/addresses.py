"""Addresses on cards: they lead to our e-mails instead of some other program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.http import urlencode

from contacts.mail.checks import is_ready
from contacts.mail.models import Message
from crm.kit.addresses import page_url
from crm.kit.display import emails, register_rendering
from crm.kit.permissions import may

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from crm.kit.models import Record
    from crm.kit.permissions import User


def writable(model: type[Record]) -> None:
    """Addresses on cards of ``model`` lead to its page of e-mails, so that what is written there is recorded (3.4)."""

    def shown(record: Record, user: User) -> SafeString | None:
        if not (is_ready() and may(user, "add", Message)):
            return None
        url = page_url(model, "email", record.pk)
        return emails(str(getattr(record, "email", "")), lambda address: f"{url}?{urlencode({'to': address})}")

    register_rendering(model, "email", shown)
