"""Whose value a repair spreads, for each shared field of a contact and its partners (L2, rulings 5 and 11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.links.accepted import is_accepted
from contacts.links.newest import CONTACT, Newer
from contacts.links.plan import decide
from contacts.models import Contact
from crm.kit.values import column, is_blank, value_of
from setup.models import Direction

if TYPE_CHECKING:
    from contacts.links.circle import Circle, Link
    from contacts.links.kinds import Shared

NewerSides = Mapping[tuple[int, str], Newer]


class Side(StrEnum):
    """Whose values a repair takes where both sides have one."""

    CONTACT = "contact"
    PARTNER = "partner"
    NEWEST = "newest"


class Reason(models.TextChoices):
    """Why a difference is left as it is."""

    PAUSED = "paused", _("The link is paused.")
    PINNED = "pinned", _("The value is pinned here.")
    POLICY = "policy", _("The field policy does not let it travel this way.")
    DISAGREE = "disagree", _("Other partners of this contact say otherwise; name the one that is right.")
    UNKNOWN = "unknown", _("The history does not tell which side is newer.")
    ACCEPTED = "accepted", _("The difference was accepted.")


@dataclass
class Choices:
    """For one link, by the contact's column: whether the contact's value wins, and what is left undecided and why."""

    wins: dict[str, bool] = field(default_factory=dict)
    left: dict[str, Reason] = field(default_factory=dict)


@dataclass(frozen=True)
class _Claim:
    """What one link says about one field. ``wins`` is ``None`` where nobody can tell."""

    link: Link
    shared: Shared
    ours: Any
    theirs: Any
    wins: bool | None
    at: Any = None
    may_enter: bool = True

    @property
    def differs(self) -> bool:
        """There is something to repair."""
        return bool(self.ours != self.theirs)

    def is_accepted(self, name: str) -> bool:
        """Somebody accepted that they differ in the contact's column ``name``."""
        return self.differs and is_accepted(self.link.relation.accepted, name, self.ours, self.theirs)

    @property
    def enters(self) -> bool:
        """The partner's value is to go to the contact."""
        return self.differs and self.wins is False and self.may_enter


def choose(
    circle: Circle, links: Sequence[Link], fields: frozenset[str] | None, side: Side, newer: NewerSides
) -> dict[int, Choices]:
    """By link row: which way each difference of the hub's ``links`` goes. Pure.

    A link whose value will follow from another link's says nothing of that field, nor does one whose difference was
    accepted: that one is left.
    """
    chosen = {link.relation.pk: Choices() for link in links}
    for name in _names(links, fields):
        claims = [_claim(circle, link, name, side, newer) for link in links if name in link.kind.by_contact]
        accepted = [claim for claim in claims if claim.is_accepted(name)]
        for claim in accepted:
            chosen[claim.link.relation.pk].left[name] = Reason.ACCEPTED
        _settle([claim for claim in claims if claim not in accepted], name, side, chosen)
    return chosen


def _names(links: Iterable[Link], fields: frozenset[str] | None) -> list[str]:
    every = {shared.contact: None for link in links for shared in link.kind.shared}
    return [name for name in every if fields is None or name in fields]


def _claim(circle: Circle, link: Link, name: str, side: Side, newer: NewerSides) -> _Claim:
    shared = link.kind.by_contact[name]
    ours = value_of(circle.hub, column(Contact, name))
    theirs = value_of(link.partner, column(link.kind.model, shared.partner))
    latest = newer.get((link.relation.pk, name))
    stronger = side is Side.CONTACT or (side is Side.NEWEST and latest is not None and latest.side == CONTACT)
    wins: bool | None = decide(ours, theirs, stronger, blanks_win=False)
    if side is Side.NEWEST and latest is None and not (is_blank(ours) or is_blank(theirs)):
        wins = None
    if shared.flows is Direction.TO_PARTNER:
        wins = True  # The contact's type stands, whoever wins elsewhere (ruling 1).
    may_enter = not link.paused and link.kind.to_contact(shared, circle.rules)
    return _Claim(link, shared, ours, theirs, wins, latest.at if latest else None, may_enter)


def _settle(claims: Sequence[_Claim], name: str, side: Side, chosen: Mapping[int, Choices]) -> None:
    entering = [claim for claim in claims if claim.enters]
    value, reason = _agreed(claims, entering, side) if entering else (None, None)
    for claim in claims:
        choices = chosen[claim.link.relation.pk]
        if not claim.differs:
            continue
        if claim.link.paused:
            choices.wins[name] = claim.wins is not False
        elif reason is not None or claim.wins is None:
            choices.left[name] = reason or Reason.UNKNOWN
        elif not entering or claim.theirs == value:
            choices.wins[name] = claim.wins


def _agreed(claims: Sequence[_Claim], entering: Sequence[_Claim], side: Side) -> tuple[Any, Reason | None]:
    """The value that goes to the contact, or why none does: it would go on to the other partners too."""
    if any(claim.differs and claim.wins is None and not claim.link.paused for claim in claims):
        return None, Reason.UNKNOWN
    if side is Side.PARTNER:
        entering = [claim for claim in claims if claim.may_enter and not is_blank(claim.theirs)]
    if len({claim.theirs for claim in entering}) == 1:
        return entering[0].theirs, None
    if side is not Side.NEWEST or any(claim.at is None for claim in entering):
        return None, Reason.DISAGREE
    return max(entering, key=lambda claim: claim.at).theirs, None
