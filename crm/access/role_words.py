"""What the roles are called, and what each may do: read from ``roles.py``, so that it cannot disagree."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from crm.access.roles import BANK_DETAILS, CATALOGUE, HUB, LETTERS, PURCHASES, ROLES, SALES, Role

TITLES: dict[str, str | Promise] = {
    "Reader": pgettext_lazy("role", "Reader"),
    "Sales": pgettext_lazy("role", "Sales"),
    "Purchasing": pgettext_lazy("role", "Purchasing"),
    "Banking": pgettext_lazy("role", "Banking"),
    "Administrator": pgettext_lazy("role", "Administrator"),
}
PURPOSES: dict[str, str | Promise] = {
    "Reader": _("Looks up everything and changes nothing."),
    "Sales": _("Keeps contacts and customers, and makes what is sold."),
    "Purchasing": _("Keeps contacts and vendors, and makes what is bought."),
    "Banking": _("Keeps bank accounts, and reads bank details in full."),
    "Administrator": _("Does everything: settings, users and the change log included."),
}
AREAS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Contacts, links and interactions"), HUB),
    (pgettext_lazy("page", "Customers"), ("partners.customer",)),
    (pgettext_lazy("page", "Vendors"), ("partners.vendor",)),
    (pgettext_lazy("page", "Bank Accounts"), ("partners.bankaccount",)),
    (pgettext_lazy("page", "E-mails"), LETTERS),
    (_("Catalogue"), CATALOGUE),
    (_("Sales and service documents"), SALES),
    (_("Purchase documents"), PURCHASES),
    (_("Settings, reference lists and number series"), ("setup.marketingsetup", "numbering.numberseries")),
    (_("Change log"), ("history.change",)),
    (_("Users and their roles"), ("auth.user",)),
)
"""What roles differ in, and the records that stand for it."""


class Row(NamedTuple):
    """What each role, in order, may do in an area."""

    area: str
    cells: list[str]


def title_of(name: str) -> str:
    """What staff call a role; itself for a group that is no role of the house."""
    return str(TITLES.get(name, name))


def purpose_of(name: str) -> str:
    """What a role is for, in a sentence; blank for any other group."""
    return str(PURPOSES.get(name, ""))


def table() -> list[Row]:
    """What each role may do, area by area; last, who reads bank details in full."""
    rows = [Row(str(area), [_may(role, labels) for role in ROLES]) for area, labels in AREAS]
    details = [
        now_("in full") if role.grants(BANK_DETAILS, "partners.bankaccount") else now_("last 4 signs") for role in ROLES
    ]
    return [*rows, Row(now_("Bank details"), details)]


def _may(role: Role, labels: tuple[str, ...]) -> str:
    if all(_grants(role, "change", label) for label in labels):
        return now_("reads and writes")
    if all(_grants(role, "view", label) for label in labels):
        return now_("reads")
    return pgettext("permission", "nothing")


def _grants(role: Role, verb: str, label: str) -> bool:
    room, _dot, model = label.partition(".")
    return role.grants(f"{room}.{verb}_{model}", label)
