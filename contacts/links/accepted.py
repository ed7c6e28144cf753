"""Differences that somebody accepted: they count as in sync, as long as both sides hold what they held then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from contacts.models import Contact
from crm.kit.values import column, value_of

if TYPE_CHECKING:
    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord

Held = Mapping[str, Mapping[str, Any]] | None
"""What a link row keeps: the contact's column → both values, the reason, by whom and when."""


class Acceptance(NamedTuple):
    """Why a difference was accepted, by whom and when."""

    reason: str
    by: str
    at: datetime

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> Self:
        """As a link row keeps it."""
        return cls(held["reason"], held["by"], datetime.fromisoformat(held["at"]))


def kept(ours: Any, theirs: Any, acceptance: Acceptance) -> dict[str, Any]:
    """What a link row keeps of the difference between these values."""
    reason, by, at = acceptance
    return {"contact": plain(ours), "partner": plain(theirs), "reason": reason, "by": by, "at": at.isoformat()}


def is_accepted(held: Held, name: str, ours: Any, theirs: Any) -> bool:
    """The difference in the contact's column ``name`` was accepted, and neither side has changed since."""
    one = (held or {}).get(name)
    return one is not None and (one["contact"], one["partner"]) == (plain(ours), plain(theirs))


def in_force(held: Held, contact: Contact, partner: SharingRecord, kind: LinkKind) -> dict[str, Mapping[str, Any]]:
    """What of ``held`` still counts: a difference whose values are those that were accepted."""
    found = {}
    for name, one in (held or {}).items():
        shared = kind.by_contact.get(name)
        if shared is None:
            continue
        ours = value_of(contact, column(Contact, shared.contact))
        theirs = value_of(partner, column(kind.model, shared.partner))
        if ours != theirs and is_accepted(held, name, ours, theirs):
            found[name] = one
    return found


def plain(value: Any) -> Any:
    """``value`` as JSON keeps it; shared fields are texts, codes, flags and names of files."""
    return value if value is None or isinstance(value, bool) else str(value)
