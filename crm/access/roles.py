"""The roles of the house as Django groups, and what each may do (decisions H4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission

BANK_DETAILS = "partners.view_bank_details"
ROOMS = ("contacts", "links", "interactions", "mail", "partners", "trade", "setup", "numbering", "history")
WRITE = ("add", "change", "delete")
HUB = (
    "contacts.contact",
    "contacts.alternativeaddress",
    "contacts.alternativeaddressdaterange",
    "links.contactbusinessrelation",
    "interactions.interaction",
    "interactions.interactioncomment",
)
"""Everybody who deals with partners deals with contacts, their links, and what is said with them."""


LETTERS = ("mail.message", "mail.messagefile")
"""Those who sell and buy write e-mails."""

CATALOGUE = ("trade.item", "trade.itemtranslation", "trade.documentline", "trade.documentcomment")
SALES = (
    *("trade.salesquote", "trade.salesorder", "trade.blanketsalesorder"),
    *("trade.servicequote", "trade.serviceorder", "trade.serviceitemline"),
)
PURCHASES = ("trade.purchasequote", "trade.purchaseorder", "trade.blanketpurchaseorder")


@dataclass(frozen=True)
class Role:
    """Reads all rooms, writes ``writes``, and has the permissions ``besides``; ``rules`` writes everything."""

    name: str
    writes: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def grants(self, permission: str, label: str) -> bool:
        """The role has the permission called ``permission`` of the model ``label``."""
        room = label.partition(".")[0]
        if room in self.rules or permission in self.besides:
            return True
        verb = permission.partition(".")[2].partition("_")[0]
        is_writing = verb in WRITE and label in self.writes
        return room in ROOMS and permission != BANK_DETAILS and (verb == "view" or is_writing)


ROLES = (
    Role("Reader"),
    Role("Sales", writes=(*HUB, "partners.customer", *LETTERS, *CATALOGUE, *SALES)),
    Role("Purchasing", writes=(*HUB, "partners.vendor", *LETTERS, *CATALOGUE, *PURCHASES)),
    Role("Banking", writes=(*HUB, "partners.bankaccount"), besides=(BANK_DETAILS,)),
    Role("Administrator", rules=(*ROOMS, "auth")),
)


def establish(**_: Any) -> None:
    """Every role is a group with at least its permissions; what an administrator added to a group stays."""
    known = list(Permission.objects.select_related("content_type"))
    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.add(*_granted(role, known))


def _granted(role: Role, known: list[Permission]) -> Iterator[Permission]:
    for permission in known:
        content = permission.content_type
        label = f"{content.app_label}.{content.model}"
        if role.grants(f"{content.app_label}.{permission.codename}", label):
            yield permission
