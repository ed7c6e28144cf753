"""What rooms above hold for a contact without partner, and give to the one that it gets, such as open quotes (L3)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.http import HttpRequest

    from contacts.links.kinds import LinkKind
    from contacts.models import Contact
    from crm.kit.permissions import User


class Heirloom(ABC):
    """One sort of such things; people say on the page of a link whether they follow."""

    name: str

    @abstractmethod
    def waiting(self, owner: Contact, kind: LinkKind, user: User | None) -> int:
        """How many wait for a partner of ``kind`` that ``user`` may give it; a command may all. One query at most."""

    @abstractmethod
    def question(self, kind: LinkKind, number: int) -> str:
        """What is asked before."""

    @abstractmethod
    def give(self, owner: Contact, kind: LinkKind) -> list[str]:
        """They are the partner's; what is to be said of it. Must run in the unit that links it."""


class Asked(NamedTuple):
    """A question on the page of a link."""

    name: str
    question: str
    is_chosen: bool


KNOWN = "heirlooms"
"""The field that says which questions the page asked."""

_heirlooms: list[Heirloom] = []


def register(heirloom: Heirloom) -> None:
    """Ask for it wherever people link a contact or create a partner from it."""
    _heirlooms.append(heirloom)


def names() -> list[str]:
    """What commands may hand over."""
    return [one.name for one in _heirlooms]


def asked(owners: Iterable[Contact], kind: LinkKind, request: HttpRequest) -> list[Asked]:
    """The questions, each once for all ``owners``, and answered yes unless somebody answered otherwise."""
    owners = list(owners)
    found = []
    known, chosen = request.POST.getlist(KNOWN), request.POST.getlist("give")
    for one in _heirlooms:
        if number := sum(one.waiting(owner, kind, request.user) for owner in owners):
            found.append(Asked(one.name, one.question(kind, number), one.name not in known or one.name in chosen))
    return found


def give_chosen(owner: Contact, kind: LinkKind, request: HttpRequest) -> list[str]:
    """What was asked for is the new partner's, as far as it still waits; what is to be said of it."""
    return give_named(owner, kind, request.POST.getlist("give"), request.user)


def to_follow(owner: Contact, kind: LinkKind, chosen: Collection[str]) -> list[str]:
    """What of the ``chosen`` names ``give_named`` would hand over."""
    counted = [(one, one.waiting(owner, kind, None)) for one in _heirlooms if one.name in chosen]
    return [one.question(kind, number) for one, number in counted if number]


def give_named(owner: Contact, kind: LinkKind, chosen: Collection[str], user: User | None = None) -> list[str]:
    """What waits of the ``chosen`` names, and ``user`` may give, is the new partner's; what is to be said of it.

    Must run in the unit that links it.
    """
    wanted = [one for one in _heirlooms if one.name in chosen and one.waiting(owner, kind, user)]
    return [sentence for one in wanted for sentence in one.give(owner, kind)]
