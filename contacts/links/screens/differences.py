"""Differences: every linked pair that differs, what in, since when, and what to do about it (P21)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.links import differences, offers
from contacts.links.difference_words import lines_of, rows_of
from contacts.links.differences import Asked
from contacts.links.kinds import all_kinds
from contacts.links.repair import Side
from contacts.links.screens.base import LinkScreen
from contacts.links.selection import Age
from contacts.models import Contact
from crm.kit.delimited import download
from crm.kit.display import caption
from crm.kit.permissions import may
from crm.kit.screens.paging import Total
from crm.kit.screens.views import Crumb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from contacts.links.kinds import LinkKind
    from crm.kit.permissions import Needs, User

LIVE, PAUSED, ACCEPTED = "live", "paused", "accepted"
DAY, WEEK, MONTH, OLDER = "day", "week", "month", "older"


class Filter(NamedTuple):
    """A choice that narrows the list."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


class DifferencesScreen(LinkScreen):
    """A page that is about all links at once."""

    def needs(self) -> Needs:
        """Contacts and their links are seen; of the kinds, those that the user may see."""
        return offers.TO_SEE_DIFFERENCES

    def way(self, *last: str) -> list[Crumb]:
        """The way to this page."""
        title = pgettext("page", "Differences")
        if not last:
            return [Crumb(title)]
        return [Crumb(title, offers.differences_url()), *map(Crumb, last)]


class DifferencesList(DifferencesScreen):
    """The list with its filters. A scan for each kind and a few queries for the page, however many pairs there are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of it."""
        asked = asked_in(request.GET, request.user)
        found = differences.search(asked)
        page = Paginator(found.keys, differences.PER_PAGE).get_page(request.GET.get("page"))
        shown = differences.read(list(page.object_list), asked)
        repairable = [kind for kind in asked.kinds if offers.allows(request.user, offers.to_repair(kind))]
        return self.render(
            "links/difference_list.html",
            title=pgettext("page", "Differences"),
            crumbs=self.way(),
            total=Total(found.total, found.is_more),
            count=found.total,
            page=page,
            lines=lines_of(shown, repairable),
            filters=filters_of(request.GET, request.user),
            narrowed=sent(request.GET),
            is_accepted=asked.accepted,
            may_repair=bool(repairable) and not asked.accepted and asked.paused is not True,
            rules=rules(),
            query=request.GET.urlencode(),
            pages=_pages(request.GET),
        )


class DifferencesExport(DifferencesScreen):
    """What the list shows, all pages of it, a line for each field."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """The file; read while it is sent."""
        asked = asked_in(request.GET, request.user)
        heads = [
            *(
                _("Kind"),
                pgettext("field.interaction", "Contact No."),
                _("Contact Name"),
                _("No."),
                pgettext("field.common", "Name"),
                _("Paused"),
            ),
            *(_("Field"), _("Value of the contact"), _("Value of the linked record"), _("Newer side")),
            *(_("Since"), _("Cause"), _("Accepted because"), _("Accepted by"), _("Last synchronized")),
        ]
        return download(pgettext("page", "Differences"), heads, _exported(asked))


def asked_in(params: QueryDict, user: User) -> Asked:
    """What the filters in ``params`` ask for, of the kinds that ``user`` may see; what makes no sense asks nothing."""
    kinds = [kind for kind in visible_kinds(user) if params.get("kind") in (None, "", kind.name)]
    known = {name for kind in kinds for name in kind.by_contact}
    field = params.get("field", "")
    paused = {LIVE: False, PAUSED: True}.get(params.get("link", ""))
    fields = frozenset({field}) if field in known else None
    accepted, age = params.get("show") == ACCEPTED, _age_in(params.get("age", ""))
    return Asked(tuple(kinds), fields, paused, accepted, age=age)


def _age_in(word: str) -> Age | None:
    """The age that is called ``word``; none for anything else."""
    days = {DAY: 1, WEEK: 7, MONTH: 30, OLDER: 30}.get(word)
    if days is None:
        return None
    moment = (timezone.now() - timedelta(days=days)).timestamp()
    return Age(before=moment) if word == OLDER else Age(since=moment)


def visible_kinds(user: User) -> list[LinkKind]:
    """The kinds whose records ``user`` may see."""
    return [kind for kind in all_kinds() if may(user, "view", kind.model)]


def filters_of(params: QueryDict, user: User) -> list[Filter]:
    """The filters with what is chosen in each."""
    kinds = visible_kinds(user)
    names = dict.fromkeys(name for kind in kinds for name in kind.by_contact)
    every = ("", pgettext("filter", "All"))
    fields = sorted(((name, caption(Contact, name)) for name in names), key=lambda one: one[1])
    offered: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("kind", _("Kind"), [every, *((kind.name, kind.title) for kind in kinds)]),
        ("field", _("Field"), [every, *fields]),
        ("link", pgettext("entity", "Link"), [every, (LIVE, _("Live")), (PAUSED, pgettext("link", "Paused"))]),
        ("age", _("Changed last"), [every, *_ages()]),
        ("show", _("Show"), [("", _("Differences to settle")), (ACCEPTED, _("Accepted differences"))]),
    ]
    return [Filter(name, label, options, params.get(name, "")) for name, label, options in offered]


def _ages() -> list[tuple[str, str]]:
    """When one of both records was changed last."""
    return [
        (DAY, _("In the last 24 hours")),
        (WEEK, _("In the last 7 days")),
        (MONTH, _("In the last 30 days")),
        (OLDER, _("More than 30 days ago")),
    ]


def sent(params: QueryDict) -> list[tuple[str, str]]:
    """The filters that are set, to be sent along."""
    return [(name, value) for name in ("kind", "field", "link", "age", "show") if (value := params.get(name, ""))]


def rules() -> list[tuple[str, str]]:
    """How many differences are settled at once."""
    return [
        (Side.CONTACT.value, _("Keep the values of the contacts")),
        (Side.PARTNER.value, _("Keep the values of the linked records")),
        (Side.NEWEST.value, _("Keep what was changed most recently")),
    ]


def _pages(params: QueryDict) -> str:
    """The address of another page, but for its number."""
    others = params.copy()
    others.pop("page", None)
    return f"?{others.urlencode()}&page=" if others else "?page="


def _exported(asked: Asked) -> Iterator[list[object]]:
    for shown in differences.every(asked):
        yield from rows_of(shown)
