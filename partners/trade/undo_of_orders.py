"""What an undo leaves on documents whose order or partner stays: nothing is ordered twice, nobody made twice (T3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.history.nets import key_of, key_to
from crm.history.standing import Objection, sliced
from crm.kit.deletion import grouped
from partners.trade import made
from partners.trade.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crm.history.nets import Key, Net
    from crm.kit.models import Record

COUNTED = frozenset({"printed_count", "last_printed_at", "last_sent_at", "sent_to"})
"""What is counted of a document whatever became of it."""

ANSWER = frozenset({"status", "accepted_on", "acceptance_note"})
"""What does not come from a customer or vendor."""


def objections(nets: Sequence[Net], rows: Mapping[Key, Record]) -> Iterator[tuple[Key, Objection]]:
    """A quote stays as it is while its order does, and a document keeps a partner that stays.

    One query for each slice of quotes.
    """
    documents = {key: row for key, row in rows.items() if isinstance(row, Document)}
    changed = [net for net in nets if net.key in documents and not net.created]
    quotes = [documents[net.key].pk for net in changed if documents[net.key].nature.is_quote]
    orders = grouped((one for some in sliced(quotes) for one in made.living(*some)), "made_from_id")
    created = {net.key for net in nets if net.created and net.key in rows}
    for net in changed:
        document, columns = documents[net.key], frozenset(net.diff) - COUNTED
        if own := orders.get(document.pk, ()):
            became = " ".join(made.became(document.no, one.no) for one in own)
            sentence = _("%(became)s While that stands, this stays.") % {"became": became}
            yield net.key, Objection(columns, sentence, frozenset(key_to(one) for one in own))
        if (partner := _given(net, document, rows)) is not None and key_to(partner) in created:
            sentence = _("%(partner)s stays, so %(document)s keeps it.")
            said = sentence % {"partner": partner.title, "document": document.title}
            yield net.key, Objection(columns - ANSWER, said, frozenset({key_to(partner)}))


def _given(net: Net, document: Document, rows: Mapping[Key, Record]) -> Record | None:
    """The customer or vendor that the change set put on ``document``, if it changed that one too."""
    name = document.nature.party
    if name not in net.diff:
        return None
    step = net.step(name)
    model = step.field.related_model
    assert isinstance(model, type)
    return rows.get(key_of(model, step.became))
