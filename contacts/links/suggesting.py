"""Which partners a contact, or which contacts a partner, probably belongs to: the best few, with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from contacts.links.bulk_matching import LOWEST
from contacts.links.matching import Method, Side, compare, email_keys, phone_key, vat_key
from contacts.links.name_keys import name_key
from crm.kit.search import matching, normalize

if TYPE_CHECKING:
    from django.db import models

    from contacts.links.kinds import LinkKind
    from contacts.models import Contact
    from contacts.sharing import SharingRecord

SHOWN = 8
LOOKED_AT = 100
"""How many records one question to the database may bring up for comparing."""
BEGINNING = 6
WORDS = 2


class Suggestion(NamedTuple):
    """A record that is probably the same, how probably (0 to 100), and why."""

    record: Any
    score: int
    reasons: tuple[str, ...]


def partners_like(contact: Contact, kind: LinkKind, rows: models.QuerySet[Any]) -> list[Suggestion]:
    """Partners among ``rows`` that ``contact`` probably is, best first. Three queries."""
    ours = side_of(contact, "type")
    found = ((row, side_of(row, kind.type_column)) for row in _candidates(ours, rows))
    return _best((row, compare(ours, theirs, list(Method))) for row, theirs in found)


def contacts_like(partner: SharingRecord, kind: LinkKind, rows: models.QuerySet[Any]) -> list[Suggestion]:
    """Contacts among ``rows`` that ``partner`` probably is, best first. Three queries."""
    theirs = side_of(partner, kind.type_column)
    found = ((row, side_of(row, "type")) for row in _candidates(theirs, rows))
    return _best((row, compare(ours, theirs, list(Method))) for row, ours in found)


def side_of(record: Any, type_column: str) -> Side:
    """What is compared of ``record``; ``type_column`` is blank where it has no type."""
    return Side(
        record.pk or 0,
        record.no,
        record.name,
        getattr(record, "vat_registration_no", ""),
        record.email,
        (record.phone_no, record.mobile_phone_no),
        record.country_id or "",
        record.post_code,
        record.city,
        getattr(record, type_column) if type_column else "",
    )


def _candidates(side: Side, rows: models.QuerySet[Any]) -> list[Any]:
    found: dict[int, Any] = {}
    for question in (_same_numbers(side), _same_words(side), _same_beginning(side)):
        if question:
            found |= {row.pk: row for row in rows.filter(question).order_by()[:LOOKED_AT]}
    return list(found.values())


def _same_numbers(side: Side) -> Q:
    """Rows in whose searched text one of the numbers or addresses stands: found by its fragments, never by reading."""
    keys = [vat_key(side.vat), *email_keys(side.email), *map(phone_key, side.phones)]
    found = Q()
    for key in filter(None, keys):
        found |= Q(search__holds=(normalize(key),))
    return found


def _same_words(side: Side) -> Q:
    words = sorted((word for word in name_key(side.name).words.split() if len(word) > 2), key=len)
    return matching(" ".join(words[-WORDS:])) if words else Q()


def _same_beginning(side: Side) -> Q:
    beginning = normalize(side.name)[:BEGINNING]
    return Q(sort_name__startswith=beginning) if len(beginning) > 2 else Q()


def _best(compared: Any) -> list[Suggestion]:
    likely = [Suggestion(row, match.score, match.reasons) for row, match in compared if match and match.score >= LOWEST]
    return sorted(likely, key=lambda one: (-one.score, one.record.no))[:SHOWN]
