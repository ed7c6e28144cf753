"""The views that the lists of customers, vendors and bank accounts come with (P30, P40, P50)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.links import list_views as links
from contacts.list_views import looked_after
from crm.history.models import Action, Change
from crm.kit.shipped import ShippedView, register_view
from partners.models import BankAccount, Customer, Vendor

if TYPE_CHECKING:
    from django.utils.functional import Promise

MINE, BLOCKED, ALONE, NEW = "mine", "blocked", "without_contact", "new"


def register() -> None:
    """They stand above the lists; once the kinds of links are known."""
    links.register()
    without = Q(link__isnull=True)
    register_view(
        Customer,
        _view(MINE, pgettext_lazy("filter.customers", "Mine"), 20, lambda user: looked_after("salesperson", user)),
        _view(BLOCKED, pgettext_lazy("filter.customers", "Blocked"), 30, lambda user: ~Q(blocked="")),
        _view(ALONE, _("Without contact"), 35, lambda user: without),
        _view(NEW, pgettext_lazy("filter.customers", "New this month"), 60, lambda user: _made(Customer)),
    )
    register_view(
        Vendor,
        _view(MINE, pgettext_lazy("filter.vendors", "Mine"), 20, lambda user: looked_after("purchaser", user)),
        _view(BLOCKED, pgettext_lazy("filter.vendors", "Blocked"), 30, lambda user: ~Q(blocked="")),
        _view(ALONE, _("Without contact"), 35, lambda user: without),
        _view(NEW, pgettext_lazy("filter.vendors", "New this month"), 60, lambda user: _made(Vendor)),
    )
    register_view(
        BankAccount,
        _view(BLOCKED, pgettext_lazy("filter.banks", "Blocked"), 30, lambda user: Q(blocked=True)),
        _view(ALONE, _("Without contact"), 35, lambda user: without),
    )


def _view(name: str, label: str | Promise, order: int, condition: Any) -> ShippedView:
    return ShippedView(name, label, condition, order)


def _made(model: Any) -> Q:
    """The records that the history saw being made since this month began."""
    since = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    notes = Change.objects.filter(model=model._meta.label_lower, action=Action.CREATE, at__gte=since).order_by()
    return Q(pk__in=notes.annotate(key=Cast("object_id", BigIntegerField())).values("key"))
