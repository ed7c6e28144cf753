"""Records by the numbers that people type; every refusal is a sentence that names what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.links.kinds import all_kinds, kind_named
from contacts.links.selection import RANGE, range_of
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.kit.refusal import Refused
from crm.kit.report import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contacts.links.kinds import LinkKind

R = TypeVar("R", bound=SharingRecord)

SHORT_NAMES = {"bank": "bank_account"}


def named_kind(typed: str) -> LinkKind:
    """The kind called ``customer``, ``vendor``, ``bank_account``, ``Bank-Accounts`` … Raises Refused."""
    name = typed.strip().lower().replace("-", "_").replace(" ", "_").removesuffix("s")
    try:
        return kind_named(SHORT_NAMES.get(name, name))
    except KeyError as error:
        known = ", ".join(kind.name for kind in all_kinds())
        said = _("%(typed)s is no kind; these are: %(known)s.") % {"typed": shown(typed), "known": known}
        raise Refused(said) from error


def contact_numbered(typed: str) -> Contact:
    """The contact with this number, in any case of letters. Raises Refused."""
    found = numbered(Contact, [typed]).get(typed)
    if found is None:
        raise Refused(unknown_contact(typed))
    return found


def partner_numbered(kind: LinkKind, typed: str) -> SharingRecord:
    """The partner of ``kind`` with this number, in any case of letters. Raises Refused."""
    found = numbered(kind.model, [typed]).get(typed)
    if found is None:
        raise Refused(unknown_partner(kind, typed))
    return found


def numbered(model: type[R], typed: Iterable[str]) -> dict[str, R]:
    """The records with these numbers, by what was typed. One query."""
    wanted = {one: (one.strip(), one.strip().upper()) for one in typed}
    spellings = {spelling for pair in wanted.values() for spelling in pair} - {""}
    rows = {row.no: row for row in model._base_manager.filter(no__in=spellings)} if spellings else {}
    found = {one: rows.get(as_typed) or rows.get(upper) for one, (as_typed, upper) in wanted.items()}
    return {one: row for one, row in found.items() if row is not None}


def unknown_contact(typed: str) -> str:
    """The sentence for a number that no contact has."""
    return _("There is no contact %(no)s.") % {"no": shown(typed)}


def unknown_partner(kind: LinkKind, typed: str) -> str:
    """The sentence for a number that no partner of ``kind`` has."""
    return _("There is no %(kind)s %(no)s.") % {"kind": str(kind.label).lower(), "no": shown(typed)}


def numbers_in(kind: LinkKind, typed: Sequence[str]) -> Q:
    """Partners with these numbers and in these ranges (``C00010..C00020``). Raises Refused."""
    chosen = Q()
    for number in typed:
        if RANGE in number:
            first, last = range_of(number)
            chosen |= Q(**({"no__gte": first} if first else {}), **({"no__lte": last} if last else {}))
        else:
            chosen |= Q(pk=partner_numbered(kind, number).pk)
    return chosen
