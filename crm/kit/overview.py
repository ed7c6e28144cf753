"""What rooms show on the home page: numbers that lead to lists, charts, and panels. Registered from ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import override, pgettext_lazy

from crm.kit.attempt import attempt
from crm.kit.permissions import holds

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from crm.kit.charts import Chart
    from crm.kit.permissions import User

MOST_CHARTS = 3

CONTACTS = pgettext_lazy("page", "Contacts")
"""The heading of what is counted about contacts and their links; several rooms count something there."""

ATTENTION = pgettext_lazy("section", "Attention")
"""The heading of what went wrong or was left over; several rooms count something there."""


class Cue(NamedTuple):
    """A number that leads to the list it counts; ``attention`` where somebody should look at what it counts."""

    label: str
    number: Any
    url: str
    attention: bool = False

    @property
    def is_nothing(self) -> bool:
        """It stands there in grey."""
        return str(self.number) == "0"

    @property
    def asks(self) -> bool:
        """Somebody should look."""
        return self.attention and not self.is_nothing


class CueGroup(NamedTuple):
    """Cues under one heading; ``has_failed`` where some could not be counted."""

    title: str
    cues: list[Cue]
    has_failed: bool = False
    name: str = ""
    """How settings call it: the same in every language."""


@dataclass(frozen=True)
class Cues:
    """Where a group of cues comes from. ``counted`` gives them for a user: those who may see none get none."""

    title: str | Promise
    counted: Callable[[User], Iterable[Cue]]
    order: int = 50


@dataclass(frozen=True)
class ChartOffer:
    """A chart for those with the permission ``sees``; ``works`` are those whose work it is about: they see it first."""

    name: str
    sees: str
    works: str
    drawn: Callable[[], Chart]
    order: int = 50


@dataclass(frozen=True)
class HomePanel:
    """A box on the home page. ``context`` gives its variables for a user, ``None`` where there is nothing to show."""

    title: str | Promise
    template_name: str
    context: Callable[[HttpRequest], Mapping[str, Any] | None]
    order: int = 50
    works: str = ""
    """The permission of those whose work it is about: they see it before others."""
    leads: bool = False
    """It stands in the place of the charts as long as it has something to show."""

    @property
    def name(self) -> str:
        """How settings call it: the same in every language."""
        return _source(self.title)


class Shown(NamedTuple):
    """A panel with its variables; ``None`` where they could not be read now."""

    panel: HomePanel
    context: Mapping[str, Any] | None

    @property
    def title(self) -> str | Promise:
        """What the panel calls itself for this user."""
        return (self.context or {}).get("title") or self.panel.title


_cues: list[Cues] = []
_charts: list[ChartOffer] = []
_panels: list[HomePanel] = []


def register_cues(cues: Cues) -> None:
    """Show ``cues`` on the home page."""
    _cues.append(cues)


def register_chart(offer: ChartOffer) -> None:
    """Offer a chart for the home page. Raises ValueError for a second one of that name."""
    if any(one.name == offer.name for one in _charts):
        raise ValueError(f"{offer.name} is offered already")
    _charts.append(offer)


def register_home_panel(panel: HomePanel) -> None:
    """Show ``panel`` on the home page."""
    _panels.append(panel)


def cues_for(user: User) -> list[CueGroup]:
    """The groups with anything in them for ``user``, in order; several rooms may add to one heading."""
    found: dict[str, CueGroup] = {}
    for one in sorted(_cues, key=lambda one: one.order):
        title = str(one.title)
        counted = attempt(f"cues of {one.title}", partial(_counted, one, user), None)
        group = found.get(title) or CueGroup(title, [], name=_source(one.title))
        has_failed = group.has_failed or counted is None
        found[title] = CueGroup(title, [*group.cues, *(counted or ())], has_failed, group.name)
    return [group for group in found.values() if group.cues or group.has_failed]


def charts_for(user: User) -> list[tuple[str, Chart | None]]:
    """Up to three charts by the names of their offers: first those about what ``user`` works on, then others.

    ``None`` for one that cannot be drawn now.
    """
    seen = [one for one in sorted(_charts, key=lambda one: one.order) if holds(user, one.sees)]
    ranked = sorted(seen, key=lambda one: not holds(user, one.works))
    return [(one.name, attempt(f"chart {one.name}", one.drawn, None)) for one in ranked[:MOST_CHARTS]]


def chart_called(name: str, user: User) -> Chart | None:
    """The chart that is offered under ``name``; ``None`` where ``user`` may see none."""
    offered = next((one for one in _charts if one.name == name and holds(user, one.sees)), None)
    return offered.drawn() if offered is not None else None


def panels_for(request: HttpRequest) -> list[Shown]:
    """The panels with something to show: first those about what the user works on, in order."""
    ranked = sorted(_panels, key=lambda one: (not holds(request.user, one.works), one.order))
    return [shown for one in ranked if (shown := shown_to(request, one)) is not None]


def shown_to(request: HttpRequest, panel: HomePanel) -> Shown | None:
    """``panel`` as the user sees it; ``None`` where it has nothing to show."""
    variables = attempt(f"panel {panel.title}", partial(_variables, panel, request), None)
    return None if variables == {} else Shown(panel, variables)


def _source(title: str | Promise) -> str:
    with override("en"):
        return str(title)


def _counted(cues: Cues, user: User) -> list[Cue]:
    return list(cues.counted(user))


def _variables(panel: HomePanel, request: HttpRequest) -> Mapping[str, Any] | None:
    """Its variables; none at all where it has nothing to show."""
    variables = panel.context(request)
    return {} if variables is None else variables
