"""The views that the list of contacts comes with (P10), as far as contacts alone know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Contact, ContactType, RelationSummary
from crm.kit.shipped import ShippedView, register_view
from setup.models import Salesperson

if TYPE_CHECKING:
    from crm.kit.permissions import User


def looked_after(column: str, user: User) -> Q:
    """The records whose ``column`` is the salesperson code of ``user``: a salesperson is a user of the same mailbox.

    One query, for the codes: an index then tells which records those are.
    """
    mailbox = str(getattr(user, "email", ""))
    codes = list(Salesperson.objects.filter(email__iexact=mailbox).values_list("code", flat=True)) if mailbox else []
    return Q(**{f"{column}__in": codes})


def register() -> None:
    """They stand above the list."""
    register_view(
        Contact,
        ShippedView("companies", _("Companies"), lambda user: Q(type=ContactType.COMPANY), 10),
        ShippedView("people", _("People"), lambda user: Q(type=ContactType.PERSON), 11),
        ShippedView("mine", pgettext_lazy("filter", "My Contacts"), lambda user: looked_after("salesperson", user), 20),
        ShippedView(
            "not_linked",
            pgettext_lazy("filter.contacts", "Not Linked"),
            lambda user: Q(business_relation=RelationSummary.NONE),
            30,
        ),
        ShippedView(
            "unreachable",
            _("Without e-mail or phone"),
            lambda user: Q(email="", phone_no="", mobile_phone_no=""),
            50,
        ),
        ShippedView(
            "private", pgettext_lazy("filter.contacts", "Privacy Blocked"), lambda user: Q(privacy_blocked=True), 70
        ),
    )
