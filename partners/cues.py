"""How many customers, vendors and bank accounts have no contact, on the home page (C1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from crm.kit.addresses import page_url
from crm.kit.overview import ATTENTION, Cue, Cues, register_cues
from crm.kit.permissions import may
from crm.kit.screens.paging import total_of
from partners.filters import PartnerFilters
from partners.models import BankAccount, Customer, Partner, Vendor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.kit.permissions import User


def register() -> None:
    """Each stands with the work of those who deal with such partners."""
    register_cues(Cues(pgettext_lazy("navigation", "Sales"), lambda user: without_contact(Customer, user), 15))
    register_cues(Cues(pgettext_lazy("navigation", "Purchases"), lambda user: without_contact(Vendor, user), 25))
    register_cues(Cues(ATTENTION, lambda user: without_contact(BankAccount, user), 33))


def without_contact(model: type[Partner], user: User) -> Iterator[Cue]:
    """It leads to the list of just those, which offers to make their contacts. One query."""
    labels: dict[type[Partner], str] = {
        Customer: _("Customers without contact"),
        Vendor: _("Vendors without contact"),
        BankAccount: _("Bank accounts without contact"),
    }
    if may(user, "view", model):
        rows = PartnerFilters.without_contact(model._default_manager.all())
        yield Cue(labels[model], total_of(rows), f"{page_url(model, 'list')}?linked=false", attention=True)
