"""Which part of the home page comes first for whom (section 6): each sees the part of the own work first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from crm.kit.overview import ATTENTION
from crm.kit.permissions import holds, name_of
from partners.trade.models import PurchaseOrder, SalesOrder
from setup.models import MarketingSetup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.kit.overview import CueGroup
    from crm.kit.permissions import User

PRESETS = (
    (name_of("change", MarketingSetup), ATTENTION),
    (name_of("change", SalesOrder), pgettext_lazy("navigation", "Sales")),
    (name_of("change", PurchaseOrder), pgettext_lazy("navigation", "Purchases")),
)
"""The permission that tells an administrator, a seller and a buyer, and the heading that each sees first."""


def arranged(groups: Sequence[CueGroup], user: User) -> list[CueGroup]:
    """``groups`` in the order for ``user``; the others keep theirs, so that positions do not move from day to day."""
    first = next((str(title) for permission, title in PRESETS if holds(user, permission)), "")
    return sorted(groups, key=lambda group: group.title != first)
