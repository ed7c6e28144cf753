"""What deletions mean for documents: what went out or was ordered stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.mail.models import State
from crm.kit.deletion import Consequences, Obstacle, register_rule
from partners.trade.kinds import Status
from partners.trade.models import MODELS, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.kit.models import Record


def what_left_stays(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """A document that went out, may have, or became something else is canceled instead. One query for each."""
    return [Consequences(refused=_obstacles(record)) for record in records]


def connect() -> None:
    """Every kind asks."""
    for model in MODELS.values():
        register_rule(model, what_left_stays)


def _obstacles(document: Record) -> tuple[Obstacle, ...]:
    assert isinstance(document, Document)
    went_out = document.printed_count or document.last_sent_at or _is_on_its_way(document)
    if not went_out and document.status in (Status.OPEN, Status.CANCELED):
        return ()
    sentence = _("%(document)s cannot be deleted any more; cancel it instead.") % {"document": document.title}
    return (Obstacle(sentence, 1, (document,)),)


def _is_on_its_way(document: Document) -> bool:
    """An e-mail waits with it, or may have left."""
    return document.messages.exclude(state__in=(State.SENT, State.FAILED)).exists()
