"""How many series run out, on the home page (N2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.kit.addresses import page_url
from crm.kit.overview import ATTENTION, Cue, Cues, register_cues
from crm.kit.permissions import may
from setup.numbering.models import NumberSeries
from setup.numbering.outlook import running_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.kit.permissions import User


def register() -> None:
    """It is the last of what asks for attention."""
    register_cues(Cues(ATTENTION, counted, 32))


def counted(user: User) -> Iterator[Cue]:
    """For those who may see the series. Two queries."""
    if may(user, "view", NumberSeries):
        url = f"{page_url(NumberSeries, 'list')}?running_out=true"
        yield Cue(_("Number series running out"), len(running_out()), url, attention=True)
