"""Cards as data: the sections of a record, and what rooms above add to them.

Rooms register from their ``AppConfig.ready()``. What is registered for a model holds for its subclasses too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.db import models
from django.http import HttpRequest, QueryDict

if TYPE_CHECKING:
    from django.utils.functional import Promise
    from django.views import View


@dataclass(frozen=True)
class Section:
    """A group of fields under a title; on the card and in the form. ``more`` is behind *Show More* while it is blank.

    Fields that cannot be edited stand on the card only. A ``folded`` section stands last, below rows and panels, and is
    closed until somebody opens it or something in it is wrong. ``promoted`` are the fields whose values stand beside
    the title while the section is closed.
    """

    title: str | Promise
    fields: tuple[str, ...]
    more: tuple[str, ...] = ()
    help: str | Promise = ""
    folded: bool = False
    promoted: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from the other sections of its card, in any language."""
        return self.names[0]

    @property
    def names(self) -> tuple[str, ...]:
        """All fields, in order."""
        return (*self.fields, *self.more)


def _nothing(record: models.Model) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class Card:
    """What a record shows. ``hidden`` names the fields that make no sense for a given record."""

    sections: tuple[Section, ...]
    hidden: Callable[[Any], frozenset[str]] = _nothing

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of every section, in order."""
        return tuple(name for section in self.sections for name in section.names)


class Place(StrEnum):
    """Where a panel stands: at the right, below all sections, before the folded ones, or as a bar above all."""

    ASIDE = "aside"
    MAIN = "main"
    MIDDLE = "middle"
    TOP = "top"


@dataclass(frozen=True)
class Panel:
    """A box on a card. ``context`` gives the variables of the template, ``None`` where there is nothing to show.

    A ``lazy`` one, at the right only, is read by itself after the page: the card neither waits nor fails with it.
    """

    title: str | Promise
    template_name: str
    context: Callable[[Any, HttpRequest], Mapping[str, Any] | None]
    place: Place = Place.ASIDE
    order: int = 50
    lazy: bool = False
    is_latest: bool = False
    """It says what happened last: it stands beside the list too, with the panels of the right side."""

    @property
    def name(self) -> str:
        """How it stands in addresses."""
        return self.template_name.removesuffix(".html").replace("/", "-").replace("_", "-")


def _no_obstacle(record: models.Model) -> str:
    return ""


def _never(record: models.Model) -> bool:
    return False


def _always(record: models.Model) -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """A button on a card that leads to a page.

    ``obstacle`` says why it cannot be used now, blank where it can; ``when`` for which records it makes sense at all.
    ``keys`` are a shortcut for it, written like ``Control+F9``. ``is_next`` says for which records it is
    what is usually done next; the first of those is the page's first button (R8). One that ``stands_out`` is a button
    beside the menu where there is room.
    """

    label: str | Promise
    url: Callable[[Any], str]
    permission: str = ""
    obstacle: Callable[[Any], str] = _no_obstacle
    order: int = 50
    when: Callable[[Any], bool] = _always
    keys: str = ""
    is_next: Callable[[Any], bool] = _never
    stands_out: bool = False


@dataclass(frozen=True)
class ListAction:
    """A button above a list; ``url`` gets the parameters of the list, so that its filters can be taken along."""

    label: str | Promise
    url: Callable[[QueryDict], str]
    permission: str = ""
    order: int = 50


@dataclass(frozen=True)
class BulkAction:
    """A button below a list; ``page`` is the page of the list that gets the ticked rows, or the list's filters."""

    label: str | Promise
    page: str
    permission: str = ""
    order: int = 50


@dataclass(frozen=True)
class Page:
    """A page of its own at ``<list>/<key>/<path>/``, or at ``<list>/<path>/`` where ``of_list`` is set.

    ``view`` is a ScreenView; its address is called ``<model>-<path>``.
    """

    path: str
    view: type[View]
    of_list: bool = False


class Mark(NamedTuple):
    """A sign beside a value, with the words that a screen reader says."""

    sign: str
    words: str
    href: str = ""


class Chip(NamedTuple):
    """Words beside the title of a record, in a tone, leading somewhere or nowhere."""

    words: str
    tone: str = ""
    url: str = ""


Chips = Callable[[Any, HttpRequest], Iterable[Chip]]
"""Record, request → chips as far as the user may see what they say."""

Marks = Callable[[Any], Mapping[str, tuple[Mark, ...]]]
"""Record → field → marks."""

Extra = TypeVar("Extra")


@dataclass
class _Extras:
    panels: list[Panel] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    list_actions: list[ListAction] = field(default_factory=list)
    bulk_actions: list[BulkAction] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)
    chips: list[Chips] = field(default_factory=list)


_extras: dict[type[models.Model], _Extras] = {}


def register_panel(model: type[models.Model], panel: Panel) -> None:
    """Show ``panel`` on the cards of ``model``."""
    _add(_of(model).panels, panel)


def register_action(model: type[models.Model], action: Action) -> None:
    """Offer ``action`` on the cards of ``model``."""
    _add(_of(model).actions, action)


def register_list_action(model: type[models.Model], action: ListAction) -> None:
    """Offer ``action`` above the list of ``model``."""
    _add(_of(model).list_actions, action)


def register_bulk_action(model: type[models.Model], action: BulkAction) -> None:
    """Offer ``action`` for ticked rows of the list of ``model``, or for all of it."""
    _add(_of(model).bulk_actions, action)


def register_page(model: type[models.Model], page: Page) -> None:
    """Give ``model`` another page. Must happen before the addresses are built."""
    _add(_of(model).pages, page)


def register_marks(model: type[models.Model], marks: Marks) -> None:
    """Ask ``marks`` for the signs beside the fields of a record."""
    _add(_of(model).marks, marks)


def register_chips(model: type[models.Model], chips: Chips) -> None:
    """Ask ``chips`` what stands beside the title of a record."""
    _add(_of(model).chips, chips)


def panels_of(model: type[models.Model]) -> list[Panel]:
    """The panels of the cards of ``model``, in order."""
    return sorted((one for extras in _all(model) for one in extras.panels), key=lambda one: one.order)


def actions_of(model: type[models.Model]) -> list[Action]:
    """The actions of the cards of ``model``, in order."""
    return sorted((one for extras in _all(model) for one in extras.actions), key=lambda one: one.order)


def list_actions_of(model: type[models.Model]) -> list[ListAction]:
    """The actions above the list of ``model``, in order."""
    return sorted((one for extras in _all(model) for one in extras.list_actions), key=lambda one: one.order)


def bulk_actions_of(model: type[models.Model]) -> list[BulkAction]:
    """The actions below the list of ``model``, in order."""
    return sorted((one for extras in _all(model) for one in extras.bulk_actions), key=lambda one: one.order)


def pages_of(model: type[models.Model]) -> list[Page]:
    """The further pages of ``model``."""
    return [one for extras in _all(model) for one in extras.pages]


def marks_on(record: models.Model) -> dict[str, tuple[Mark, ...]]:
    """The marks beside the fields of ``record``."""
    found: dict[str, tuple[Mark, ...]] = {}
    for extras in _all(type(record)):
        for marks in extras.marks:
            for name, some in marks(record).items():
                found[name] = (*found.get(name, ()), *some)
    return found


def chips_on(record: models.Model, request: HttpRequest) -> list[Chip]:
    """What stands beside the title of ``record``."""
    return [chip for extras in _all(type(record)) for chips in extras.chips for chip in chips(record, request)]


def _of(model: type[models.Model]) -> _Extras:
    return _extras.setdefault(model, _Extras())


def _all(model: type[models.Model]) -> list[_Extras]:
    return [_extras[base] for base in model.__mro__ if base in _extras]


def _add(registered: list[Extra], extra: Extra) -> None:
    if extra in registered:
        raise ValueError(f"{extra!r} is registered already")
    registered.append(extra)
