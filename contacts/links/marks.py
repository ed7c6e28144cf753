"""Signs beside the fields of a card: with whom a value is shared, and where the other side differs (R1, S4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from contacts.links import offers
from contacts.links.accepted import in_force
from contacts.links.circle import hub_rows, read_circle
from contacts.links.kinds import kind_of
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from contacts.sharing import SharingRecord
from crm.kit.cards import Mark, register_marks
from crm.kit.display import text_of
from crm.kit.values import column, value_of
from setup.models import Direction

if TYPE_CHECKING:
    from contacts.links.circle import Circle, Link

SHARED, DIFFERS, PAUSED = "⇄", "≠", "⏸"


class Side(NamedTuple):
    """A record on the other side of a shared field, and its column; ``paused`` where nothing travels now.

    ``accepted`` says why the difference was accepted, blank where it was not; ``url`` leads to the differences.
    """

    record: SharingRecord
    field: str
    paused: bool
    accepted: str = ""
    url: str = ""


def marks(record: SharingRecord) -> dict[str, tuple[Mark, ...]]:
    """The signs of a contact or a partner. Two queries for a linked record, one for any other."""
    hub = hub_of(record)
    if hub is None:
        return {}
    circle = read_circle(hub)
    sides: dict[str, list[Side]] = {}
    for name, side in _sides(record, circle):
        sides.setdefault(name, []).append(side)
    return {name: tuple(_signs(record, name, others)) for name, others in sides.items()}


def register() -> None:
    """Contacts and partners of every kind carry the signs."""
    register_marks(SharingRecord, marks)


def hub_of(record: SharingRecord) -> Contact | None:
    """The contact of a contact or partner as it stands, with the revision of the rules. One query, none for a kind
    that is not linked."""
    if isinstance(record, Contact):
        return hub_rows().filter(pk=record.pk).first()
    kind = kind_of(type(record))
    if kind is None or record.pk is None:
        return None
    rows = ContactBusinessRelation.objects.filter(**{kind.name: record.pk})
    return hub_rows().filter(pk__in=rows.values("contact")).first()


def _sides(record: SharingRecord, circle: Circle) -> Iterator[tuple[str, Side]]:
    own = next((link for link in circle.links_of(circle.hub) if link.partner == record), None)
    if own is not None:
        for shared in own.kind.shared:
            if own.kind.direction(shared, circle.rules) is not Direction.NEVER:
                about = _accepted(own, circle.hub, shared.contact), offers.resolve_url(own.relation.pk)
                yield shared.partner, Side(circle.hub, shared.contact, own.paused, *about)
    elif record == circle.hub:
        for link in circle.links_of(circle.hub):
            for shared in link.kind.shared:
                if link.kind.direction(shared, circle.rules) is not Direction.NEVER:
                    about = _accepted(link, circle.hub, shared.contact), offers.resolve_url(link.relation.pk)
                    yield shared.contact, Side(link.partner, shared.partner, link.paused, *about)


def _signs(record: SharingRecord, name: str, others: list[Side]) -> Iterator[Mark]:
    live = [side for side in others if not side.paused]
    if live:
        yield Mark(SHARED, _("Shared with %(records)s.") % {"records": ", ".join(map(_named, live))})
    if paused := [side for side in others if side.paused]:
        yield Mark(PAUSED, _("The link is paused: %(records)s.") % {"records": ", ".join(map(_named, paused))})
    mine = value_of(record, column(type(record), name))
    for side in others:
        field = column(type(side.record), side.field)
        if (theirs := value_of(side.record, field)) != mine:
            values = {
                "record": _named(side),
                "value": text_of(field, theirs, {}) or _("empty"),
                "reason": side.accepted,
            }
            words = _("%(record)s holds another value: %(value)s.")
            if side.accepted:
                words = _("%(record)s holds another value, as accepted: %(reason)s")
            yield Mark(DIFFERS, words % values, side.url)


def _accepted(link: Link, contact: Contact, name: str) -> str:
    held = in_force(link.relation.accepted, contact, link.partner, link.kind)
    return str(held[name]["reason"]) if name in held else ""


def _named(side: Side) -> str:
    return f"{side.record._meta.verbose_name} {side.record.no}"
