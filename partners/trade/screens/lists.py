"""The lists of documents: views, columns, what stands below, and what is done with many at once."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.models import Contact
from crm.kit.addresses import page_url
from crm.kit.filters import ListFilters, day_filter
from crm.kit.screens.declaration import Column
from partners.models import Customer, Vendor
from partners.trade import views
from partners.trade.kinds import NATURES, Nature, Status
from partners.trade.models import MODELS, Document
from partners.trade.screens.lines import amount
from partners.trade.totals import rounded
from setup.models import Currency

TONES = {Status.RELEASED: "ok", Status.ACCEPTED: "ok", Status.EXPIRED: "bad", Status.CANCELED: "quiet"}

PARTIES: dict[str, type[Contact | Customer | Vendor]] = {"contact": Contact, "customer": Customer, "vendor": Vendor}


class DocumentFilters(ListFilters):
    """Documents in one of the views of their kind, and by the days of their dates."""

    since = day_filter("document_date", "gte", gettext_lazy("Dated from"))
    until = day_filter("document_date", "lte", gettext_lazy("Dated until"))
    wanted_since = day_filter("requested_date", "gte", gettext_lazy("Wanted from"))
    wanted_until = day_filter("requested_date", "lte", gettext_lazy("Wanted until"))

    def in_view(self, rows: models.QuerySet[Any, Any], name: str, chosen: str) -> models.QuerySet[Any, Any]:
        """Those that the view is about."""
        user = getattr(self.request, "user", None)
        return rows.filter(views.condition(chosen, rows.model.made_as, user))

    def of_party(self, rows: models.QuerySet[Any, Any], name: str, typed: str) -> models.QuerySet[Any, Any]:
        """The documents of the contact, customer or vendor with that number, else of those called so. One query."""
        found = PARTIES[name]._default_manager.filter(no__iexact=typed.strip()).first()
        if found is not None:
            return rows.filter(views.concerning(found))
        return rows.filter(**{"contact_name__icontains" if name == "contact" else "name__icontains": typed})


def filters_of(model: type[Document]) -> type[ListFilters]:
    """The filters of the list of ``model``: its views stand as tabs, so the form only takes the chosen one along."""
    view = django_filters.ChoiceFilter(
        method="in_view",
        choices=lambda: list(views.views_of(model.made_as).items()),
        empty_label=lazy(views.everything, str)(model.made_as),
        label=pgettext_lazy("filter", "View"),
        widget=forms.HiddenInput,
    )
    parties = {
        name: django_filters.CharFilter(method="of_party", label=PARTIES[name]._meta.verbose_name)
        for name in ("contact", NATURES[model.made_as].party)
    }
    made: type[ListFilters] = type(f"{model.__name__}Views", (DocumentFilters,), {"view": view, **parties})
    return made


def columns_of(model: type[Document]) -> tuple[str | Column, ...]:
    """What the list of ``model`` shows; every cell comes from the row itself."""
    nature = NATURES[model.made_as]
    ends = Column("valid_until", valid_until, plain=attrgetter("valid_until"))
    wanted = Column("requested_date", requested, plain=attrgetter("requested_date"))
    if nature.is_quote:
        own: tuple[str | Column, ...] = ("contact_name", "document_date", ends)
        last: tuple[str | Column, ...] = ("salesperson", "external_no")
    else:
        due = "due_date" if nature.is_blanket else wanted
        own, last = ("external_no", "document_date", due), ("salesperson",)
        last = last if nature.is_blanket else (*last, Column("quote_no", quote))
    total = _amount_column("net" if nature.is_quote else "gross")
    return ("no", "name", *own, total, "currency", Column("status", status), *last)


def _amount_column(name: str) -> Column:
    """An amount with the decimal places of its document's currency."""

    def plain(document: Document) -> Decimal:
        return rounded(getattr(document, name), document.decimals)

    def cell(document: Document) -> str:
        return _amount(getattr(document, name), document.decimals)

    return Column(name, cell, plain=plain, is_number=True)


def sums_of(rows: models.QuerySet[Any, Any]) -> list[str]:
    """What ``rows`` come to, by currency. One query."""
    found = list(
        rows.order_by()
        .values("currency", places=models.F("currency__decimals"))
        .annotate(net_sum=models.Sum("net"), gross_sum=models.Sum("gross"))
        .order_by("currency")
    )
    return [
        _("%(currency)s %(net)s excl. VAT · %(gross)s incl. VAT")
        % {
            "currency": one["currency"] or "—",
            "net": _amount(one["net_sum"], one["places"]),
            "gross": _amount(one["gross_sum"], one["places"]),
        }
        for one in found
    ]


def valid_until(document: Document) -> str | SafeString:
    """Until when a quote holds; a word and a colour where that is soon, or over."""
    day, today = document.valid_until, timezone.localdate()
    if day is None:
        return ""
    shown = date_format(day, "SHORT_DATE_FORMAT")
    if document.is_expired:
        return _state(shown, _("over"), "bad")
    if document.is_alive and day <= today + views.WEEK:
        return _state(shown, _("soon"), "warn")
    return shown


def requested(document: Document) -> str | SafeString:
    """For when an order is wanted; a word and a colour where that is soon, or over."""
    day, today = document.requested_date, timezone.localdate()
    if day is None:
        return ""
    shown = date_format(day, "SHORT_DATE_FORMAT")
    if document.is_alive and day < today:
        return _state(shown, _("late"), "bad")
    if document.is_alive and day <= today + views.WEEK:
        return _state(shown, _("soon"), "warn")
    return shown


def status(document: Document) -> SafeString:
    """How far the deal has come."""
    state = Status.EXPIRED if document.is_expired else Status(document.status)
    return format_html('<span class="state {}">{}</span>', TONES.get(state, "plainly"), document.stage)


def quote(document: Document) -> str | SafeString:
    """The quote that an order was made from."""
    made_from = next((kind for kind, nature in NATURES.items() if _leads_to(nature, document)), None)
    if not document.quote_no or document.made_from_id is None or made_from is None:
        return document.quote_no
    url = page_url(MODELS[made_from], "card", document.made_from_id)
    return format_html('<a href="{}">{}</a>', url, document.quote_no)


def _leads_to(nature: Nature, document: Document) -> bool:
    return nature.is_quote and nature.becomes == document.kind


def _state(shown: str, word: str, tone: str) -> SafeString:
    return format_html('<span class="state {}">{} · {}</span>', tone, shown, word)


def _amount(value: Any, places: int | None) -> str:
    places = Currency._meta.get_field("decimals").get_default() if places is None else places
    return amount(value, places)
