"""The search and the filters of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.kit.codes import Titles, titles_of
from crm.kit.fields import unknown
from crm.kit.search import matching

PLACE = ("after", "before", "last", "at")
"""The parameters that say which page of a list is shown."""

YES_NO = (("true", _("Yes")), ("false", _("No")))


class Chip(NamedTuple):
    """An applied filter in words, and the address of the list without it."""

    label: str
    value: str
    url: str


class CodeFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # django-filter carries no types
    """Records that hold one code of a reference list."""

    def __init__(self, *args: Any, codes: type[models.Model], **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = codes


class ListFilters(django_filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    """Searches the generated column ``search`` and filters by columns. The codes of all filters cost one query."""

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

    q = django_filters.CharFilter(method="find", label=pgettext_lazy("filter", "Search"))

    def find(self, rows: models.QuerySet[Any, Any], name: str, typed: str) -> models.QuerySet[Any, Any]:
        """Rows that contain every fragment typed."""
        return rows.filter(self.found_by(typed))

    def get_form_class(self) -> type[forms.Form]:
        """The form, with the codes that its filters offer."""
        for one in self.filters.values():
            if isinstance(one, django_filters.ChoiceFilter):
                one.extra.setdefault("empty_label", "—")
        coded = {name: one for name, one in self.filters.items() if isinstance(one, CodeFilter)}
        titles: Titles = titles_of({one.codes: None for one in coded.values()})
        for one in coded.values():
            one.extra["choices"] = list(titles[one.codes].items())
            one.extra["error_messages"] = {"invalid_choice": unknown(one.codes, "%(value)s")}
        form: type[forms.Form] = super().get_form_class()
        return form

    def chips(self, params: QueryDict) -> Iterator[Chip]:
        """The filters that are applied, search left out."""
        for name, field in self.form.fields.items():
            typed = params.get(name)
            if name != "q" and typed and name not in self.form.errors:
                shown = dict(getattr(field, "choices", ())).get(typed, self._meant(name, typed))
                yield Chip(str(field.label), str(shown), without(params, name))

    def _meant(self, name: str, typed: str) -> str:
        """What was typed, a day as the language writes it."""
        value = self.form.cleaned_data.get(name)
        return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else typed

    @property
    def complaints(self) -> list[str]:
        """What is wrong with the filters, by their captions; such a filter lets every row through."""
        wrong = self.form.errors.items()
        return [f"{self.form.fields[name].label}: {sentence}" for name, found in wrong for sentence in found]

    @property
    def is_narrowed(self) -> bool:
        """Something is searched or filtered by."""
        return (
            any(value not in (None, "") for value in self.form.cleaned_data.values()) if self.form.is_valid() else True
        )


def day_filter(column: str, way: str, label: Any) -> django_filters.DateFilter:
    """Records whose ``column`` lies before (``lte``) or after (``gte``) a day, that day included."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return django_filters.DateFilter(field_name=column, lookup_expr=way, label=label, widget=widget)


def filters_for(
    model: type[models.Model],
    names: tuple[str, ...],
    base: type[ListFilters],
    found_by: Callable[[str], models.Q] | None,
) -> type[ListFilters]:
    """Filters by the columns ``names``, and the search where that is wanted: there ``found_by`` says how."""
    meta = type("Meta", (), {"model": model, "fields": list(names)})
    search = {"found_by": staticmethod(found_by)} if found_by is not None else {"q": None}
    own: dict[str, Any] = {"Meta": meta} | search
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
