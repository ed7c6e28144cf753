"""Codes and what they stand for, read for any number of lists in one query.

A code list is a model whose key is called ``code`` and that has a ``description``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BooleanField, Case, IntegerField, Value, When
from django.utils.translation import gettext as _

from crm.kit.blocking import blocked_rows

Titles = dict[type[models.Model], dict[str, str]]
"""List → code → ``30G — 30 days net``."""


class KnownTitles(Titles):
    """Titles that were read, and which of their codes are blocked."""

    def __init__(self, lists: Iterable[type[models.Model]]) -> None:
        super().__init__({one: {} for one in lists})
        self.blocked: dict[type[models.Model], set[str]] = {one: set() for one in self}


def is_code_list(model: type[models.Model]) -> bool:
    """Records of ``model`` are codes with a description."""
    names = {field.name for field in model._meta.concrete_fields}
    return model._meta.pk.name == "code" and "description" in names


def refuse_unaddressable(code: str, field: str = "code") -> None:
    """A page can be at an address made from ``code``: browsers take dots and empty parts out of addresses.

    Raises ValidationError at ``field``.
    """
    if code and not {"", ".", ".."}.isdisjoint(code.split("/")):
        sentence = _("A code cannot begin or end with “/”, and no part of it can be empty, “.” or “..”.")
        raise ValidationError({field: ValidationError(sentence, code="unaddressable")})


def code_title(code: str, description: str) -> str:
    """How staff read a code."""
    return f"{code} — {description}" if description else code


def titles_of(wanted: Mapping[type[models.Model], Collection[str] | None]) -> KnownTitles:
    """The titles of the codes given for each list, in order of code; ``None`` stands for all codes.

    At most one query.
    """
    asked = {model: keys for model, keys in wanted.items() if keys is None or keys}
    found = KnownTitles(wanted)
    if not asked:
        return found
    lists = list(asked)
    first, *others = (_rows(place, model, asked[model]) for place, model in enumerate(lists))
    rows = first.union(*others, all=True) if others else first
    for place, code, description, is_blocked in sorted(rows):
        found[lists[place]][code] = code_title(code, description)
        if is_blocked:
            found.blocked[lists[place]].add(code)
    return found


def titles_on(records: Collection[models.Model], names: Collection[str]) -> KnownTitles:
    """The titles of all codes that ``records`` hold in the columns ``names``. At most one query."""
    wanted: dict[type[models.Model], set[str]] = {}
    for record in records:
        for name in names:
            field = record._meta.get_field(name)
            to = field.related_model
            if isinstance(field, models.ForeignKey) and isinstance(to, type) and is_code_list(to):
                key = getattr(record, field.attname)
                wanted.setdefault(to, set()).update([key] if key else [])
    return titles_of(wanted)


def _rows(place: int, model: type[models.Model], keys: Collection[str] | None) -> models.QuerySet[Any, Any]:
    rows = model._base_manager.order_by()
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    blocked = Case(When(blocked_rows(model), then=True), default=False, output_field=BooleanField())
    placed: models.QuerySet[Any, Any] = rows.annotate(place=Value(place, IntegerField()), is_blocked=blocked)
    return placed.values_list("place", "code", "description", "is_blocked")
