"""What stands beside the title of a contact or partner: its linked records, and whether they are in step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contacts.links import offers
from contacts.links.kinds import kind_of
from contacts.links.standing import relations_of, relations_through
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.kit.addresses import card_url
from crm.kit.cards import Chip, register_chips
from crm.kit.permissions import may

if TYPE_CHECKING:
    from django.http import HttpRequest

    from contacts.links.standing import Standing

PANEL = "#box-links-panel"
"""Where the card says more."""


def chips(record: SharingRecord, request: HttpRequest) -> Iterator[Chip]:
    """Each linked record, leading to its card, and how all of them stand. One query."""
    kind = kind_of(type(record))
    found = relations_of(record) if isinstance(record, Contact) else relations_through(record, kind) if kind else None
    if found is None:
        return
    if kind is not None and found.links:
        yield from _other(found.links[0].contact, pgettext("entity", "Contact"), "contact", request)
    for standing in found.links:
        if standing.link.partner != record:
            yield from _other(standing.link.partner, standing.link.kind.title, standing.link.kind.name, request)
    yield _sync(found.links)


def register() -> None:
    """Cards of contacts and of partners of every kind carry the chips."""
    register_chips(SharingRecord, chips)


def _other(record: SharingRecord, words: str, tone: str, request: HttpRequest) -> Iterator[Chip]:
    if may(request.user, "view", type(record)):
        yield Chip(capfirst(words), f"of-kind {tone}", card_url(record))


def _sync(links: tuple[Standing, ...]) -> Chip:
    if not links:
        return Chip(pgettext("sync", "Not Linked"), "", PANEL)
    live = [one for one in links if not one.link.paused]
    apart = {name for one in live for name in one.apart}
    if apart:
        sentence = ngettext("Out of Sync: %(count)s field", "Out of Sync: %(count)s fields", len(apart))
        return Chip(sentence % {"count": len(apart)}, "warn", _where([one for one in live if one.apart]))
    if len(live) < len(links):
        return Chip(_("Paused"), "paused", PANEL)
    if excepted := [one for one in live if one.accepted]:
        return Chip(_("In Sync, with exception"), "ok", _where(excepted))
    return Chip(pgettext("sync", "In Sync"), "ok", PANEL)


def _where(links: list[Standing]) -> str:
    """Where the differences of these are looked at: of a single one at once, of several on the card first."""
    return offers.resolve_url(links[0].link.relation.pk) if len(links) == 1 else PANEL
