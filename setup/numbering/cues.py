"""How many series run out, on the home page (N2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.kit.addresses import card_url, page_url
from crm.kit.overview import ATTENTION, Cue, Cues, HomePanel, register_cues, register_home_panel
from crm.kit.permissions import may
from setup.numbering.models import NumberSeries
from setup.numbering.outlook import running_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from crm.kit.permissions import User


class Ending(NamedTuple):
    """A number series that runs out."""

    title: str
    url: str
    left: int


def register() -> None:
    """The number is the last of what asks for attention; below, those that run out are named."""
    register_cues(Cues(ATTENTION, counted, 32))
    register_home_panel(HomePanel(gettext_lazy("Number series running out"), "numbering/ending.html", named, 5))


def counted(user: User) -> Iterator[Cue]:
    """For those who may see the series. Two queries."""
    if may(user, "view", NumberSeries):
        url = f"{page_url(NumberSeries, 'list')}?running_out=true"
        yield Cue(_("Number series running out"), len(running_out()), url, attention=True)


def named(request: HttpRequest) -> dict[str, Any] | None:
    """Those that run out, by name, for those who may see them; nothing where none does. Two queries."""
    if not may(request.user, "view", NumberSeries):
        return None
    endings = [Ending(one.series.title, card_url(one.series), one.left or 0) for one in running_out()]
    return {"endings": endings} if endings else None
