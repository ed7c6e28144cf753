"""What deletions mean for documents: what went out or was ordered stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.mail.models import Message, State
from crm.kit.bulk import Write
from crm.kit.compare import FieldChange
from crm.kit.deletion import SHOWN, Consequences, Obstacle, grouped, register_rule
from partners.trade import agreed, made
from partners.trade.departures import departed
from partners.trade.kinds import ALIVE, Status
from partners.trade.models import MODELS, Document, DocumentLine, DocumentVersion
from partners.trade.models.versions import Reason
from partners.trade.totals import ZERO
from setup.models import VatPostingSetup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crm.kit.models import Record

CANCELABLE = ALIVE | {Status.EXPIRED}
VERSIONS = frozenset({(DocumentVersion, "document")})


def what_left_stays(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """A document that went out, may have, or became something else stays; says what is possible. Four queries."""
    keys = [record.pk for record in records]
    versions = DocumentVersion._base_manager.filter(document__in=keys).defer("page").order_by("version")
    known = list(versions)
    sentences = departed(known)
    by_document = {one.document_id: sentences[one.pk] for one in known if one.pk in sentences}
    waiting = Message._base_manager.filter(document__in=keys).exclude(state__in=(State.SENT, State.FAILED))
    on_its_way = set(waiting.values_list("document", flat=True))
    quotes = [one.pk for one in records if isinstance(one, Document) and one.status == Status.ORDERED]
    orders = {one.made_from_id: one for one in made.living(*quotes)}
    return [
        _kept(record, by_document.get(record.pk, ""), orders.get(record.pk), is_on_its_way=record.pk in on_its_way)
        for record in records
    ]


def quotes_are_open_again(records: Sequence[Record], also: frozenset[str]) -> list[Consequences]:
    """A quote whose last order goes is what it was before: accepted or open (T3). Two queries for all.

    While a canceled one is left it stays ordered: that may be revived, or the quote be reopened.
    """
    sources = {one.made_from_id for one in records if isinstance(one, Document) and one.made_from_id is not None}
    if not sources:
        return [Consequences() for _one in records]
    ordered = {one.pk: one for one in Document._base_manager.filter(pk__in=sources, status=Status.ORDERED)}
    others = grouped(
        Document._base_manager.filter(made_from__in=ordered).only("pk", "kind", "made_from"), "made_from_id"
    )
    return [_freed(one, ordered, others) for one in records]


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
        register_rule(model, quotes_are_open_again)
    register_rule(DocumentVersion, versions_stay)
    register_rule(DocumentLine, ordered_lines_stay)
    register_rule(Message, waiting_versions_go)
    register_rule(VatPostingSetup, rates_in_use_stay)


def _freed(order: Record, ordered: Mapping[Any, Document], others: Mapping[Any, Sequence[Document]]) -> Consequences:
    assert isinstance(order, Document)
    quote = ordered.get(order.made_from_id)
    if quote is None or any(one.pk != order.pk for one in others.get(quote.pk, ())):
        return Consequences()
    before = Status.ACCEPTED if quote.accepted_on is not None else Status.OPEN
    return Consequences(unlinked=(Write(quote, (FieldChange("status", quote.status, before.value),)),))


def _kept(document: Record, departure: str, order: Document | None, *, is_on_its_way: bool) -> Consequences:
    assert isinstance(document, Document)
    went_out = departure or document.has_left or is_on_its_way
    if not went_out and document.status in (Status.OPEN, Status.CANCELED):
        return Consequences()
    sentence = f"{departure} {_what_is_possible(document, order)}".strip()
    return Consequences(refused=_obstacle(order or document, sentence), covers=VERSIONS)


def _what_is_possible(document: Document, order: Document | None) -> str:
    """That it stays, and what can be done with it instead."""
    if document.status in CANCELABLE:
        sentence = _("%(document)s cannot be deleted any more; cancel it instead.")
    elif document.status == Status.ORDERED and order is None:
        sentence = _("%(document)s was ordered. Reopen the quote first.")
    elif order is not None and order.status in CANCELABLE:
        sentence = _("%(document)s became order %(order)s and stays. Cancel that first, then reopen the quote.")
    elif order is not None:
        sentence = _("%(document)s became order %(order)s and stays.")
    else:
        sentence = _("%(document)s has the status %(status)s and stays.")
    values = {"document": document.title, "status": document.get_status_display()}
    return sentence % {**values, "order": order.no if order is not None else ""}


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
