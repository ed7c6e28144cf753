"""Pages of a long list by key: any page costs what the first one does (performance goal 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.formats import number_format

from crm.kit import candidates
from crm.kit.candidates import Way

SIZE = 50
CAP = 10_000


class Order(NamedTuple):
    """The indexed column a list is sorted by; the key decides between equal values."""

    name: str
    column: str
    descending: bool = False

    @property
    def word(self) -> str:
        """How the order stands in the address."""
        return f"-{self.name}" if self.descending else self.name


@dataclass(frozen=True)
class Total:
    """How many rows there are; beyond the cap it is only known that there are more."""

    number: int
    is_capped: bool = False

    def __str__(self) -> str:
        grouped = number_format(self.number, force_grouping=True)
        return f"{grouped}+" if self.is_capped else grouped


@dataclass(frozen=True)
class Slice:
    """The rows of one page and where one can go from it. ``first`` is the place of its first row, 0 where unknown."""

    rows: list[Any]
    total: Total
    first: int
    has_previous: bool
    has_next: bool
    size: int = SIZE

    @property
    def last(self) -> int:
        """The place of the last row; 0 where unknown."""
        return self.first + len(self.rows) - 1 if self.first else 0

    @property
    def next_at(self) -> int:
        """Where the next page starts."""
        return self.first + len(self.rows) if self.first else 0

    @property
    def previous_at(self) -> int:
        """Where the previous page starts."""
        return max(self.first - self.size, 1) if self.first else 0


def order_from(params: QueryDict, sortable: dict[str, str], default: str) -> Order:
    """The order that was asked for, or the default one for anything that is not offered."""
    word = params.get("sort", "") or default
    name = word.removeprefix("-")
    if name not in sortable:
        word = default
        name = default.removeprefix("-")
    return Order(name, sortable[name], word.startswith("-"))


def page_of(
    rows: QuerySet[Any, Any],
    order: Order,
    params: QueryDict,
    size: int = SIZE,
    *,
    all_rows: QuerySet[Any, Any] | None = None,
    is_sought: bool = False,
    is_rare: bool = False,
) -> Slice:
    """The page that ``params`` asks for. Few queries: where it starts, its rows, how many there are.

    ``is_sought``: no index tells which the rows are; ``is_rare``: finding one costs as much as finding all;
    ``all_rows`` are those that one need not look for again.
    """
    backwards = "before" in params or "last" in params
    start, wanted = _start(rows, order, params), size + 1
    way = Way(order.column, order.descending is not backwards, None if start is None else start[1])
    reached = Q() if start is None else beyond(order, start, backwards)
    shown, total = rows if all_rows is None else all_rows, None
    if params.get("q") or is_rare:
        found, total = _among_found(rows, shown, way, wanted, candidates.MOST if params.get("q") else CAP)
    elif is_sought:
        found = candidates.among_next(rows, reached, way, wanted)
        if len(found) < wanted:
            found, total = _among_found(rows, shown, way, wanted, CAP)
    else:
        found = list(rows.filter(reached).order_by(*way.columns)[:wanted])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_previous = more if backwards else start is not None
    has_next = start is not None if backwards else more
    if total is None:
        total = total_of(rows) if has_previous or has_next else Total(len(found))
    return Slice(found, total, _first(params, found, total, has_previous), has_previous, has_next, size)


def total_of(rows: QuerySet[Any, Any]) -> Total:
    """How many rows there are, counted up to the cap."""
    number = rows.order_by().values("pk")[: CAP + 1].count()
    return Total(min(number, CAP), number > CAP)


def _among_found(
    rows: QuerySet[Any, Any], shown: QuerySet[Any, Any], way: Way, most: int, cap: int
) -> tuple[list[Any], Total]:
    """A page of what a search found, and how much that is. Two queries.

    PostgreSQL takes what is rare for common: asked for the first rows in order it reads half the table to find them.
    So all that fits is found first, up to a cap, and put in order then. Beyond the cap any rows stand for all.
    """
    found = candidates.candidates(rows, way, most, cap)
    if way.beyond is not None and not found:
        return [], total_of(rows)
    keys = [key for key, _number in found]
    number = found[0][1] if found else 0
    return list(shown.filter(pk__in=keys).order_by(*way.columns)), Total(min(number, cap), number > cap)


def columns_of(order: Order) -> tuple[str, ...]:
    """What a list in this order is sorted by; the key decides between equal values."""
    return Way(order.column, order.descending).columns


def _start(rows: QuerySet[Any, Any], order: Order, params: QueryDict) -> tuple[Any, Any] | None:
    key = params.get("after") or params.get("before")
    if not key:
        return None
    model: type[Model] = rows.model
    try:
        pk = model._meta.pk.to_python(key)
    except ValidationError:
        return None
    found = model._base_manager.filter(pk=pk).values_list(order.column, "pk").first()
    return (found[0], found[1]) if found else None


def beyond(order: Order, start: tuple[Any, Any], backwards: bool) -> Q:
    """The rows that come after that one."""
    value, pk = start
    way = "lt" if order.descending is not backwards else "gt"
    # Not as (column > x) OR (column = x AND pk > y): PostgreSQL would read everything before the page.
    at_or_beyond = Q(**{f"{order.column}__{way}e": value})
    return at_or_beyond & (Q(**{f"{order.column}__{way}": value}) | Q(**{f"pk__{way}": pk}))


def _first(params: QueryDict, found: list[Any], total: Total, has_previous: bool) -> int:
    if not found:
        return 0
    if not has_previous:
        return 1
    if "last" in params:
        return 0 if total.is_capped else total.number - len(found) + 1
    at = params.get("at", "")
    return int(at) if at.isdecimal() and len(at) < 10 else 0
