"""The way through the list that somebody came from: the record before and the one after, and back to the list (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import QueryDict

from crm.kit.addresses import card_url, page_url
from crm.kit.candidates import MOST, Way, candidates
from crm.kit.screens.paging import CAP, Order, beyond, order_from, total_of
from crm.kit.screens.state import state_of, with_state

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from crm.kit.models import Record
    from crm.kit.screens.declaration import Screens


class Trail(NamedTuple):
    """Addresses of the neighbours, blank at the ends; the place is blank where it is too far down to be counted."""

    previous: str
    next: str
    place: str
    total: str


def trail_of(record: Record, screens: Screens, request: HttpRequest) -> Trail | None:
    """Where ``record`` stands in its list as somebody narrowed and sorted it; nothing where it is not on it.

    A constant number of queries: the neighbours by key, the place and the total as far as they are counted.
    """
    state = state_of(request, page_url(screens.model, "list"))
    if state is None or screens.is_single:
        return None
    params = QueryDict(state)
    filters = screens.filter_class(params, queryset=screens.rows(), request=request)
    rows = filters.qs.order_by()
    order = order_from(params, screens.sortable, screens.default_sort)
    own = rows.filter(pk=record.pk).values_list(order.column, "pk").first()
    if own is None:
        return None
    if params.get("q") or filters.is_sought or filters.is_rare:
        return _among_found(rows, order, record, state, MOST if params.get("q") else CAP)
    before, after = (rows.filter(beyond(order, own, backwards)) for backwards in (True, False))
    place = before.values("pk")[: CAP + 1].count() + 1
    return Trail(
        _card(before.order_by(*Way(order.column, not order.descending).columns).first(), state),
        _card(after.order_by(*Way(order.column, order.descending).columns).first(), state),
        str(place) if place <= CAP else "",
        str(total_of(rows)),
    )


def _among_found(rows: QuerySet[Any, Any], order: Order, record: Record, state: str, cap: int) -> Trail:
    """Of what a search found only what is next is looked for: how far down one is would be a search of its own."""
    keys = []
    for descending in (not order.descending, order.descending):
        found = candidates(rows, Way(order.column, descending, record.pk), 1, cap)
        keys.append(found[0][0] if found else None)
    near = {one.pk: one for one in type(record)._default_manager.filter(pk__in=[key for key in keys if key])}
    before, after = (_card(near.get(key), state) for key in keys)
    return Trail(before, after, "", "")


def _card(record: Record | None, state: str) -> str:
    return with_state(card_url(record), state) if record is not None else ""
