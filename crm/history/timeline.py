"""Everything that happened to a record in one list, the newest first: changes, and what rooms above know (ux 3.7).

Rooms register their sources from ``AppConfig.ready()``; a source of a model is one of its subclasses too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.utils.http import urlencode
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.history.moments import Moment, changes_of, day_in_words
from crm.kit.addresses import page_url
from crm.kit.context import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from django.db.models import Model
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from crm.kit.models import Record

SHOWN = 20
ALL, CHANGES, SYNCHRONIZATION = "all", "changes", "synchronization"
INTERACTIONS, DOCUMENTS = "interactions", "documents"
"""What rooms above call their sources; the filters stand in an order of their own."""

BETWEEN = Q(
    cause__in=(
        Cause.SYNCHRONIZED, Cause.INHERITED, Cause.LINKED, Cause.UNLINKED, Cause.CREATED, Cause.REPAIRED, Cause.MERGED,
    )
)  # fmt: skip
"""What one record owes to another one."""

Moments = Callable[[Any, "HttpRequest", str, int], Sequence[Moment]]
"""Record, request, after which place, how many → the newest first; ``place`` says where each stands in its source."""


@dataclass(frozen=True)
class Source:
    """Where else a timeline takes its entries from; ``label`` is what the filter of them is called."""

    name: str
    label: str | Promise
    moments: Moments
    order: int = 50


class Chip(NamedTuple):
    """A filter of the list."""

    label: str | Promise
    url: str
    is_current: bool


class Day(NamedTuple):
    """What happened on one day; ``is_continued`` where the list before ended with the same day."""

    words: str
    moments: list[Moment]
    is_continued: bool


class Timeline(NamedTuple):
    """The list as it stands on a page; ``more_url`` leads to what is older, blank where nothing is."""

    days: list[Day]
    chips: list[Chip]
    more_url: str
    first_url: str
    is_first: bool


_sources: dict[type[Model], list[Source]] = {}


def register_source(model: type[Model], source: Source) -> None:
    """Timelines of records of ``model`` tell of ``source`` too. Raises ValueError for one that they tell of already."""
    known = _sources.setdefault(model, [])
    if any(one.name == source.name for one in known):
        raise ValueError(f"{source.name} is a source of {model._meta.label} already")
    known.append(source)


def sources_of(model: type[Model]) -> list[Source]:
    """The sources besides the changes, in order."""
    found = (one for base in model.__mro__ for one in _sources.get(base, ()))
    return sorted(found, key=lambda one: one.order)


def timeline(record: Record, request: HttpRequest, params: Mapping[str, str]) -> Timeline:
    """The part of the list that ``params`` ask for. Some queries for each source, however much happened."""
    streams = dict(_streams(record))
    show = params.get("show", ALL)
    asked = (
        [show]
        if show in streams and show != ALL
        else [name for name in streams if name not in (CHANGES, SYNCHRONIZATION)]
    )
    places = _places(params.get("after", ""), asked)
    found = [_read(streams[name], record, request, name, places.get(name, "")) for name in asked]
    told = list(merge(*found, key=lambda pair: pair[1].at, reverse=True))
    shown = told[:SHOWN]
    places |= {name: moment.place for name, moment in shown}
    url = page_url(type(record), "history", record.pk)
    more = {"show": show, "after": _in_address(places), "day": str(_day(shown[-1][1])) if shown else ""}
    return Timeline(
        list(_days((moment for _name, moment in shown), params.get("day", ""))),
        _chips(record, show if show in streams else ALL, url),
        f"{url}?{urlencode(more)}" if len(told) > SHOWN else "",
        f"{url}?{urlencode({'show': show})}",
        not params.get("after"),
    )


def _streams(record: Record) -> Iterator[tuple[str, Moments]]:
    yield ALL, changes_of
    yield CHANGES, partial(changes_of, only=~BETWEEN)
    yield SYNCHRONIZATION, partial(changes_of, only=BETWEEN)
    yield from ((one.name, one.moments) for one in sources_of(type(record)))


def _read(moments: Moments, record: Record, request: HttpRequest, name: str, after: str) -> list[tuple[str, Moment]]:
    return [(name, moment) for moment in moments(record, request, after, SHOWN + 1)]


def _places(text: str, names: Sequence[str]) -> dict[str, str]:
    """Where each source goes on, as an address says it."""
    pairs = (part.partition(":") for part in text.split("~"))
    return {name: place for name, _colon, place in pairs if name in names}


def _in_address(places: Mapping[str, str]) -> str:
    return "~".join(f"{name}:{place}" for name, place in places.items())


def _chips(record: Record, show: str, url: str) -> list[Chip]:
    """The filters; none where there is nothing to tell apart."""
    others = sources_of(type(record))
    if not others:
        return []
    named = {one.name: one.label for one in others}
    labels: dict[str, str | Promise] = {
        ALL: pgettext_lazy("filter.timeline", "All"),
        INTERACTIONS: "",
        CHANGES: _("Changes"),
        DOCUMENTS: "",
        SYNCHRONIZATION: pgettext_lazy("sync", "Synchronization"),
    }
    labels = {name: label or named.pop(name, "") for name, label in labels.items()} | named
    return [Chip(label, f"{url}?{urlencode({'show': name})}", name == show) for name, label in labels.items() if label]


def _day(moment: Moment) -> date:
    return localdate(localtime(moment.at))


def _days(moments: Iterable[Moment], before: str) -> Iterator[Day]:
    for day, some in groupby(moments, _day):
        yield Day(day_in_words(day), list(some), str(day) == before)
