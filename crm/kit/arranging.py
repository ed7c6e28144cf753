"""How somebody arranged a list: which columns they see, and the views of it that they or others keep.

The kit only asks; the room that keeps it registers who answers, from its ``AppConfig.ready()``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import models

    from crm.kit.permissions import User

OWN = "own"
"""The parameter that says which kept view a list stands in."""


@dataclass(frozen=True)
class KeptView:
    """A named state of a list: the parameters of its address, and its columns where it has some of its own."""

    key: int
    name: str
    query: str = ""
    columns: tuple[str, ...] = ()
    is_shared: bool = False
    is_own: bool = True


@dataclass(frozen=True)
class Arrangement:
    """The columns that somebody chose for a list, none for the usual ones, and the views that they see.

    ``widths`` has those columns that are not as wide as they need.
    """

    columns: tuple[str, ...] = ()
    views: tuple[KeptView, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)

    def view(self, key: str) -> KeptView | None:
        """The view with that key, of those that there are for the reader."""
        return next((one for one in self.views if str(one.key) == key), None)


WIDTHS = range(4, 41, 4)
"""How wide a column can be made, in rem: about two letters each."""

Arranger = Callable[["User", "type[models.Model]"], Arrangement]

_arrangers: list[Arranger] = []


def register_arranger(arranger: Arranger) -> None:
    """Ask ``arranger`` how somebody arranged the list of a model. Raises ValueError for a second one."""
    if _arrangers:
        raise ValueError("lists are arranged by somebody already")
    _arrangers.append(arranger)


def arrangement_of(user: User, model: type[models.Model]) -> Arrangement:
    """How ``user`` arranged the list of ``model``; as it comes where nobody keeps that. One query at most."""
    return _arrangers[0](user, model) if _arrangers else Arrangement()
