"""Screens: what the list, the card and the form of a record show; declared once per record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.cards import Card
from crm.kit.conditions import is_plain
from crm.kit.filters import ListFilters, filters_for
from crm.kit.forms import RecordForm, form_class
from crm.kit.screens.inlines import InlineSet
from crm.kit.search import matching
from crm.kit.single import SingleRecord

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from crm.kit.models import Record
    from crm.kit.permissions import User


MOST = 9
"""How many columns a list shows to who chose none, where it declares more."""


@dataclass(frozen=True)
class Column:
    """A column of a list whose cells need code. ``cell`` may use what the screens declare as ``related`` only.

    ``plain`` is what a file holds in its place, where that is not just its words: a number, a day.
    """

    name: str
    cell: Callable[[Any], str | SafeString]
    label: str | Promise = ""
    plain: Callable[[Any], object] | None = None
    is_number: bool = False


@dataclass(frozen=True)
class Missing:
    """What keeps a list from working, in a sentence, and where that is put right."""

    sentence: str
    label: str
    url: str


@dataclass(frozen=True)
class Menu:
    """Where the list stands in the side navigation, and its icon there (a name of lucide's set).

    ``also`` are everyday words for it, between commas; each language has its own.
    """

    group: str | Promise
    order: int
    icon: str = "file"
    also: str | Promise = ""


@dataclass(frozen=True)
class DeleteChoice:
    """Something a user may want gone besides; ``label`` says for a record what that is, blank where it has none."""

    name: str
    label: Callable[[Any], str]


@dataclass(frozen=True)
class Inline:
    """Rows of another record that are edited with this one; on the card they are a table.

    ``key`` is their column that points here, where more than one could.
    """

    model: type[Record]
    fields: tuple[str, ...]
    shown: tuple[str, ...] = ()
    form: type[RecordForm] = RecordForm
    key: str | None = None
    extra: int = 2
    """How many blank rows the form offers."""
    listed: bool = True
    """The card shows the rows as a table; otherwise some panel shows them."""
    rows: type[InlineSet] = InlineSet
    template: str = "kit/partials/inline.html"
    """How the form shows the rows."""
    window: int = 0
    """How many rows the form shows at a time, chosen by ``rows`` in its address; all where this is 0."""
    ordered: bool = False
    """The rows have an order that their form can change; ``rows`` knows how."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What the table on the card shows."""
        return self.shown or self.fields


class Screens:
    """The pages of one record: list, card, new, edit, delete, and those registered for it.

    ``related`` is what the list reads along; ``sortable`` maps columns to the indexed columns they are sorted by;
    ``presets`` are columns that the address of a new form may set.
    """

    model: type[Record]
    prefix: str
    columns: tuple[str | Column, ...] = ()
    related: tuple[str, ...] = ()
    sortable: dict[str, str] = {"no": "no", "name": "sort_name"}
    default_sort: str = "name"
    usual: tuple[str, ...] = ()
    """The columns that are shown to who chose none; the first few of ``columns`` where it says nothing."""
    leading: str = ""
    """The column whose cell leads to the card, where it is neither number nor name nor the first one."""
    filters: tuple[str, ...] = ()
    filterset: type[ListFilters] = ListFilters
    card: Card
    form: type[RecordForm] = RecordForm
    tabs: str = ""
    """The filter whose choices stand as tabs above the list; else those are the views that the list comes with."""
    everything: str | Promise = pgettext_lazy("filter", "All")
    """What the view of all is called."""
    presets: tuple[str, ...] = ()
    inlines: tuple[Inline, ...] = ()
    delete_choices: tuple[DeleteChoice, ...] = ()
    menu: Menu | None = None
    new_title: str | Promise = pgettext_lazy("action", "New")
    empty: str | Promise = _("There is nothing here yet.")
    about: str | Promise = ""
    searched: str | Promise = _("Number, name, phone, e-mail…")
    """What the search of the list looks at, as a hint in its field."""
    purpose: str | Promise = ""
    """What the list is for, in a sentence that stands above it and on its cards."""
    is_grid: bool = False
    """Rows are edited in place: for short records whose columns say it all."""
    shelf: str | Promise = ""
    """The heading on the settings page under which the list stands; blank where it does not stand there."""

    is_kept: bool = False
    """What happens writes the records: there are no pages to make, edit or delete one."""

    @property
    def is_single(self) -> bool:
        """There is one record only; it is neither listed nor made nor deleted."""
        return issubclass(self.model, SingleRecord)

    @property
    def title(self) -> str:
        """The heading of the list."""
        return str(self.model._meta.verbose_name_plural)

    @cached_property
    def is_searchable(self) -> bool:
        """The list can be searched."""
        return self.is_found_everywhere

    @property
    def is_found_everywhere(self) -> bool:
        """Records are looked up by the search over all lists: they have a generated search column."""
        return any(field.name == "search" for field in self.model._meta.concrete_fields)

    def filters_in(self, request: HttpRequest) -> ListFilters:
        """The search and the filters of an address; of codes only those that it names. No query until rows are read."""
        found = self.filter_class(request.GET, queryset=self.rows(), request=request)
        found.offers_all = False
        return found

    @cached_property
    def filter_class(self) -> type[ListFilters]:
        """The search and filters of the list."""
        found_by = self.found_by if self.is_searchable else None
        names = (*self.filters, *(one for one in self.available if one not in self.filters))
        return filters_for(self.model, self.filters, self.filterset, found_by, names, self.everything)

    @cached_property
    def available(self) -> tuple[str, ...]:
        """The columns that the list can show, those that it usually shows first: all that the card shows too."""
        declared = [one if isinstance(one, str) else one.name for one in self.columns]
        plain = {one.name for one in self.model._meta.concrete_fields if is_plain(one)}
        card = self.card.fields if hasattr(self, "card") else ()
        further = [name for name in (*card, "modified_at") if name in plain and name not in declared]
        return tuple(dict.fromkeys([*declared, *further]))

    @property
    def usually(self) -> tuple[str, ...]:
        """The columns that are shown to who chose none."""
        return self.usual or self.available[: min(MOST, len(self.columns))]

    def rows(self) -> models.QuerySet[Any, Any]:
        """All records, with what the list shows of others."""
        rows = self.model._default_manager.order_by()
        return rows.select_related(*self.related) if self.related else rows

    def found_by(self, typed: str) -> models.Q:
        """What records are like that the search finds by ``typed``, in their list and over all lists."""
        return matching(typed)

    def missing(self) -> Missing | None:
        """What must be there before the first record can be made; asked where the list is empty."""
        return None

    def sums(self, rows: models.QuerySet[Any, Any]) -> list[str]:
        """What stands below the list about all ``rows`` that it shows, pages aside. One query at most."""
        return []

    def form_for(self, user: User, record: Record, hidden: frozenset[str]) -> type[RecordForm]:
        """The form for ``record``, without what makes no sense for it and what ``user`` may not read."""
        return form_class(self.model, self.card, self.form, hidden)

    def chip(self, record: Any) -> tuple[str, str] | None:
        """What stands beside the title of ``record``: a tone (ok, warn, bad, info or blank) and words."""
        return None

    def instead(self, record: Any) -> list[tuple[str | Promise, str]]:
        """What one can do where ``record`` cannot be deleted: words and where that is done."""
        return []

    def new_links(self) -> tuple[tuple[str | Promise, str], ...]:
        """What *New* offers: label and parameters. One entry is a plain button."""
        return ((pgettext_lazy("action", "New"), ""),)
