"""Records by the numbers that people type; every refusal is a sentence that names what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.links.kinds import all_kinds, kind_named
from contacts.models import Contact
from crm.kit.refusal import Refused
from crm.kit.report import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord

RANGE = ".."
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
    found = Contact._base_manager.filter(_number_is(typed)).first()
    if found is None:
        raise Refused(_("There is no contact %(no)s.") % {"no": typed})
    return found


def partner_numbered(kind: LinkKind, typed: str) -> SharingRecord:
    """The partner of ``kind`` with this number, in any case of letters. Raises Refused."""
    found = kind.model._base_manager.filter(_number_is(typed)).first()
    if found is None:
        raise Refused(_("There is no %(kind)s %(no)s.") % {"kind": kind.label, "no": typed})
    return found


def numbers_in(kind: LinkKind, typed: Sequence[str]) -> Q:
    """Partners with these numbers and in these ranges (``C00010..C00020``). Raises Refused."""
    chosen = Q()
    for number in typed:
        first, is_range, last = (part.strip().upper() for part in number.partition(RANGE))
        if is_range:
            chosen |= Q(**({"no__gte": first} if first else {}), **({"no__lte": last} if last else {}))
        else:
            chosen |= Q(pk=partner_numbered(kind, number).pk)
    return chosen


def _number_is(typed: str) -> Q:
    return Q(no__in={typed.strip(), typed.strip().upper()} - {""})
