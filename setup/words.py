"""What entries of reference lists are called in a language, read for any number of lists in one query."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import CharField, F, FilteredRelation, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from setup.models import Translation
from setup.models.codes import CodeList
from setup.models.trade import VatPostingSetup

Translated = type[CodeList] | type[VatPostingSetup]
"""A list whose entries have translations."""

Words = Mapping[Translated, Mapping[Any, str]]
"""List → key → what that entry is called."""


def words_in(language: str | None, wanted: Mapping[Translated, Collection[Any]]) -> Words:
    """What the entries with the keys given for each list are called in ``language``; else what they are called at home.

    At most one query; none where no key is given. ``None`` among the keys stands for nothing, and is passed over.
    """
    asked = {model: {str(key): key for key in keys if key is not None} for model, keys in wanted.items()}
    lists = [model for model, keys in asked.items() if keys]
    found: dict[Translated, dict[Any, str]] = {model: {} for model in wanted}
    if lists:
        first, *others = (_rows(place, model, asked[model].values(), language) for place, model in enumerate(lists))
        for place, key, said in first.union(*others, all=True) if others else first:
            found[lists[place]][asked[lists[place]][key]] = said
    return found


def _rows(place: int, model: Translated, keys: Collection[Any], language: str | None) -> QuerySet[Any, Any]:
    """Place of the list, key as a text, and words: those in the language where somebody translated them."""
    translation = Translation.of(model)
    assert translation is not None, model
    words = translation.words
    own = FilteredRelation("translations", condition=Q(translations__language=language))
    rows: QuerySet[Any, Any] = model._base_manager.order_by().filter(pk__in=list(keys)).annotate(own=own)
    rows = rows.annotate(
        place=Value(place, IntegerField()),
        key=Cast("pk", CharField()),
        said=Coalesce(F(f"own__{words}"), F(words)),
    )
    return rows.values_list("place", "key", "said")
