"""The views of a list as tabs: those that it comes with, then those that its reader and others keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.http import QueryDict

from crm.kit.arranging import OWN
from crm.kit.filters import PLACE, without

if TYPE_CHECKING:
    from crm.kit.arranging import Arrangement, KeptView
    from crm.kit.filters import ListFilters

SIZE = "rows"
"""The parameter that says how many rows a page has; no view keeps it."""


class Tab(NamedTuple):
    """A choice of the filter that stands above the list. ``name`` is unique among them."""

    label: str
    url: str
    is_current: bool
    name: str = ""
    differs: bool = False
    is_kept: bool = False


def tabs_of(name: str, filters: ListFilters, arrangement: Arrangement, params: QueryDict) -> list[Tab]:
    """The tabs above a list whose filter ``name`` has the views it comes with; none where there would be one only."""
    kept = arrangement.view(params.get(OWN, ""))
    others = list(_kept_tabs(arrangement, params))
    if not name and not others:
        return []
    return [*_shipped_tabs(name, filters, params, is_left=kept is not None), *others]


def state_of(params: QueryDict) -> dict[str, list[str]]:
    """What of an address a view keeps: all but the page, its size, and which view it is."""
    left = {name: values for name, values in params.lists() if name not in (*PLACE, OWN, SIZE)}
    return {name: values for name, values in left.items() if any(values)}


def differs(view: KeptView, params: QueryDict) -> bool:
    """The list is filtered or sorted otherwise than the view says."""
    return state_of(params) != state_of(QueryDict(view.query))


def _shipped_tabs(name: str, filters: ListFilters, params: QueryDict, *, is_left: bool) -> Iterator[Tab]:
    chosen, around = params.get(name, ""), QueryDict() if is_left else params
    if not name:
        yield Tab(str(filters.everything), without(around, OWN), not is_left, "all")
        return
    everything = filters.filters[name].extra["empty_label"]
    yield Tab(str(everything), without(around, name, OWN), not chosen and not is_left, "all")
    for value, label in filters.form.fields[name].choices:
        if value:
            url = without(around, OWN, **{name: value})
            yield Tab(str(label), url, value == chosen and not is_left, str(value))


def _kept_tabs(arrangement: Arrangement, params: QueryDict) -> Iterator[Tab]:
    current = params.get(OWN, "")
    for view in arrangement.views:
        is_current = str(view.key) == current
        query = f"{view.query}&" if view.query else ""
        is_other = is_current and differs(view, params)
        yield Tab(view.name, f"?{query}{OWN}={view.key}", is_current, f"own-{view.key}", is_other, is_kept=True)
