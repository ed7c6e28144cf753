"""How a contact and its partners stand to each other, for their cards: in step, apart, paused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.links.accepted import in_force
from contacts.links.circle import Link, link_from
from contacts.links.drift import open_way
from contacts.links.kinds import all_kinds
from contacts.links.models import KIND_COLUMNS, ContactBusinessRelation
from contacts.links.plan import differing
from contacts.models import Contact
from crm.kit.display import caption
from setup.models import Direction
from setup.rules import revision_now, rules_in_force

if TYPE_CHECKING:
    from contacts.links.kinds import LinkKind
    from contacts.sharing import SharingRecord
    from setup.rules import Rules


@dataclass(frozen=True)
class Standing:
    """One link as it stands. ``apart`` are captions of fields that should agree and do not, ``wanted`` of fields that
    differ because a pin or the field policy keeps them apart, ``accepted`` of those that somebody accepted."""

    link: Link
    contact: Contact
    apart: tuple[str, ...]
    wanted: tuple[str, ...]
    accepted: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        if self.link.paused:
            return "paused"
        return "warn" if self.apart else "ok"

    @property
    def words(self) -> str:
        """The state in words."""
        if self.link.paused:
            return _("Paused")
        if self.apart:
            return pgettext("sync", "Out of Sync")
        return _("In Sync, with exception") if self.accepted else pgettext("sync", "In Sync")


@dataclass(frozen=True)
class Relations:
    """The links of a contact in kind order, and its plain relations by code."""

    links: tuple[Standing, ...]
    plain: tuple[ContactBusinessRelation, ...]


def relations_of(contact: Contact) -> Relations:
    """What ``contact`` is linked to and is to us besides. One query, and two more where the rules have changed."""
    rows = list(_rows().filter(contact=contact.pk))
    for row in rows:
        row.contact = contact
    return _sorted(rows)


def relations_through(partner: SharingRecord, kind: LinkKind) -> Relations:
    """What the contact of ``partner`` is linked to, ``partner`` included; nothing where it has none. Like above."""
    rows = _rows().filter(**{f"contact__relations__{kind.name}": partner.pk}).select_related("contact", *_WITH)
    return _sorted(list(rows))


def captions(names: tuple[str, ...]) -> tuple[str, ...]:
    """How the contact's columns ``names`` are labelled."""
    return tuple(caption(Contact, name) for name in names)


_WITH = ("business_relation", *KIND_COLUMNS)


def _rows() -> Any:
    """Relations with their partners, each with the revision of the rules that count."""
    rows = ContactBusinessRelation.objects.select_related(*_WITH)
    return rows.annotate(rules_revision=revision_now()).order_by("business_relation")


def _sorted(rows: list[Any]) -> Relations:
    plain = tuple(row for row in rows if _is_plain(row))
    linked = [row for row in rows if not _is_plain(row)]
    rules = rules_in_force(linked[0].rules_revision) if linked else None
    standings = [_standing(row, rules) for row in linked if rules is not None]
    return Relations(tuple(sorted(standings, key=lambda one: one.link.kind.order)), plain)


def _is_plain(row: ContactBusinessRelation) -> bool:
    return all(getattr(row, f"{kind.name}_id") is None for kind in all_kinds())


def _standing(row: ContactBusinessRelation, rules: Rules) -> Standing:
    link, contact = link_from(row), row.contact
    names = differing(contact, link.partner, link.kind)
    closed = tuple(name for name in names if _is_closed(link, contact, name, rules))
    held = in_force(row.accepted, contact, link.partner, link.kind)
    accepted = tuple(name for name in names if name in held and name not in closed)
    apart = tuple(name for name in names if name not in closed and name not in accepted)
    return Standing(link, contact, captions(apart), captions(closed), captions(accepted))


def _is_closed(link: Link, contact: Contact, name: str, rules: Rules) -> bool:
    """No value of that field travels over the link, whichever side it comes from."""
    way = open_way(link.kind, link.kind.by_contact[name], rules, contact.pinned, link.partner.pinned)
    return way is Direction.NEVER
