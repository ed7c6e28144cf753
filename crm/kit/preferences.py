"""How somebody wants the pages to be. The room that keeps it hangs it on the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from crm.kit.permissions import User


class Theme(models.TextChoices):
    """Which colours."""

    AUTO = "auto", _("As this device")
    LIGHT = "light", pgettext_lazy("theme", "Light")
    DARK = "dark", pgettext_lazy("theme", "Dark")


class Density(models.TextChoices):
    """How much room rows and controls take."""

    COMPACT = "compact", pgettext_lazy("density", "Compact")
    COMFORTABLE = "comfortable", pgettext_lazy("density", "Comfortable")


class MenuWidth(models.TextChoices):
    """How wide the side navigation is."""

    AUTO = "auto", _("As wide as there is room")
    WIDE = "wide", pgettext_lazy("menu", "Wide")
    NARROW = "narrow", pgettext_lazy("menu", "Narrow")


class PageSize(models.IntegerChoices):
    """Rows of a list on one page."""

    SHORT = 25, "25"
    USUAL = 50, "50"
    LONG = 100, "100"


@dataclass(frozen=True)
class Preferences:
    """What one person set, or what is usual. ``folded`` names the sections of cards that stay closed, ``home`` the
    parts of the home page in their order.
    """

    theme: str = Theme.AUTO
    density: str = Density.COMPACT
    page_size: int = PageSize.USUAL
    single_keys: bool = False
    menu: str = MenuWidth.AUTO
    hides_facts: bool = False
    folded: frozenset[str] = frozenset()
    home: tuple[str, ...] = ()


USUAL = Preferences()


Keeper = Callable[["User", Sequence[str]], None]

_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """``keeper`` keeps in which order somebody wants the home page."""
    _keepers[:] = [keeper]


def keep_home(user: User, names: Sequence[str]) -> None:
    """``user`` sees the parts of the home page in this order from now on."""
    for keeper in _keepers:
        keeper(user, names)


def preferences_of(user: User | None) -> Preferences:
    """What ``user`` set; what is usual for anybody else. No query for whoever was signed in by a request."""
    desk: Any = getattr(user, "desk", None)
    found: Preferences = desk.preferences if desk is not None else USUAL
    return found
