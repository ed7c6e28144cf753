"""The charts about quotes and orders on the home page; each is one statement."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from crm.kit.addresses import page_url
from crm.kit.charts import Chart, Series, percent
from crm.kit.overview import ChartOffer, register_chart
from crm.kit.permissions import name_of
from partners.trade.kinds import Kind
from partners.trade.models import MODELS, Document
from partners.trade.views import Shown, condition, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db import models

MONTHS = 12
LOOKED_BACK = 6
WEEKS = 6
AGES = ((0, 7), (8, 30), (31, 60), (61, None))
OLD = 30
FATES = (Shown.CONVERTED, Shown.ACCEPTED, Shown.OPEN, Shown.LATE, Shown.CANCELED)
"""What can have become of a quote; each is a view of the list, and no quote is in two."""


def register() -> None:
    """They are offered to those who may see the documents, first to those who work with them."""
    _offer("sales-orders", Kind.SALES_ORDER, orders_per_month, 10)
    _offer("sales-quotes", Kind.SALES_QUOTE, quotes_to_orders, 11)
    _offer("quote-ages", Kind.SALES_QUOTE, quotes_by_age, 13)
    _offer("receipts", Kind.PURCHASE_ORDER, receipts_by_week, 20)
    _offer("purchase-orders", Kind.PURCHASE_ORDER, orders_per_month, 21)
    _offer("purchase-quotes", Kind.PURCHASE_QUOTE, quotes_to_orders, 22)


def orders_per_month(kind: Kind) -> Chart:
    """Columns: the orders of each month of this year beside those of the last."""
    today = timezone.localdate()
    rows = _of(kind).filter(document_date__gte=date(today.year - 1, 1, 1), document_date__lte=date(today.year, 12, 31))
    counted = _by_month(rows.filter(condition(Shown.STANDING, kind)))
    series = tuple(_year(kind, year, counted) for year in (today.year - 1, today.year))
    then, now = (one.values[today.month - 1] for one in series)
    sentence = (
        _("Sales orders: %(now)s this month so far, %(then)s in the same month last year.")
        if kind == Kind.SALES_ORDER
        else _("Purchase orders: %(now)s this month so far, %(then)s in the same month last year.")
    )
    months = tuple(_month(date(today.year, month, 1)) for month in range(1, MONTHS + 1))
    title = sentence % {"now": now, "then": then}
    return Chart(str(kind), title, _("Month"), months, series, url=_list(kind))


def quotes_to_orders(kind: Kind) -> Chart:
    """Piles: what became of the quotes of each of the last months, and how many of a hundred were ordered."""
    today = timezone.localdate()
    firsts = _last_months(today, LOOKED_BACK)
    rows = _of(kind).filter(document_date__gte=firsts[0], document_date__lte=today).order_by()
    counts = {fate.value: Count("pk", filter=condition(fate, kind)) for fate in FATES}
    found: dict[date, dict[str, Any]] = {}
    for row in rows.values(month=TruncMonth("document_date")).annotate(**counts):
        found[row["month"]] = dict(row)
    lasts = [after - timedelta(days=1) for _first, after in pairwise([*firsts, today + timedelta(days=1)])]
    series = tuple(
        Series(
            label(fate, kind),
            tuple(found.get(first, {}).get(fate.value, 0) for first in firsts),
            tuple(_list(kind, fate, since=first, until=last) for first, last in zip(firsts, lasts, strict=True)),
        )
        for fate in FATES
    )
    totals = [sum(column) for column in zip(*(one.values for one in series), strict=True)]
    notes = tuple(percent(part, whole) for part, whole in zip(series[0].values, totals, strict=True))
    share = percent(sum(series[0].values), sum(totals))
    sentence = (
        _("Of the sales quotes of the last six months, %(share)s were ordered.")
        if kind == Kind.SALES_QUOTE
        else _("Of the purchase quotes of the last six months, %(share)s were ordered.")
    )
    months = tuple(_month(first) for first in firsts)
    title = sentence % {"share": share}
    return Chart(str(kind), title, _("Month"), months, series, piled=True, notes=notes, url=_list(kind))


def quotes_by_age(kind: Kind) -> Chart:
    """Columns: how old the quotes are that wait for an answer."""
    today = timezone.localdate()
    counts = {f"n{place}": Count("pk", filter=_aged(today, *age)) for place, age in enumerate(AGES)}
    found = _of(kind).filter(condition(Shown.OPEN, kind)).order_by().aggregate(**counts)
    values = tuple(found[f"n{place}"] for place in range(len(AGES)))
    old = sum(value for value, (first, _last) in zip(values, AGES, strict=True) if first > OLD)
    title = ngettext(
        "%(count)s open quote is older than 30 days.", "%(count)s open quotes are older than 30 days.", old
    ) % {"count": old}
    labels = tuple(f"{first}–{last}" if last is not None else f"> {first - 1}" for first, last in AGES)
    urls = tuple(_list(kind, Shown.OPEN, **_days(today, *age)) for age in AGES)
    series = (Series(_("Open quotes"), values, urls),)
    return Chart("ages", title, _("Age in days"), labels, series, url=_list(kind, Shown.OPEN))


def receipts_by_week(kind: Kind) -> Chart:
    """Columns: for when the goods of open orders are wanted; what is late comes first."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + timedelta(weeks=number) for number in range(WEEKS)]
    weeks = [(max(first, today), first + timedelta(days=6)) for first in mondays]
    counts = {f"n{place}": Count("pk", filter=Q(requested_date__range=week)) for place, week in enumerate(weeks)}
    alive = _of(kind).filter(condition(Shown.OPEN, kind)).order_by()
    found = alive.aggregate(late=Count("pk", filter=condition(Shown.LATE, kind)), **counts)
    values = (found["late"], *(found[f"n{place}"] for place in range(WEEKS)))
    title = ngettext("%(count)s receipt is late.", "%(count)s receipts are late.", found["late"]) % {
        "count": found["late"]
    }
    labels = (pgettext("document", "Late"), *(date_format(first, "d/m") for first in mondays))
    due = (_list(kind, Shown.OPEN, wanted_since=first, wanted_until=last) for first, last in weeks)
    series = (Series(_("Receipts"), values, (_list(kind, Shown.LATE), *due)),)
    return Chart("receipts", title, _("Week from"), labels, series, url=_list(kind, Shown.OPEN))


def _offer(name: str, kind: Kind, draw: Callable[[Kind], Chart], order: int) -> None:
    model = MODELS[kind]
    register_chart(ChartOffer(name, name_of("view", model), name_of("change", model), lambda: draw(kind), order))


def _of(kind: Kind) -> models.QuerySet[Document]:
    return Document._base_manager.filter(kind=kind)


def _by_month(rows: models.QuerySet[Document]) -> Counter[date]:
    found = rows.order_by().values_list(TruncMonth("document_date")).annotate(number=Count("pk"))
    return Counter(dict(found))


def _last_months(today: date, number: int) -> list[date]:
    """The first days of the last months, this one included."""
    places = [today.year * 12 + today.month - 1 - back for back in reversed(range(number))]
    return [date(place // 12, place % 12 + 1, 1) for place in places]


def _year(kind: Kind, year: int, counted: Counter[date]) -> Series:
    firsts = [date(year, month, 1) for month in range(1, MONTHS + 1)]
    afters = [*firsts[1:], date(year + 1, 1, 1)]
    urls = (
        _list(kind, Shown.STANDING, since=first, until=after - timedelta(days=1))
        for first, after in zip(firsts, afters, strict=True)
    )
    return Series(str(year), tuple(counted[first] for first in firsts), tuple(urls))


def _days(today: date, first: int, last: int | None) -> dict[str, date]:
    """Between which days lie documents that are so old; the youngest include those dated ahead."""
    since = {"since": today - timedelta(days=last)} if last is not None else {}
    return since | ({"until": today - timedelta(days=first)} if first else {})


def _aged(today: date, first: int, last: int | None) -> Q:
    lookups = {"since": "document_date__gte", "until": "document_date__lte"}
    return Q(**{lookups[name]: day for name, day in _days(today, first, last).items()})


def _month(first: date) -> str:
    return date_format(first, "M")


def _list(kind: Kind, view: Shown | None = None, **days: date) -> str:
    """The list of ``kind`` with a view and days as its filters know them."""
    params = ({"view": view.value} if view is not None else {}) | {name: day.isoformat() for name, day in days.items()}
    return f"{page_url(MODELS[kind], 'list')}?{urlencode(params)}" if params else page_url(MODELS[kind], "list")
