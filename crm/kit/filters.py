"""The search and the filters of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.codes import Titles, is_code_list, titles_of
from crm.kit.conditions import Condition, conditions_in, filterable
from crm.kit.days import DayField
from crm.kit.fields import unknown
from crm.kit.masking import masked_fields
from crm.kit.search import matching
from crm.kit.shipped import VIEW, in_view, shipped_views

PLACE = ("after", "before", "last", "at")
"""The parameters that say which page of a list is shown."""

YES_NO = (("true", _("Yes")), ("false", _("No")))


class Chip(NamedTuple):
    """An applied filter in words, and the address of the list without it; ``name`` is its parameter."""

    label: str
    value: str
    url: str
    name: str = ""


class CodeFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # django-filter carries no types
    """Records that hold one code of a reference list."""

    def __init__(self, *args: Any, codes: type[models.Model], **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = codes


class ListFilters(django_filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    """Searches the generated column ``search`` and filters by columns. The codes of all filters cost one query.

    Besides the filters that are declared, there is one for each operator and each of the columns ``available``.
    """

    FILTER_DEFAULTS = django_filters.FilterSet.FILTER_DEFAULTS | {
        models.BooleanField: {
            "filter_class": django_filters.TypedChoiceFilter,
            "extra": lambda column: {"choices": YES_NO, "coerce": lambda typed: typed == "true"},
        },
        models.CharField: {
            "filter_class": django_filters.CharFilter,
            "extra": lambda column: {"lookup_expr": "icontains", "label": column.verbose_name},
        },
        models.ForeignKey: {
            "filter_class": CodeFilter,
            "extra": lambda column: {"codes": column.related_model, "label": column.verbose_name},
        },
    }

    found_by: Callable[[str], models.Q] = staticmethod(matching)
    """What rows must be like to be found by what was typed; the screens of a list may know more."""

    available: tuple[str, ...] = ()
    """The columns that one may filter by; those that the reader may not read in full are left out."""

    everything: Any = ""
    """What the view of all is called."""

    offers_all = True
    """The form shows all codes of all filters; otherwise only those filters know their codes that are applied."""

    q = django_filters.CharFilter(method="find", label=pgettext_lazy("filter", "Search"))

    def find(self, rows: models.QuerySet[Any, Any], name: str, typed: str) -> models.QuerySet[Any, Any]:
        """Rows that contain every fragment typed."""
        return rows.filter(self.found_by(typed))

    def look(self, rows: models.QuerySet[Any, Any], name: str, chosen: str) -> models.QuerySet[Any, Any]:
        """Rows that are in the chosen one of the views that the list comes with."""
        return in_view(rows, chosen, self.request.user)

    def filter_queryset(self, queryset: models.QuerySet[Any, Any]) -> models.QuerySet[Any, Any]:
        """The rows that all filters let through; one that makes no sense lets through every row."""
        rows: models.QuerySet[Any, Any] = super().filter_queryset(queryset)
        for condition in self.conditions:
            rows = rows.filter(condition.rows())
        return rows

    @cached_property
    def fields_to_filter(self) -> dict[str, models.Field[Any, Any]]:
        """The columns that the reader may filter by."""
        user = getattr(self.request, "user", None)
        masked = masked_fields(user, self.queryset.model) if user is not None else frozenset()
        return filterable(self.queryset.model, self.available, masked)

    @cached_property
    def asked(self) -> dict[str, Condition | None]:
        """The filters by field that the address names, by parameter; ``None`` for those that there are not."""
        return dict(conditions_in(self.data, self.fields_to_filter)) if isinstance(self.data, QueryDict) else {}

    @cached_property
    def objections(self) -> dict[str, str]:
        """What is wrong with filters by field, by parameter."""
        said = {
            name: one.objection(self.titles) if one is not None else _no_filter(name)
            for name, one in self.asked.items()
        }
        return {name: sentence for name, sentence in said.items() if sentence}

    @property
    def conditions(self) -> list[Condition]:
        """The filters by field that are applied."""
        return [one for name, one in self.asked.items() if one is not None and name not in self.objections]

    @property
    def is_sought(self) -> bool:
        """No index tells which rows the filters let through."""
        return any(one.is_sought for one in self.conditions)

    @property
    def is_rare(self) -> bool:
        """Finding one of the rows that the view lets through costs as much as finding all of them."""
        chosen = self.data.get(VIEW, "")
        return any(one.name == chosen and one.is_rare for one in shipped_views(self.queryset.model))

    @cached_property
    def titles(self) -> Titles:
        """All codes of the lists that the filters need. One query at most."""
        coded = {name: one for name, one in self.filters.items() if isinstance(one, CodeFilter)}
        wanted = [one.codes for name, one in coded.items() if self.offers_all or self.data.get(name)]
        pointed = (one.field.related_model for one in self.asked.values() if one is not None)
        wanted += [model for model in pointed if isinstance(model, type) and is_code_list(model)]
        return titles_of(dict.fromkeys(wanted))

    def get_form_class(self) -> type[forms.Form]:
        """The form, with the codes that its filters offer."""
        for one in self.filters.values():
            if isinstance(one, django_filters.ChoiceFilter):
                one.extra.setdefault("empty_label", "—")
            if isinstance(one, CodeFilter):
                one.extra["choices"] = list(self.titles.get(one.codes, {}).items())
                one.extra["error_messages"] = {"invalid_choice": unknown(one.codes, "%(value)s")}
        form: type[forms.Form] = super().get_form_class()
        return form

    def chips(self, params: QueryDict) -> Iterator[Chip]:
        """The filters that are applied, search left out."""
        for name, field in self.form.fields.items():
            typed = params.get(name)
            if name != "q" and typed and name not in self.form.errors:
                shown = dict(getattr(field, "choices", ())).get(typed, self._meant(name, typed))
                yield Chip(str(field.label), str(shown), without(params, name), name)
        for one in self.conditions:
            yield Chip(one.label, one.said(self.titles), without(params, one.param), one.param)

    def wrong(self, params: QueryDict) -> Iterator[Chip]:
        """The filters that make no sense, what is wrong with each, and the address without it."""
        for name, found in self.form.errors.items():
            yield Chip(str(self.form.fields[name].label), " ".join(found), without(params, name), name)
        for name, sentence in self.objections.items():
            condition = self.asked[name]
            yield Chip(condition.label if condition is not None else "", sentence, without(params, name), name)

    def _meant(self, name: str, typed: str) -> str:
        """What was typed, a day as the language writes it."""
        value = self.form.cleaned_data.get(name)
        return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else typed

    @property
    def complaints(self) -> list[str]:
        """What is wrong with the filters, by their captions; such a filter lets every row through."""
        return [f"{one.label}: {one.value}" if one.label else one.value for one in self.wrong(QueryDict())]

    @property
    def is_narrowed(self) -> bool:
        """Something is searched or filtered by."""
        if self.asked or not self.form.is_valid():
            return True
        return any(value not in (None, "") for value in self.form.cleaned_data.values())


def _no_filter(name: str) -> str:
    return _now("There is no such filter: %(name)s.") % {"name": name}


class DayFilter(django_filters.DateFilter):  # type: ignore[misc]  # django-filter carries no types
    """By a day, typed in whatever short form."""

    field_class = DayField


def day_filter(column: str, way: str, label: Any) -> DayFilter:
    """Records whose ``column`` lies before (``lte``) or after (``gte``) a day, that day included."""
    return DayFilter(field_name=column, lookup_expr=way, label=label)


def view_filter(model: type[models.Model], everything: Any) -> django_filters.ChoiceFilter:
    """The views that the list of ``model`` comes with; ``everything`` is what the view of all is called."""
    return django_filters.ChoiceFilter(
        method="look",
        choices=lambda: [(one.name, one.label) for one in shipped_views(model)],
        empty_label=everything,
        label=pgettext_lazy("filter", "View"),
        widget=forms.HiddenInput,
    )


def filters_for(
    model: type[models.Model],
    names: tuple[str, ...],
    base: type[ListFilters],
    found_by: Callable[[str], models.Q] | None,
    available: tuple[str, ...] = (),
    everything: Any = "",
) -> type[ListFilters]:
    """Filters by the columns ``names``, and the search where that is wanted: there ``found_by`` says how.

    One may filter by the columns ``available`` too, and by the views that the list comes with.
    """
    meta = type("Meta", (), {"model": model, "fields": list(names)})
    search = {"found_by": staticmethod(found_by)} if found_by is not None else {"q": None}
    views = {VIEW: view_filter(model, everything)} if shipped_views(model) else {}
    own: dict[str, Any] = {"Meta": meta, "available": available, "everything": everything} | search | views
    made: type[ListFilters] = type(f"{model.__name__}Filters", (base,), own)
    return made


def without(params: QueryDict, *names: str, **added: object) -> str:
    """The address of the list without some of its parameters and its page, and with others ``added``."""
    left = params.copy()
    for name in (*names, *PLACE):
        left.pop(name, None)
    for name, value in added.items():
        left[name] = str(value)
    return f"?{left.urlencode()}"
