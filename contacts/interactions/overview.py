"""What the home page says of the log: how much was said each week, the last days, and what one put aside."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contacts.interactions.filters import OR
from contacts.interactions.list_views import SILENT, silent
from contacts.interactions.models import Interaction, InteractionTemplate
from contacts.models import Contact
from crm.kit.addresses import card_url, page_url
from crm.kit.charts import Chart, Series
from crm.kit.overview import (
    ATTENTION,
    CONTACTS,
    ChartOffer,
    Cue,
    Cues,
    HomePanel,
    register_chart,
    register_cues,
    register_home_panel,
)
from crm.kit.permissions import may, name_of
from crm.kit.screens.paging import Total, total_of
from crm.kit.shipped import VIEW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest

    from crm.kit.permissions import User

WEEKS = 8
SORTS = 3
"""How many groups have a tone of their own; what else there is has the last one."""

AT_ONCE = 100_000
"""Contacts that are looked through at once; where there are more, the home page counts now and then."""

MINUTES = 5
KEY = "interactions.silent"
DAYS = 7
SHOWN = 8


def register() -> None:
    """The chart is for those who keep the templates first, the panel for all who may see the log."""
    works = name_of("change", InteractionTemplate)
    register_chart(ChartOffer("interactions", name_of("view", Interaction), works, per_week, 12))
    register_home_panel(HomePanel(_("Interactions of the last days"), "interactions/recent.html", recent, 20))
    register_cues(Cues(ATTENTION, put_aside, 31))
    register_cues(Cues(CONTACTS, not_contacted, 6))


def not_contacted(user: User) -> Iterator[Cue]:
    """Whom nobody talked to for long. Two queries, which count up to the cap; of very many contacts now and then."""
    if not may(user, "view", Contact) or not may(user, "view", Interaction):
        return
    newest = Contact._base_manager.aggregate(newest=Max("pk"))["newest"] or 0
    number = _silent(user) if newest <= AT_ONCE else cache.get_or_set(KEY, lambda: _silent(user), MINUTES * 60)
    yield Cue(now_("Not contacted for 90 days"), number, f"{page_url(Contact, 'list')}?{VIEW}={SILENT}")


def _silent(user: User) -> Total:
    return total_of(Contact._default_manager.filter(silent(user)))


def put_aside(user: User) -> Iterator[Cue]:
    """The drafts of whoever may finish them (a.6). One query."""
    if may(user, "add", Interaction):
        drafts = Interaction.objects.filter(postponed=True, user=user.pk)
        url = page_url(Interaction, "postponed")
        yield Cue(now_("My postponed interactions"), total_of(drafts), url, attention=True)


def recent(request: HttpRequest) -> Mapping[str, Any] | None:
    """The latest entries of the last days: of the contacts one looks after, where there are any. One query."""
    if not may(request.user, "view", Interaction):
        return None
    since = timezone.localdate() - timedelta(days=DAYS)
    rows: Any = Interaction.objects.counted().filter(date__gte=since).annotate(is_mine=_is_mine(request.user))
    found = list(rows.select_related("contact", "salesperson", "user").order_by("-is_mine", "-date", "-pk")[:SHOWN])
    own = [one for one in found if one.is_mine]
    title = now_("Latest interactions of my contacts") if own else now_("Interactions of the last days")
    entries = [(one, card_url(one)) for one in own or found]
    return {"title": title, "entries": entries, "list_url": page_url(Interaction, "list")}


def _is_mine(user: User) -> ExpressionWrapper[Any]:
    """A salesperson is a user with the same mailbox."""
    mailbox = str(getattr(user, "email", ""))
    mine = Q(contact__salesperson__email__iexact=mailbox) if mailbox else Q(pk__in=())
    return ExpressionWrapper(mine, BooleanField())


def per_week() -> Chart:
    """Piles: the entries of each of the last weeks by group of their templates. One query."""
    today = timezone.localdate()
    this = today - timedelta(days=today.weekday())
    mondays = [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    rows = Interaction.objects.counted().filter(date__gte=mondays[0], date__lte=today).order_by()
    found = rows.values_list("date", "template__group__description", "template__group").annotate(number=Count("pk"))
    counted: Counter[tuple[date, str]] = Counter()
    names: dict[str, str] = {}
    for day, words, code, number in found:
        counted[day - timedelta(days=day.weekday()), code] += number
        names[code] = words or code
    series = _series(counted, names, mondays, today)
    now = sum(number for (monday, _group), number in counted.items() if monday == this)
    title = ngettext("%(count)s interaction this week so far.", "%(count)s interactions this week so far.", now)
    labels = tuple(date_format(monday, "d/m") for monday in mondays)
    url = page_url(Interaction, "list")
    return Chart("interactions", title % {"count": now}, now_("Week from"), labels, series, piled=True, url=url)


def _series(
    counted: Counter[tuple[date, str]], names: Mapping[str, str], mondays: list[date], today: date
) -> tuple[Series, ...]:
    """The largest groups, then all others together."""
    sizes: Counter[str] = Counter()
    for (_monday, group), number in counted.items():
        sizes[group] += number
    largest = sorted(sizes, key=lambda group: (-sizes[group], group))[:SORTS]
    series = [
        Series(
            names[group],
            tuple(counted[monday, group] for monday in mondays),
            tuple(_week(monday, today, group=group) for monday in mondays),
        )
        for group in largest
    ]
    others = [group for group in sizes if group not in largest]
    if others:
        sums = tuple(sum(counted[monday, group] for group in others) for monday in mondays)
        urls = tuple(_week(monday, today, besides=OR.join(largest)) for monday in mondays)
        series.append(Series(now_("Others"), sums, urls))
    return tuple(series)


def _week(monday: date, today: date, **groups: str) -> str:
    """The log of one week, without what was canceled."""
    until = min(monday + timedelta(days=6), today)
    params = {"since": monday.isoformat(), "until": until.isoformat(), "canceled": "false"} | groups
    return f"{page_url(Interaction, 'list')}?{urlencode(params)}"
