"""What rooms show on the home page: numbers that lead to lists, charts, and panels. Registered from ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import pgettext_lazy

from crm.kit.permissions import holds

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from crm.kit.charts import Chart
    from crm.kit.permissions import User

MOST_CHARTS = 3

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
    """Cues under one heading."""

    title: str
    cues: list[Cue]


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
    """The groups of cues with anything in them for ``user``, in order; several rooms may add to one heading."""
    found: dict[str, list[Cue]] = {}
    for one in sorted(_cues, key=lambda one: one.order):
        found.setdefault(str(one.title), []).extend(one.counted(user))
    return [CueGroup(title, cues) for title, cues in found.items() if cues]


def charts_for(user: User) -> list[tuple[str, Chart]]:
    """Up to three charts by the names of their offers: first those about what ``user`` works on, then others."""
    seen = [one for one in sorted(_charts, key=lambda one: one.order) if holds(user, one.sees)]
    ranked = sorted(seen, key=lambda one: not holds(user, one.works))
    return [(one.name, one.drawn()) for one in ranked[:MOST_CHARTS]]


def chart_called(name: str, user: User) -> Chart | None:
    """The chart that is offered under ``name``; ``None`` where ``user`` may see none."""
    offered = next((one for one in _charts if one.name == name and holds(user, one.sees)), None)
    return offered.drawn() if offered is not None else None


def panels_for(request: HttpRequest) -> list[tuple[HomePanel, Mapping[str, Any]]]:
    """The panels with something to show, in order."""
    found = ((one, one.context(request)) for one in sorted(_panels, key=lambda one: one.order))
    return [(panel, context) for panel, context in found if context is not None]
