"""Partners without contact whose contact probably exists already: which one, why, and the command that links both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Max
from django.utils.translation import gettext as _

from contacts.links import bulk_matching
from contacts.links.creating import owner_of, primary_id
from contacts.links.matching import Method
from contacts.models import Contact
from crm.kit.sentences import one_stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db import models

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord

METHODS = (Method.VAT, Method.EMAIL, Method.NAME)
ALIKE = 85
"""The lowest score of a likely duplicate: what the same name alone gives."""


class Duplicate(NamedTuple):
    """A partner and the contact to link it with. ``sentence`` says why a contact of its own is left out."""

    partner_id: int
    partner: str
    contact_id: int
    contact: str
    reasons: tuple[str, ...]
    sentence: str


def find(
    kind: LinkKind, partners: models.QuerySet[Any], tick: Callable[[int, int], None] = lambda done, total: None
) -> None:
    """The contacts that ``partners`` probably have already are known to ``among``, until others are looked for.

    Compares in temporary tables, in a few statements for each thousand; writes no record.
    """
    bulk_matching.find(kind, METHODS, partners=partners, tick=tick)


def among(kind: LinkKind, batch: Sequence[SharingRecord], *, alike: bool = True) -> dict[int, Duplicate]:
    """The duplicates among partners in order of key, by key.

    With ``alike``, what ``find`` found counts. A primary contact was chosen on purpose and always does.
    """
    found = _alike(kind, batch[0].pk, batch[-1].pk) if alike and batch else {}
    return found | _with_primary_contact(kind, batch)


def likely(kind: LinkKind, partners: models.QuerySet[Any]) -> dict[int, Duplicate]:
    """The duplicates among all of ``partners``, looked for anew, by key."""
    find(kind, partners)
    last = partners.aggregate(last=Max("pk"))["last"] or 0
    found = _alike(kind, 0, last)
    if kind.primary_contact:
        chosen = partners.filter(primary_contact__isnull=False).only("no", "name", "primary_contact")
        found |= _with_primary_contact(kind, chosen)
    return found


def _alike(kind: LinkKind, first: int, last: int) -> dict[int, Duplicate]:
    sentence = _("Contact %(contact)s is probably the same (%(score)s: %(reasons)s). Link them: %(command)s")
    found: dict[int, Duplicate] = {}
    for one in bulk_matching.best(kind, ALIKE, first, last):
        contact, partner = f"{one.contact_no} {one.contact_name}", f"{one.partner_no} {one.partner_name}"
        said = sentence % {
            "contact": contact,
            "score": one.score,
            "reasons": ", ".join(one.reasons),
            "command": _command(kind, one.contact_no, one.partner_no),
        }
        duplicate = Duplicate(one.partner_id, partner, one.contact_id, contact, one.reasons, said)
        found.setdefault(one.partner_id, duplicate)
    return found


def _with_primary_contact(kind: LinkKind, partners: Iterable[SharingRecord]) -> dict[int, Duplicate]:
    chosen = {one: key for one in partners if (key := primary_id(one)) is not None} if kind.primary_contact else {}
    contacts = Contact._base_manager.select_related("company").in_bulk(set(chosen.values())) if chosen else {}
    sentence = _("Its primary contact is %(contact)s. Link it: %(command)s")
    found = {}
    for partner, key in chosen.items():
        owner = owner_of(contacts[key])
        said = one_stop(sentence % {"contact": contacts[key].title, "command": _command(kind, owner.no, partner.no)})
        reasons = (_("its primary contact"),)
        found[partner.pk] = Duplicate(partner.pk, partner.title, owner.pk, owner.title, reasons, said)
    return found


def _command(kind: LinkKind, contact: str, partner: str) -> str:
    return f"manage.py link --contact {contact} --{kind.name.replace('_', '-')} {partner}"
