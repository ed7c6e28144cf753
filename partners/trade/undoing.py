"""What an undo means for documents: what went out stays (T5), and totals are calculated anew: no history tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from contacts.interactions.marking import cancellation
from contacts.interactions.models import Attachment, Interaction
from contacts.mail.models import Message
from crm.history.nets import key_of, key_to
from crm.history.standing import Objection, Retention, sliced
from crm.history.undo import Room
from partners.trade import calculate, undo_of_orders
from partners.trade.departures import departed, sent_on
from partners.trade.models import Document, DocumentLine, DocumentVersion, ServiceItemLine
from partners.trade.models.versions import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crm.history.nets import Key, Net
    from crm.kit.models import Record

SENT = frozenset({"last_sent_at", "sent_to"})
OUTCOME = frozenset({"reason"})


class Documents(Room):
    """Quotes and orders with their lines and the versions that went out."""

    def lock(self, touched: Sequence[tuple[type[Record], Any]]) -> None:
        """Documents among ``touched`` and those of the lines among them, by key."""
        keys = {int(pk) for model, pk in touched if issubclass(model, Document)}
        for rows in (DocumentLine, ServiceItemLine):
            lines = [int(pk) for model, pk in touched if model is rows]
            for some in sliced(lines):
                keys |= set(rows._base_manager.filter(pk__in=some).values_list("document", flat=True))
        for some in sliced(sorted(keys)):
            list(Document.stored_rows().filter(pk__in=some).order_by("pk").values_list("pk"))

    def objections(self, nets: Sequence[Net], rows: Mapping[Key, Record]) -> Mapping[Key, Sequence[Objection]]:
        """When and to whom it was sent stays on a document, and on its versions what became of their e-mails.

        What was ordered stays ordered, see ``undo_of_orders``.
        """
        versions = {key: row for key, row in rows.items() if isinstance(row, DocumentVersion)}
        sentences = departed(versions.values())
        found: dict[Key, list[Objection]] = {}
        for key, version in versions.items():
            sentence = sentences.get(version.pk) or _("It says what became of the e-mail, and that stays.")
            found[key] = [Objection(OUTCOME, sentence)]
        for key, row in rows.items():
            if isinstance(row, Document) and row.last_sent_at is not None:
                found[key] = [Objection(SENT, sent_on(row.last_sent_at))]
        for key, one in undo_of_orders.objections(nets, rows):
            found.setdefault(key, []).append(one)
        return found

    def retentions(self, created: Sequence[Record]) -> Mapping[Key, Retention]:
        """PDFs of versions that stay do too; entries of what was printed count no longer: maybe it was not (F9).

        Two queries for each slice of versions.
        """
        versions = [row for row in created if isinstance(row, DocumentVersion)]
        sentences = departed(versions)
        unsent = _to_be_sent_again([one for one in versions if one.pk not in sentences])
        kept = {key_to(one): Retention(unsent[one.pk]) for one in versions if one.pk in unsent}
        for one in versions:
            if one.pdf_id is not None and (sentence := unsent.get(one.pk) or sentences.get(one.pk)):
                kept[key_of(Attachment, one.pdf_id)] = Retention(sentence)
        printed = [one for one in versions if one.reason == Reason.PRINTED]
        on_paper = {(one.document_id, one.version): sentences[one.pk] for one in printed}
        return kept | dict(_canceled(created, on_paper))

    def follow(self, gone: Sequence[Record], standing: Sequence[Record]) -> Sequence[str]:
        """What the lines come to is on each document that still exists."""
        keys = {one.document_id for one in (*gone, *standing) if isinstance(one, DocumentLine)}
        keys |= {one.pk for one in standing if isinstance(one, Document)}
        for some in sliced(sorted(keys)):
            for document in Document._base_manager.filter(pk__in=some).order_by("pk"):
                calculate.refresh(document)
        return ()


def _to_be_sent_again(versions: Sequence[DocumentVersion]) -> Mapping[int, str]:
    """Those of ``versions`` whose e-mail failed and can be sent again with them, by key, with a sentence."""
    failed = [one.pk for one in versions if one.reason == Reason.NOT_SENT]
    rows = (Message._base_manager.filter(version__in=some).values_list("version", flat=True) for some in sliced(failed))
    return {
        key: _("The e-mail was not sent and can be sent again, so this stays.") for some in rows for key in some if key
    }


def _canceled(created: Sequence[Record], printed: Mapping[tuple[int, int], str]) -> Iterator[tuple[Key, Retention]]:
    """The entries of what was ``printed``, by document and version, that still count."""
    for row in created:
        if isinstance(row, Interaction) and not row.canceled:
            sentence = printed.get((row.document_id or 0, row.document_version))
            if sentence:
                yield key_to(row), Retention(sentence, cancellation(row))
