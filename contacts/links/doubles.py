"""Partners without contact that probably have one already, each with the contact that is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Max
from django.utils.translation import gettext as _

from contacts.links import bulk_matching
from contacts.links.creating import owner_of
from contacts.links.matching import Method
from contacts.models import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db import models

    from contacts.links.kinds import LinkKind

METHODS = (Method.VAT, Method.EMAIL, Method.NAME)
ALIKE = 85
"""The lowest score of a likely duplicate: what the same name alone gives."""


class Double(NamedTuple):
    """A partner and the contact it probably belongs to."""

    partner_id: int
    partner: str
    contact_id: int
    contact: str
    reasons: tuple[str, ...]


def likely(kind: LinkKind, partners: models.QuerySet[Any]) -> dict[int, Double]:
    """Partner → its double, for those of ``partners`` that have one; a primary contact was chosen on purpose.

    Compares in temporary tables, in a few statements for each thousand; writes no record.
    """
    bulk_matching.find(kind, METHODS, partners=partners)
    last = partners.aggregate(last=Max("pk"))["last"] or 0
    found: dict[int, Double] = {}
    for one in bulk_matching.best(kind, ALIKE, 0, last):
        titles = f"{one.partner_no} {one.partner_name}", f"{one.contact_no} {one.contact_name}"
        found.setdefault(one.partner_id, Double(one.partner_id, titles[0], one.contact_id, titles[1], one.reasons))
    return found | {one.partner_id: one for one in _with_primary_contact(kind, partners)}


def _with_primary_contact(kind: LinkKind, partners: models.QuerySet[Any]) -> Iterator[Double]:
    if not kind.primary_contact:
        return
    rows = partners.filter(primary_contact__isnull=False)
    chosen = {row.pk: row for row in rows.only("pk", "no", "name", "primary_contact_id")}
    contacts = Contact._base_manager.select_related("company").filter(pk__in=rows.values("primary_contact"))
    by_pk = {contact.pk: contact for contact in contacts}
    for pk, row in chosen.items():
        owner = owner_of(by_pk[row.primary_contact_id])
        yield Double(pk, row.title, owner.pk, owner.title, (_("its primary contact"),))
