"""The views of a list of documents: what somebody wants to see of them today. Home counts by the same conditions."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.models import Contact
from partners.models import Customer, Vendor
from partners.trade.kinds import ALIVE, NATURES, WAITING, Kind, Status

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

WEEK = timedelta(days=7)
NEVER_LEFT = Q(printed_count=0, last_sent_at__isnull=True)


class Shown(StrEnum):
    """What a view is called in the address of a list."""

    MINE = "mine"
    OPEN = "open"
    EXPIRING = "expiring"
    UPCOMING = "upcoming"
    TO_SEND = "to_send"
    LATE = "late"
    SENT = "sent"
    ACCEPTED = "accepted"
    CONVERTED = "converted"
    CANCELED = "canceled"
    STANDING = "standing"


def views_of(kind: str) -> dict[str, str]:
    """The views of the list of a kind, in order, as people call them: the words agree with what is listed."""
    nature = NATURES[kind]
    if nature.is_quote:
        return _of_quotes()
    shown = _of_orders()
    if nature.is_blanket:
        for view in (Shown.UPCOMING, Shown.LATE, Shown.CONVERTED):
            del shown[view]
    return shown


def everything(kind: str) -> str:
    """What the view of all is called."""
    return pgettext("filter.quotes", "All") if NATURES[kind].is_quote else pgettext("filter.orders", "All")


def _of_quotes() -> dict[str, str]:
    return {
        Shown.MINE: pgettext("filter.quotes", "Mine"),
        Shown.OPEN: pgettext("filter.quotes", "Open"),
        Shown.EXPIRING: _("Expiring this week"),
        Shown.TO_SEND: _("To send"),
        Shown.SENT: pgettext("filter.quotes", "Sent"),
        Shown.ACCEPTED: pgettext("filter.quotes", "Accepted, not ordered"),
        Shown.LATE: pgettext("filter.quotes", "Expired"),
        Shown.CONVERTED: pgettext("filter.quotes", "Ordered"),
        Shown.CANCELED: pgettext("filter.quotes", "Canceled"),
        Shown.STANDING: pgettext("filter.quotes", "Not canceled"),
    }


def _of_orders() -> dict[str, str]:
    return {
        Shown.MINE: pgettext("filter.orders", "Mine"),
        Shown.OPEN: pgettext("filter.orders", "Open"),
        Shown.TO_SEND: _("To send"),
        Shown.UPCOMING: _("Due this week"),
        Shown.LATE: pgettext("filter.orders", "Late"),
        Shown.CONVERTED: pgettext("filter.orders", "Completed"),
        Shown.CANCELED: pgettext("filter.orders", "Canceled"),
        Shown.STANDING: pgettext("filter.orders", "Not canceled"),
    }


def condition(view: str, kind: str, user: AbstractBaseUser | AnonymousUser | None = None) -> Q:
    """The documents of ``kind`` that are in ``view`` today."""
    today = timezone.localdate()
    alive, waiting, is_quote = Q(status__in=sorted(ALIVE)), Q(status__in=sorted(WAITING)), NATURES[kind].is_quote
    match view:
        case Shown.MINE:
            return _mine(user)
        case Shown.OPEN:
            return waiting & (_still_valid(today) if is_quote else Q())
        case Shown.EXPIRING:
            return waiting & Q(valid_until__range=(today, today + WEEK))
        case Shown.UPCOMING:
            return alive & Q(requested_date__range=(today, today + WEEK))
        case Shown.TO_SEND:
            return waiting & (_still_valid(today) if is_quote else Q()) & NEVER_LEFT
        case Shown.SENT:
            return waiting & _still_valid(today) & ~NEVER_LEFT
        case Shown.ACCEPTED:
            return Q(status=Status.ACCEPTED)
        case Shown.LATE:
            late = Q(valid_until__lt=today) if is_quote else Q(requested_date__lt=today)
            return Q(status=Status.EXPIRED) | (waiting & late)
        case Shown.CONVERTED:
            return Q(status__in=[Status.ORDERED, Status.COMPLETED])
        case Shown.CANCELED:
            return Q(status=Status.CANCELED)
        case Shown.STANDING:
            return ~Q(status=Status.CANCELED)
    return Q()


def concerning(record: Contact | Customer | Vendor) -> Q:
    """The documents of ``record``: of a company also those of its people, of a partner also those that it pays for."""
    if isinstance(record, Contact):
        return Q(contact=record.pk) if record.is_person else Q(contact=record.pk) | Q(contact_company=record.pk)
    if isinstance(record, Customer):
        return Q(customer=record.pk) | Q(bill_to_customer=record.pk)
    return Q(vendor=record.pk) | Q(pay_to_vendor=record.pk)


def label(view: str, kind: str) -> str:
    """What people call the view."""
    return views_of(kind).get(view, view)


def kinds_of(side: str) -> tuple[Kind, Kind]:
    """The quotes and the orders of what we sell, or of what we buy."""
    if side == "customer":
        return Kind.SALES_QUOTE, Kind.SALES_ORDER
    return Kind.PURCHASE_QUOTE, Kind.PURCHASE_ORDER


def _still_valid(today: date) -> Q:
    return Q(valid_until__isnull=True) | Q(valid_until__gte=today)


def _mine(user: AbstractBaseUser | AnonymousUser | None) -> Q:
    """Those that ``user`` wrote, or looks after: a salesperson is a user with the same mailbox."""
    if user is None or user.pk is None:
        return Q(pk__in=())
    mailbox = str(getattr(user, "email", ""))
    return Q(created_by=user.pk) | (Q(salesperson__email__iexact=mailbox) if mailbox else Q(pk__in=()))
