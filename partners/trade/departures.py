"""Which versions of documents went out, or may have: they stay for ever, with their PDFs (T5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.mail.models import Message, State
from crm.history.standing import sliced
from crm.kit.deletion import grouped
from partners.trade.models.versions import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from partners.trade.models import DocumentVersion


def departed(versions: Iterable[DocumentVersion]) -> dict[int, str]:
    """Those of ``versions`` that went out or may have, by key, with a sentence that says so.

    One query for each slice of those that an e-mail was to take along.
    """
    known = list(versions)
    messages = _messages_of([one.pk for one in known if one.reason in BY_EMAIL])
    told = ((one.pk, _sentence(one, messages.get(one.pk, ()))) for one in known)
    return {key: sentence for key, sentence in told if sentence}


def sent_on(at: datetime | None) -> str:
    """Why what was sent at that moment stays."""
    return _("The document was sent on %(date)s. What went out stays.") % {"date": _day(at)}


BY_EMAIL = frozenset({Reason.OUTGOING, Reason.SENT, Reason.UNCERTAIN, Reason.NOT_SENT})
"""Why a version was kept that an e-mail was to take along."""


def _messages_of(keys: Sequence[int]) -> Mapping[int, Sequence[Message]]:
    rows = (Message._base_manager.filter(version__in=some).defer("body").order_by("pk") for some in sliced(keys))
    return grouped((message for some in rows for message in some), "version_id")


def _sentence(version: DocumentVersion, messages: Sequence[Message]) -> str:
    """Why the version stays; blank for one that was kept by hand, or whose e-mails never began to leave."""
    if version.reason == Reason.PRINTED:
        return _("The document was printed on %(date)s. What went out stays.") % {"date": _day(version.at)}
    if version.reason == Reason.SENT:
        return sent_on(next((one.sent_at for one in messages if one.sent_at is not None), version.at))
    if version.reason == Reason.UNCERTAIN or any(_may_have_left(one) for one in messages):
        return _("The document may have been sent. What may have gone out stays.")
    return ""


def _may_have_left(message: Message) -> bool:
    waits = message.state == State.QUEUED and not message.attempts
    return not waits and message.state != State.FAILED


def _day(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATE_FORMAT")
