"""Which linked pairs and which of their fields are meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from contacts.links.kinds import LinkKind, Shared, all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.links.sql import Among
from crm.kit.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from contacts.links.circle import Link
    from contacts.models import Contact

RANGE = ".."


def range_of(typed: str) -> tuple[str, str]:
    """First and last number of ``C00010..C00020``, in capitals; one of them may be blank.

    Raises Refused for what is no range, and for one that nothing can be in because its ends are reversed.
    """
    ends = [part.strip().upper() for part in typed.split(RANGE)]
    if len(ends) != 2 or not any(ends):
        raise Refused(_("%(typed)s is no range; a range is FIRST..LAST, FIRST.. or ..LAST.") % {"typed": typed})
    first, last = ends
    if last and first > last:
        said = _("The range %(typed)s is empty: %(first)s comes after %(last)s. Say the lower number first.")
        raise Refused(said % {"typed": typed, "first": first, "last": last})
    return first, last


class Age(NamedTuple):
    """When one of both records was changed last: from ``since`` on, or before ``before``; in seconds of the clock."""

    since: float | None = None
    before: float | None = None

    def rows(self, kind: LinkKind) -> Q:
        """The links of ``kind`` of that age."""
        sides = ("contact__modified_at", f"{kind.name}__modified_at")
        if self.since is not None:
            return reduce(or_, (Q(**{f"{side}__gte": _moment(self.since)}) for side in sides))
        return Q(**{f"{side}__lt": _moment(self.before) for side in sides if self.before is not None})

    def includes(self, *changed: datetime) -> bool:
        """Records last ``changed`` then are of that age."""
        last = max(changed).timestamp()
        return (self.since is None or last >= self.since) and (self.before is None or last < self.before)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True)
class Selection:
    """Which pairs and fields are meant; ``None`` means all.

    ``numbers`` maps "contact" and names of kinds to numbers and ranges (``C00010..C00020``): a pair is meant if either
    side is named. ``fields`` are columns of the contact, ``relations`` keys of link rows. Only contacts whose key is
    beyond ``after`` are meant, and only pairs of that ``age``.
    """

    kinds: tuple[LinkKind, ...]
    numbers: Mapping[str, Collection[str]] | None = None
    fields: frozenset[str] | None = None
    include_paused: bool = True
    relations: frozenset[int] | None = None
    after: int = 0
    age: Age | None = None

    @classmethod
    def of(
        cls,
        kinds: Collection[LinkKind] | None = None,
        numbers: Mapping[str, Collection[str]] | None = None,
        fields: Collection[str] | None = None,
        *,
        include_paused: bool = True,
        relations: Collection[int] | None = None,
        after: int = 0,
        age: Age | None = None,
    ) -> Selection:
        """The selection of what was asked for, kinds in their order."""
        chosen = tuple(kind for kind in all_kinds() if kinds is None or kind in kinds)
        named = None if relations is None else frozenset(relations)
        return cls(chosen, numbers, None if fields is None else frozenset(fields), include_paused, named, after, age)

    def shared(self, kind: LinkKind) -> tuple[Shared, ...]:
        """The shared fields of ``kind`` that are meant."""
        return tuple(one for one in kind.shared if self.fields is None or one.contact in self.fields)

    def rows(self, kind: LinkKind) -> QuerySet[ContactBusinessRelation]:
        """The links of ``kind`` that are meant."""
        rows = ContactBusinessRelation._base_manager.filter(**{f"{kind.name}__no__isnull": False}).order_by()
        if not self.include_paused:
            rows = rows.filter(paused=False)
        if self.age is not None:
            rows = rows.filter(self.age.rows(kind))
        if self.after:
            rows = rows.filter(contact_id__gt=self.after)
        if self.relations is not None:
            rows = rows.filter(Q(Among("pk", sorted(self.relations))))
        if self.numbers is None:
            return rows
        ours, theirs = self.numbers.get("contact", ()), self.numbers.get(kind.name, ())
        return rows.filter(_numbered("contact__no", ours) | _numbered(f"{kind.name}__no", theirs))

    def includes(self, link: Link, contact: Contact) -> bool:
        """The link of ``contact`` is meant."""
        if link.kind not in self.kinds or (link.paused and not self.include_paused):
            return False
        if self.relations is not None and link.relation.pk not in self.relations:
            return False
        if self.age is not None and not self.age.includes(contact.modified_at, link.partner.modified_at):
            return False
        if self.numbers is None:
            return True
        ours, theirs = self.numbers.get("contact", ()), self.numbers.get(link.kind.name, ())
        return _is_numbered(contact.no, ours) or _is_numbered(link.partner.no, theirs)


def _numbered(path: str, numbers: Collection[str]) -> Q:
    ranges = [number.split(RANGE) for number in numbers if RANGE in number]
    single = Q(**{f"{path}__in": [number for number in numbers if RANGE not in number]})
    return reduce(or_, (_between(path, first, last) for first, last in ranges), single)


def _between(path: str, first: str, last: str) -> Q:
    ends = {"gte": first, "lte": last}
    return Q(**{f"{path}__{end}": number for end, number in ends.items() if number})


def _is_numbered(no: str, numbers: Collection[str]) -> bool:
    ranges = [number.split(RANGE) for number in numbers if RANGE in number]
    return no in numbers or any(first <= no and (not last or no <= last) for first, last in ranges)
