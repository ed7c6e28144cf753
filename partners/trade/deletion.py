"""What deletions mean for documents: what went out or was ordered stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.mail.models import Message, State
from crm.kit.deletion import Consequences, Obstacle, grouped, register_rule
from partners.trade import agreed
from partners.trade.departures import departed
from partners.trade.kinds import Status
from partners.trade.models import MODELS, Document, DocumentLine, DocumentVersion
from partners.trade.models.versions import Reason
from partners.trade.totals import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.kit.models import Record

VERSIONS = frozenset({(DocumentVersion, "document")})


def what_left_stays(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """A document that went out, may have, or became something else is canceled instead. Three queries for all."""
    keys = [record.pk for record in records]
    versions = DocumentVersion._base_manager.filter(document__in=keys).defer("page").order_by("version")
    known = list(versions)
    sentences = departed(known)
    by_document = {one.document_id: sentences[one.pk] for one in known if one.pk in sentences}
    waiting = Message._base_manager.filter(document__in=keys).exclude(state__in=(State.SENT, State.FAILED))
    on_its_way = set(waiting.values_list("document", flat=True))
    return [_kept(record, by_document.get(record.pk, ""), record.pk in on_its_way) for record in records]


def versions_stay(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """A version that went out, or may have, is never deleted (T5). One query at most."""
    versions = [record for record in records if isinstance(record, DocumentVersion)]
    sentences = departed(versions)
    return [Consequences(refused=_obstacle(one, sentences.get(one.pk, ""))) for one in versions]


def ordered_lines_stay(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """A blanket line is not deleted while something is ordered of it (c.9). One query."""
    lines = [record for record in records if isinstance(record, DocumentLine)]
    done = agreed.ordered(lines)
    return [Consequences(refused=_obstacle(one, agreed.stays(one, done.get(one.pk, ZERO)))) for one in lines]


def waiting_versions_go(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """An e-mail that is taken back before anybody began to send it takes its version along. A query for them."""
    letters = [record for record in records if isinstance(record, Message)]
    wanted = [one.version_id for one in letters if one.state == State.QUEUED and not one.attempts and one.version_id]
    rows = DocumentVersion._base_manager.filter(pk__in=wanted, reason=Reason.OUTGOING)
    own = grouped(rows.order_by("pk"), "pk")
    return [Consequences(goes=tuple(own.get(one.version_id, ()))) for one in letters]


def connect() -> None:
    """Every kind asks."""
    for model in MODELS.values():
        register_rule(model, what_left_stays)
    register_rule(DocumentVersion, versions_stay)
    register_rule(DocumentLine, ordered_lines_stay)
    register_rule(Message, waiting_versions_go)


def _kept(document: Record, departure: str, is_on_its_way: bool) -> Consequences:
    assert isinstance(document, Document)
    went_out = departure or document.printed_count or document.last_sent_at or is_on_its_way
    if not went_out and document.status in (Status.OPEN, Status.CANCELED):
        return Consequences()
    sentence = _("%(document)s cannot be deleted any more; cancel it instead.") % {"document": document.title}
    return Consequences(refused=_obstacle(document, f"{departure} {sentence}".strip()), covers=VERSIONS)


def _obstacle(record: Record, sentence: str) -> tuple[Obstacle, ...]:
    return (Obstacle(sentence, 1, (record,)),) if sentence else ()
