"""The view of the list of contacts that shows whom nobody talked to for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.interactions.models import Interaction
from contacts.models import Contact
from crm.kit.shipped import ShippedView, register_view

if TYPE_CHECKING:
    from crm.kit.permissions import User

DAYS = 90
SILENT = "silent"


def register() -> None:
    """It stands among the views of contacts."""
    label = _("Not contacted for 90 days")
    register_view(Contact, ShippedView(SILENT, label, silent, 60))


def silent(user: User) -> Q:
    """Contacts without an entry of the last days in the log; of companies, those of their people count too."""
    since = timezone.localdate() - timedelta(days=DAYS)
    entries = Interaction._base_manager.filter(date__gte=since, postponed=False, canceled=False)
    own, of_people = entries.filter(contact=OuterRef("pk")), entries.filter(company=OuterRef("pk"))
    return ~Q(Exists(own)) & ~Q(Exists(of_people))
