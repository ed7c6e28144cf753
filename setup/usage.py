"""Where a code or a number series is used: counted for a whole list in its own query, and place by place on a card."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from crm.kit.addresses import page_url
from crm.kit.display import caption
from crm.kit.models import Record
from crm.kit.permissions import may
from crm.kit.screens.declaration import Column
from crm.kit.screens.registry import all_screens
from crm.kit.single import SingleRecord
from crm.kit.values import owner_names
from setup.models import Translation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest


class Place(NamedTuple):
    """A column of a record that may hold a code."""

    model: type[Record]
    field: str


class Use(NamedTuple):
    """How often a code is used in a place; ``url`` leads there, blank where no list can show just those."""

    words: str
    number: str
    url: str


@cache
def places_of(model: type[Record]) -> tuple[Place, ...]:
    """Where entries of ``model`` may be used; what is part of an entry itself is left out."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        other: Any = getattr(relation, "related_model", None)
        if not (relation.auto_created and relation.one_to_many) or not issubclass(other, Record):
            continue
        field = relation.field  # type: ignore[union-attr]  # a reverse key has one
        if issubclass(other, Translation) or field.name in owner_names(other) or other._meta.proxy:
            continue
        found.append(Place(other, field.name))
    return tuple(sorted(found, key=lambda place: (place.model._meta.label, place.field)))


def counted(rows: QuerySet[Any, Any], model: type[Record]) -> QuerySet[Any, Any]:
    """``rows`` of ``model``, each with the number ``used`` of the records that hold it; no query of its own."""
    total: Any = Value(0, IntegerField())
    for place in places_of(model):
        own = place.model._base_manager.order_by().filter(**{place.field: OuterRef("pk")})
        number = own.values(place.field).annotate(number=Count("pk")).values("number")
        total = total + Coalesce(Subquery(number, IntegerField()), 0)
    found: QuerySet[Any, Any] = rows.annotate(used=total)
    return found


USED = Column(
    "used",
    lambda row: number_format(row.used, force_grouping=True) if row.used else "",
    _("Used by records"),
    plain=lambda row: row.used,
    is_number=True,
)
"""How many records hold an entry, in its list."""


def uses_of(record: Record, request: HttpRequest) -> Mapping[str, Any] | None:
    """Where ``record`` is used, what is used most first. One query for each place."""
    found = []
    for place in places_of(type(record)):
        if may(request.user, "view", place.model):
            number = place.model._base_manager.filter(**{place.field: record.pk}).count()
            if number:
                found.append(
                    (number, Use(_words(place), number_format(number, force_grouping=True), _url(place, record)))
                )
    return {"uses": [use for _number, use in sorted(found, key=lambda one: -one[0])]}


def _words(place: Place) -> str:
    title = str(place.model._meta.verbose_name_plural)
    return f"{title} · {caption(place.model, place.field)}"


def _url(place: Place, record: Record) -> str:
    if issubclass(place.model, SingleRecord):
        return page_url(place.model, "edit", place.model.SINGLE) + f"#id_{place.field}"
    has_filter = any(one.model is place.model and place.field in one.filters for one in all_screens())
    return f"{page_url(place.model, 'list')}?{place.field}={record.pk}" if has_filter else ""
