"""In which order somebody sees the parts of the home page: zones, the groups of numbers, the lists (section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from crm.home.presets import arranged
from crm.home.today import TODAY
from crm.kit.overview import cues_for, panels_for, shown_to
from crm.kit.preferences import keep_home, preferences_of
from crm.kit.screens.views import Crumb
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm.kit.overview import CueGroup, Shown
    from crm.kit.permissions import User

ZONES = ("cues", "charts", "lists")


class Part(NamedTuple):
    """Something that can be moved up and down: how the desk calls it, and what it says."""

    name: str
    title: str


class HomeOrder:
    """The order of ``user``: what they never moved keeps the usual one, behind what they did."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.places = {name: place for place, name in enumerate(preferences_of(user).home)}

    @property
    def zones(self) -> list[str]:
        """Numbers, charts and lists."""
        return sorted(ZONES, key=self._place)

    def groups(self, groups: Sequence[CueGroup]) -> list[CueGroup]:
        """Groups of numbers; usually the part of one's own work comes first."""
        return sorted(arranged(groups, self.user), key=lambda one: self._place(name_of_group(one)))

    def panels(self, panels: Sequence[Shown]) -> list[Shown]:
        """Lists."""
        return sorted(panels, key=lambda one: self._place(name_of_list(one)))

    def _place(self, name: str) -> int:
        return self.places.get(name, len(self.places))


def name_of_group(group: CueGroup) -> str:
    """What the desk calls a group of numbers: the same in every language."""
    return f"cues:{group.name}"


def name_of_list(shown: Shown) -> str:
    """What the desk calls a list: the same in every language."""
    return f"lists:{shown.panel.name}"


class ArrangeHome(View):
    """The parts in their order, with buttons that move them; the order is one's own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The parts as they stand."""
        return self._page(request, [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """They stand in that order from now on; or the page with one of them moved."""
        order = [name[:100] for name in request.POST.getlist("order")][:100]
        for step, way in ((-1, "up"), (1, "down")):
            if way in request.POST:
                return self._page(request, moved(order, request.POST[way], step))
        keep_home(request.user, [] if "reset" in request.POST else list(dict.fromkeys(order)))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("home"))

    def _page(self, request: HttpRequest, order: list[str]) -> HttpResponse:
        places = {name: place for place, name in enumerate(order)}
        title = _("Arrange the home page")
        lists = [
            (heading, sorted(parts, key=lambda part: places.get(part.name, len(places))))
            for heading, parts in _parts(request)
            if len(parts) > 1
        ]
        context: dict[str, Any] = {"title": title, "crumbs": [Crumb(title)], "lists": lists}
        return TemplateResponse(request, "home/arrange.html", context)


def moved(order: list[str], name: str, step: int) -> list[str]:
    """``order`` with ``name`` one place up or down; within its own list the page shows it."""
    found = list(order)
    if name in found:
        at = found.index(name)
        to = at + step
        while 0 <= to < len(found) and _kind(found[to]) != _kind(name):
            to += step
        if 0 <= to < len(found):
            found[at], found[to] = found[to], found[at]
    return found


def _kind(name: str) -> str:
    return name.partition(":")[0] if ":" in name else "zones"


def _parts(request: HttpRequest) -> list[tuple[str, list[Part]]]:
    order = HomeOrder(request.user)
    with unit():
        panels = [one for one in panels_for(request) if not one.panel.leads]
        changes = shown_to(request, TODAY)
        groups = order.groups(cues_for(request.user))
    words = {"cues": _("Numbers"), "charts": _("Charts"), "lists": _("Lists")}
    return [
        (_("The page"), [Part(name, words[name]) for name in order.zones]),
        (words["cues"], [Part(name_of_group(one), one.title) for one in groups]),
        (words["lists"], [Part(name_of_list(one), str(one.title)) for one in order.panels([*panels, *_some(changes)])]),
    ]


def _some(panel: Shown | None) -> list[Shown]:
    return [panel] if panel is not None else []
