"""Cards say that the last e-mail from there was not sent, and why (M24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts.mail import words
from contacts.mail.models import Message, State
from contacts.mail.screens.letters import of_contact
from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.cards import Panel, Place, register_panel
from crm.kit.display import linked
from crm.kit.permissions import may

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

    from crm.kit.permissions import User

ORDER = 5
"""Below why nothing can be changed, above all else."""


def register_bar(model: type[Model], letters: Callable[[Any], QuerySet[Message]]) -> None:
    """Cards of ``model`` say so of the last of their ``letters``."""

    def context(record: Model, request: HttpRequest) -> dict[str, Any] | None:
        return failed(letters(record), request)

    register_panel(model, Panel("", "mail/failed.html", context, place=Place.TOP, order=ORDER))


def failed(rows: QuerySet[Message], request: HttpRequest) -> dict[str, Any] | None:
    """Why the last of ``rows`` did not leave, and where it is sent again; ``None`` for any other. One query."""
    if not may(request.user, "view", Message):
        return None
    last = rows.defer("body").order_by("-written_at", "-pk").first()
    if last is None or not (last.state == State.FAILED or last.may_have_left):
        return None
    url = page_url(Message, "again", last.pk) if may_send_again(request.user, last) else ""
    return {"outcome": words.outcome(last), "message": linked(last), "again_url": url}


def may_send_again(user: User, message: Message) -> bool:
    """The user may write e-mails, and change the document that it is about. A query where there is one."""
    document = message.document if may(user, "add", Message) else None
    return may(user, "add", Message) and (document is None or may(user, "change", type(document)))


def register() -> None:
    """The card of a contact tells of it."""
    register_bar(Contact, of_contact)
