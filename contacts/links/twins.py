"""Partners without contact whose contact probably exists already, and the command that links both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contacts.links import bulk_matching
from contacts.links.matching import Method
from contacts.models import Contact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db import models

    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord

METHODS = (Method.VAT, Method.EMAIL, Method.NAME)
ALIKE = 85
"""The lowest score of a likely duplicate: what the same name alone gives."""


def find(kind: LinkKind, partners: models.QuerySet[SharingRecord], tick: Callable[[int, int], None]) -> None:
    """The contacts that ``partners`` probably have already are known; see ``reasons_against``."""
    bulk_matching.find(kind, METHODS, partners=partners, tick=tick)


def reasons_against(kind: LinkKind, batch: Sequence[SharingRecord], *, alike: bool = True) -> dict[int, str]:
    """Why partners of ``batch``, in order of key, should get no contact of their own, by key.

    A primary contact was chosen on purpose and is never doubled. With ``alike``, what ``find`` found counts.
    """
    reasons = _alike(kind, batch) if alike and batch else {}
    return reasons | _with_primary_contact(kind, batch)


def _alike(kind: LinkKind, batch: Sequence[SharingRecord]) -> dict[int, str]:
    sentence = _("Contact %(contact)s is probably the same (%(score)s: %(reasons)s). Link them: %(command)s")
    found: dict[int, str] = {}
    for one in bulk_matching.best(kind, ALIKE, batch[0].pk, batch[-1].pk):
        found.setdefault(
            one.partner_id,
            sentence
            % {
                "contact": f"{one.contact_no} {one.contact_name}",
                "score": one.score,
                "reasons": ", ".join(one.reasons),
                "command": _command(kind, one.contact_no, one.partner_no),
            },
        )
    return found


def _with_primary_contact(kind: LinkKind, batch: Sequence[SharingRecord]) -> dict[int, str]:
    if not kind.primary_contact:
        return {}
    chosen = {one.pk: one.primary_contact_id for one in batch if one.primary_contact_id}  # type: ignore[attr-defined]
    contacts = Contact._base_manager.select_related("company").in_bulk(set(chosen.values())) if chosen else {}
    sentence = _("Its primary contact is %(contact)s. Link it: %(command)s")
    found = {}
    for one in batch:
        if one.pk in chosen:
            contact = contacts[chosen[one.pk]]
            owner = contact.company or contact
            said = {"contact": contact.title, "command": _command(kind, owner.no, one.no)}
            found[one.pk] = sentence % said
    return found


def _command(kind: LinkKind, contact: str, partner: str) -> str:
    return f"manage.py link --contact {contact} --{kind.name.replace('_', '-')} {partner}"
