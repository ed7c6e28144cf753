"""What staff read of each kind on buttons and headings; whole phrases, because every language has its own grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from contacts.links.kinds import LinkKind


class Words(NamedTuple):
    """The phrases of one kind. ``no_template`` says that none fits and that it goes on without (C4, M29)."""

    link: str | Promise
    create: str | Promise
    create_contacts: str | Promise
    no_template: str | Promise = ""


GENERIC = Words(
    pgettext_lazy("action", "Link with existing"),
    pgettext_lazy("action", "Create as"),
    _("Create Contacts"),
)

BY_KIND = {
    "customer": Words(
        _("Link with existing customer"),
        pgettext_lazy("action", "Create as Customer"),
        pgettext_lazy("action", "Create Contacts from Customers"),
        _("There is no customer template for this type of contact. The customer is created without one."),
    ),
    "vendor": Words(
        _("Link with existing vendor"),
        pgettext_lazy("action", "Create as Vendor"),
        pgettext_lazy("action", "Create Contacts from Vendors"),
        _("There is no vendor template for this type of contact. The vendor is created without one."),
    ),
    "bank_account": Words(
        _("Link with existing bank account"),
        pgettext_lazy("action", "Create as Bank Account"),
        pgettext_lazy("action", "Create Contacts from Bank Accounts"),
    ),
}


def words_of(kind: LinkKind) -> Words:
    """The phrases of ``kind``; general ones for a kind that has none of its own."""
    return BY_KIND.get(kind.name, GENERIC)
