"""Home: how many there are of everything, what needs attention, and what changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from contacts.models import Contact
from crm.history.models import Change
from crm.history.reading import Entry, read
from crm.kit.addresses import card_url, page_url
from crm.kit.permissions import may
from crm.kit.screens.paging import Total, total_of
from crm.kit.screens.search import SearchEverywhere
from partners.filters import PartnerFilters
from partners.models import BankAccount, Customer, Partner, Vendor
from setup.numbering.models import NumberSeries
from setup.numbering.outlook import running_out

if TYPE_CHECKING:
    from crm.kit.models import Record

LATEST = 10


class Tile(NamedTuple):
    """A number that leads to the list it counts; ``attention`` where somebody should look."""

    label: str
    total: Total
    url: str
    attention: bool = False


class Ending(NamedTuple):
    """A number series that runs out."""

    title: str
    url: str
    left: int


def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    context = {
        "tiles": [*_counts(request), *_without_contact(request)],
        "endings": _endings(request),
        "changes": _latest(request),
    }
    return TemplateResponse(request, "home.html", context)


def _counts(request: HttpRequest) -> list[Tile]:
    models: tuple[type[Record], ...] = (Contact, Customer, Vendor, BankAccount)
    return [
        Tile(str(model._meta.verbose_name_plural), total_of(model._default_manager.all()), page_url(model, "list"))
        for model in models
        if may(request.user, "view", model)
    ]


def _without_contact(request: HttpRequest) -> list[Tile]:
    labels: dict[type[Partner], str] = {
        Customer: _("Customers without contact"),
        Vendor: _("Vendors without contact"),
        BankAccount: _("Bank accounts without contact"),
    }
    tiles = []
    for model, label in labels.items():
        if may(request.user, "view", model):
            total = total_of(PartnerFilters.without_contact(model._default_manager.all()))
            tiles.append(Tile(label, total, f"{page_url(model, 'list')}?linked=false", total.number > 0))
    return tiles


def _latest(request: HttpRequest) -> list[Entry]:
    if not may(request.user, "view", Change):
        return []
    return read(Change.objects.order_by("-pk")[:LATEST], request.user)


def _endings(request: HttpRequest) -> list[Ending]:
    if not may(request.user, "view", NumberSeries):
        return []
    return [Ending(one.series.title, card_url(one.series), one.left or 0) for one in running_out()]


urlpatterns = [
    path("", home, name="home"),
    path("search/", SearchEverywhere.as_view(), name="search-everywhere"),
]
