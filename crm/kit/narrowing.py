"""By which index rows are found that hold a text, where the search knows its column."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import F, Q

from crm.kit import expressions
from crm.kit.fragments import FRAGMENT
from crm.kit.search import normalize


def narrowed(field: models.Field[Any, Any], fragment: str) -> Q:
    """By which index rows are found whose ``field`` contains ``fragment``, where the search knows the field."""
    columns: Any = field.model._meta.concrete_fields
    searched = next((one for one in columns if one.name == "search" and one.generated), None)
    words = tuple(word for word in normalize(fragment).split() if len(word) >= FRAGMENT)
    if searched is None or not words:
        return Q()
    found: Any = [one for one in searched.expression.flatten() if isinstance(one, F)]
    names = {one.name for one in found}
    return Q(search__holds=words) if field.name in names else Q()


def alike(field: models.Field[Any, Any], typed: str) -> Q:
    """By which index those rows are found whose ``field`` is one of the texts of an expression.

    By none where a text is too short, or may stand in another form than the search knows it in.
    """
    parts = expressions.parts_of(typed)
    found = [narrowed(field, one.low.replace(expressions.ANY, " ")) for one in parts if not one.sign]
    return reduce(or_, found) if len(found) == len(parts) and all(found) else Q()
