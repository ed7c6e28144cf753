"""Where a code or a number series is used: counted for a whole list in its own query, and place by place on a card."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from crm.kit.addresses import page_url
from crm.kit.display import caption
from crm.kit.models import Record
from crm.kit.permissions import may
from crm.kit.screens.declaration import Column
from crm.kit.screens.pointing import pointing_url
from crm.kit.values import owner_names
from setup.models import Translation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


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
    """``rows`` of ``model``, each with how many records hold it in each place; no query of its own."""
    found: dict[str, Any] = {}
    for name, place in _by_name(model).items():
        own = place.model._base_manager.order_by().filter(**{place.field: OuterRef("pk")})
        number = own.values(place.field).annotate(number=Count("pk")).values("number")
        found[name] = Coalesce(Subquery(number, IntegerField()), 0)
    with_counts: QuerySet[Any, Any] = rows.annotate(**found)
    return with_counts


def used_by(model: type[Record]) -> Column:
    """How many records hold an entry of ``model``, in its list: the number leads to just those."""

    def total(row: Any) -> int:
        return sum(getattr(row, name) for name in _by_name(model))

    def cell(row: Any) -> str | SafeString:
        number = total(row)
        if not number:
            return ""
        return format_html('<a href="{}">{}</a>', _used_url(row, model), number_format(number, force_grouping=True))

    return Column("used", cell, _("Used by records"), plain=total, is_number=True)


def uses_of(record: Record, request: HttpRequest) -> Mapping[str, Any] | None:
    """Where ``record`` is used, what is used most first. One query for each place."""
    found = []
    for place in places_of(type(record)):
        if may(request.user, "view", place.model):
            number = place.model._base_manager.filter(**{place.field: record.pk}).count()
            if number:
                found.append(
                    (number, Use(words_of(place), number_format(number, force_grouping=True), _url(place, record)))
                )
    return {"uses": [use for _number, use in sorted(found, key=lambda one: -one[0])]}


def _by_name(model: type[Record]) -> Mapping[str, Place]:
    return {f"used_{number}": place for number, place in enumerate(places_of(model))}


def _used_url(row: Any, model: type[Record]) -> str:
    """The list of the records that hold ``row``, where one list shows them all; else what its card says of them."""
    held = [place for name, place in _by_name(model).items() if getattr(row, name)]
    url = pointing_url(held[0].model, held[0].field, row.pk) if len(held) == 1 else ""
    return url or f"{page_url(model, 'card', row.pk)}#box-setup-uses"


def words_of(place: Place) -> str:
    """What records hold a code there, and in which field."""
    title = str(place.model._meta.verbose_name_plural)
    return f"{title} · {caption(place.model, place.field)}"


def _url(place: Place, record: Record) -> str:
    return pointing_url(place.model, place.field, record.pk)
