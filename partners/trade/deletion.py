"""What deletions mean for documents: what went out or was ordered stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.mail.models import Message, State
from crm.kit.deletion import SHOWN, Consequences, Obstacle, grouped, register_rule
from partners.trade import agreed
from partners.trade.departures import departed
from partners.trade.kinds import Status
from partners.trade.models import MODELS, Document, DocumentLine, DocumentVersion
from partners.trade.models.versions import Reason
from partners.trade.totals import ZERO
from setup.models import VatPostingSetup

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


def rates_in_use_stay(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """A rate by which a document is taxed is needed for as long as there is that document (D6). A query for each."""
    return [Consequences(refused=_users(rate)) for rate in records if isinstance(rate, VatPostingSetup)]


def connect() -> None:
    """Every kind asks."""
    for model in MODELS.values():
        register_rule(model, what_left_stays)
    register_rule(DocumentVersion, versions_stay)
    register_rule(DocumentLine, ordered_lines_stay)
    register_rule(Message, waiting_versions_go)
    register_rule(VatPostingSetup, rates_in_use_stay)


def _kept(document: Record, departure: str, is_on_its_way: bool) -> Consequences:
    assert isinstance(document, Document)
    went_out = departure or document.printed_count or document.last_sent_at or is_on_its_way
    if not went_out and document.status in (Status.OPEN, Status.CANCELED):
        return Consequences()
    sentence = _("%(document)s cannot be deleted any more; cancel it instead.") % {"document": document.title}
    return Consequences(refused=_obstacle(document, f"{departure} {sentence}".strip()), covers=VERSIONS)


def _users(rate: VatPostingSetup) -> tuple[Obstacle, ...]:
    lines = DocumentLine._base_manager.filter(vat_product_group=rate.product_group_id)
    keys = lines.filter(document__vat_business_posting_group=rate.business_group_id).values("document")
    documents = Document._base_manager.filter(pk__in=keys).order_by("-pk")
    count = documents.count()
    if not count:
        return ()
    sentence = ngettext(
        "%(count)s document is taxed by this rate.", "%(count)s documents are taxed by this rate.", count
    )
    return (Obstacle(sentence % {"count": count}, count, tuple(documents[:SHOWN])),)


def _obstacle(record: Record, sentence: str) -> tuple[Obstacle, ...]:
    return (Obstacle(sentence, 1, (record,)),) if sentence else ()
