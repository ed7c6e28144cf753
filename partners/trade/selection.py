"""Which documents are meant by what operations type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.links.selection import RANGE, range_of
from crm.kit.commands import WrongUse
from crm.kit.refusal import Refused
from partners.trade.kinds import NATURES, Status
from partners.trade.models import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

SIDES = {
    "sales": tuple(kind for kind, nature in NATURES.items() if nature.is_sold and not nature.is_service),
    "purchases": tuple(kind for kind, nature in NATURES.items() if not nature.is_sold),
    "service": tuple(kind for kind, nature in NATURES.items() if nature.is_service),
}
STATUSES = tuple(status.value for status in Status)


def chosen(options: dict[str, Any]) -> QuerySet[Document]:
    """The documents that the options ``side``, ``kind``, ``number``, ``since``, ``until``, ``status`` mean.

    Raises WrongUse for numbers that no document has, and for ranges that make no sense.
    """
    rows = Document._base_manager.all()
    if options["side"]:
        rows = rows.filter(kind__in=SIDES[options["side"]])
    if options["kind"]:
        rows = rows.filter(kind=options["kind"])
    rows = rows.filter(_numbered(rows, options["number"]))
    if options["since"]:
        rows = rows.filter(document_date__gte=options["since"])
    if options["until"]:
        rows = rows.filter(document_date__lte=options["until"])
    if options["status"]:
        rows = rows.filter(status__in=options["status"])
    return rows


def _numbered(rows: QuerySet[Document], typed: Sequence[str]) -> Q:
    meant = Q()
    single = {one.strip().upper(): one for one in typed if RANGE not in one}
    known = set(rows.filter(no__in=single).values_list("no", flat=True)) if single else set()
    if missing := [as_typed for no, as_typed in single.items() if no not in known]:
        raise WrongUse(_("There is no such document: %(numbers)s.") % {"numbers": ", ".join(missing)})
    if single:
        meant |= Q(no__in=single)
    for one in typed:
        if RANGE in one:
            try:
                first, last = range_of(one)
            except Refused as refusal:
                raise WrongUse(refusal.sentence) from refusal
            meant |= Q(**({"no__gte": first} if first else {}), **({"no__lte": last} if last else {}))
    return meant
