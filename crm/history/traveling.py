"""Where the values of a change went in the same gesture, and the card that they came from (F4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db.models import IntegerField, Q, Value
from django.utils.html import format_html

from crm.history.models import Change
from crm.history.words import origin_in_words
from crm.kit.addresses import has_card, page_url
from crm.kit.context import Cause
from crm.kit.permissions import may

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model, QuerySet
    from django.utils.safestring import SafeString

    from crm.kit.models import Record
    from crm.kit.permissions import User

NEAR = 100
"""How far from a change, in the numbers of the history, what it led to is looked for: huge gestures cost no more."""

NAMED = 12

FOLLOWED = frozenset({Cause.SYNCHRONIZED, Cause.INHERITED})
"""Causes of what is written only because another record was."""


class Journey(NamedTuple):
    """The records that followed a change, and how many more did."""

    records: list[SafeString]
    more: int


class _Step(NamedTuple):
    """A change of a record that has a card, in a gesture."""

    model: type[Model]
    key: str
    title: str
    cause: str
    origin: str


def journeys(changes: Sequence[Change], record: Record, user: User) -> dict[int, Journey]:
    """By the number of a change of ``record``: which records followed it. One query; none for imports."""
    own = [change for change in changes if change.model == record._meta.label_lower and change.cause != Cause.IMPORTED]
    near = Q()
    for change in own:
        near |= Q(change_set=change.change_set, pk__range=(change.pk - NEAR, change.pk + NEAR))
    if not own:
        return {}
    sets: dict[object, list[_Step]] = {}
    columns = ("change_set", "model", "object_id", "title", "cause", "origin")
    for change_set, *told in Change.objects.filter(near).order_by("pk").values_list(*columns):
        sets.setdefault(change_set, []).extend(_step(*told))
    found = ((change.pk, _journey(change, record, sets.get(change.change_set, []), user)) for change in own)
    return {number: journey for number, journey in found if journey.records}


def origins_shown(changes: Iterable[Change], user: User) -> dict[str, SafeString]:
    """The numbered records that values came from, leading to their cards, by origin. At most one query."""
    wanted: dict[type[Model], dict[str, str]] = {}
    for change in changes:
        label, _space, number = change.origin.partition(" ")
        model = _model(label)
        if model is not None and _is_numbered(model) and may(user, "view", model):
            wanted.setdefault(model, {})[number] = change.origin
    if not wanted:
        return {}
    models = list(wanted)
    first, *others = (_numbered(place, model, wanted[model]) for place, model in enumerate(models))
    shown = {}
    for place, pk, number in first.union(*others, all=True) if others else first:
        origin = wanted[models[place]][number]
        url = page_url(models[place], "card", pk)
        shown[origin] = format_html('<a href="{}">{}</a>', url, origin_in_words(origin))
    return shown


def _is_numbered(model: type[Model]) -> bool:
    return has_card(model) and any(field.name == "no" for field in model._meta.concrete_fields)


def _numbered(place: int, model: type[Model], numbers: Iterable[str]) -> QuerySet[Any, Any]:
    rows = model._base_manager.order_by().filter(no__in=list(numbers))
    placed: QuerySet[Any, Any] = rows.annotate(place=Value(place, IntegerField()))
    return placed.values_list("place", "pk", "no")


def named(model: type[Model], key: str, title: str, user: User) -> SafeString:
    """Kind and title of a record, leading to its card; the kind alone for who may not see it."""
    kind = model._meta.verbose_name
    if not may(user, "view", model):
        return format_html("{}", kind)
    if not has_card(model):
        return format_html("{} {}", kind, title)
    return format_html('{} <a href="{}">{}</a>', kind, page_url(model, "card", key), title)


def _journey(change: Change, record: Record, steps: Sequence[_Step], user: User) -> Journey:
    others = [one for one in steps if (one.model, one.key) != (type(record), change.object_id)]
    by_hand = {(one.model, one.key) for one in steps if one.cause == change.cause}
    own = f"{change.model} {getattr(record, 'no', record.pk)}"
    if change.cause not in FOLLOWED and len(by_hand) == 1:  # all that followed followed from this one
        went = [one for one in others if one.cause in FOLLOWED or one.origin == own]
    else:
        went = [one for one in others if one.origin == own]
    records = {(one.model, one.key): one for one in went}
    shown = [named(one.model, one.key, one.title, user) for one in list(records.values())[:NAMED]]
    return Journey(shown, len(records) - len(shown))


def _step(label: str, key: str, title: str, cause: str, origin: str) -> list[_Step]:
    model = _model(label)
    return [_Step(model, key, title, cause, origin)] if model is not None and has_card(model) else []


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
