"""The filter editor of a list: first a field, then how it is compared and with what, in the words of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.kit.addresses import page_url
from crm.kit.codes import is_code_list, titles_of
from crm.kit.conditions import WITHOUT_VALUE, Op, is_number, is_record, made, operators_of, words_of
from crm.kit.days import DayField, plain_day
from crm.kit.display import caption
from crm.kit.filters import without
from crm.kit.screens import partly
from crm.kit.screens.views import ScreenView

if TYPE_CHECKING:
    from crm.kit.filters import ListFilters

FIELD, OPERATOR, VALUE, UNTIL, SHOW = "field", "op", "value", "until", "show"
OWN_PARAMS = (FIELD, OPERATOR, VALUE, UNTIL, SHOW)


class Offer(NamedTuple):
    """A field that one may filter by."""

    name: str
    label: str
    url: str


@dataclass(frozen=True)
class Control:
    """What a value is entered with. ``kind`` is that of the control; ``choices`` are offered by it."""

    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    has_until: bool = False


class FilterScreen(ScreenView):
    """Chooses a filter and leads back to the list that has it; what makes no sense is said beside it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The fields; or the operators and the value of one; or the list with that filter."""
        params = request.GET
        name, error = params.get(FIELD, ""), ""
        is_made = SHOW not in params and (OPERATOR in params or VALUE in params)
        if is_made:
            try:
                return partly.list_at(request, self._list(*self._filter(name)))
            except ValidationError as wrong:
                error = " ".join(wrong.messages)
        if name and name not in self._fields and name not in self._declared:
            if not is_made:
                raise Http404(_("There is no page at this address."))
            return self._page("kit/partials/filter_fields.html", name, offers=list(self._offers()), error=error)
        if not name:
            return self._page("kit/partials/filter_fields.html", name, offers=list(self._offers()))
        return self._page("kit/partials/filter_value.html", name, error=error, **self._editor(name))

    @cached_property
    def _filters(self) -> ListFilters:
        return self.screens.filters_in(self.request)

    @cached_property
    def _fields(self) -> dict[str, models.Field[Any, Any]]:
        return self._filters.fields_to_filter

    @cached_property
    def _declared(self) -> dict[str, Any]:
        """The filters of the list that are no plain columns."""
        left_out = {"q", self.screens.tabs, "view", *self._fields}
        found = {name: one for name, one in self._filters.filters.items() if name not in left_out}
        return {name: one for name, one in found.items() if not isinstance(one.field.widget, forms.HiddenInput)}

    def _page(self, part: str, name: str, **context: Any) -> HttpResponse:
        template = part if partly.is_part(self.request) else "kit/filter.html"
        left = [(key, value) for key, values in self.request.GET.lists() for value in values if key not in OWN_PARAMS]
        title = pgettext("filter", "Add Filter")
        response = self.render(
            template,
            part=part,
            title=title,
            crumbs=self.crumbs(None, title),
            name=name,
            action=self.request.path,
            carried=left,
            fields_url=f"{self.request.path}{without(self.request.GET, *OWN_PARAMS)}",
            cancel_url=f"{page_url(self.screens.model, 'list')}{without(self.request.GET, *OWN_PARAMS)}",
            **context,
        )
        return partly.varied(response)

    def _offers(self) -> Iterator[Offer]:
        """Those that are often wanted first, the others by their captions."""
        first = [name for name in self.screens.filters if name in self._fields]
        others = sorted((name for name in self._fields if name not in first), key=self._caption)
        for name in (*first, *self._declared, *others):
            yield Offer(name, self._caption(name), self._url(name))

    def _url(self, name: str) -> str:
        return f"{self.request.path}{without(self.request.GET, *OWN_PARAMS, **{FIELD: name})}"

    def _caption(self, name: str) -> str:
        return caption(self.screens.model, name) if name in self._fields else str(self._declared[name].label)

    def _editor(self, name: str) -> dict[str, Any]:
        params = self.request.GET
        known: dict[str, Any] = {
            "label": self._caption(name),
            "typed": params.get(VALUE, ""),
            "until": params.get(UNTIL, ""),
        }
        if name in self._declared:
            return known | {"operators": [], "control": self._control_of(self._declared[name])}
        field = self._fields[name]
        operators = operators_of(field)
        chosen = next((one for one in operators if one == params.get(OPERATOR)), operators[0])
        named = [(one.value, words_of(one, field)) for one in operators]
        control = None if chosen in WITHOUT_VALUE else control_of(field, chosen)
        return known | {"operators": named, "chosen": chosen.value, "control": control}

    def _control_of(self, declared: Any) -> Control:
        self._filters.offers_all = True
        field = self._filters.form.fields[declared_name(self._filters, declared)]
        choices = tuple((str(value), str(label)) for value, label in getattr(field, "choices", ()))
        kind = "select" if choices else "date" if isinstance(field, DayField) else "text"
        return Control(kind, choices)

    def _filter(self, name: str) -> tuple[str, str]:
        """The parameter and its value that the list gets. Raises ValidationError."""
        params = self.request.GET
        if name in self._declared:
            return name, self._checked(name, params.get(VALUE, ""))
        if name not in self._fields:
            raise ValidationError(_("One cannot filter by this column."))
        field = self._fields[name]
        typed, until = params.get(VALUE, ""), params.get(UNTIL, "")
        param, value = made(field, params.get(OPERATOR, ""), typed, until)
        found = self.screens.filter_class(QueryDict(f"{param}=x", mutable=True), request=self.request, queryset=None)
        found.data[param] = value
        if complaint := self._objection(found, param):
            raise ValidationError(complaint)
        return param, value

    def _objection(self, found: ListFilters, param: str) -> str:
        found.queryset = self.screens.rows()
        found.offers_all = False
        return str(found.objections.get(param, ""))

    def _checked(self, name: str, typed: str) -> str:
        if not typed:
            raise ValidationError(_("Enter a value."))
        data = QueryDict(mutable=True)
        data[name] = typed
        found = self.screens.filter_class(data, queryset=self.screens.rows(), request=self.request)
        if name in found.form.errors:
            raise ValidationError(list(found.form.errors[name]))
        return plain_day(typed) if isinstance(found.form.fields[name], DayField) else typed

    def _list(self, param: str, value: str) -> str:
        name = param.partition(".")[0]
        url = page_url(self.screens.model, "list")
        return f"{url}{without(self.request.GET, *OWN_PARAMS, name, **{param: value})}"


def declared_name(filters: ListFilters, declared: Any) -> str:
    """What a declared filter is called in an address."""
    return next(str(name) for name, one in filters.filters.items() if one is declared)


def control_of(field: models.Field[Any, Any], op: Op) -> Control:
    """What values of ``field`` are entered with. One query for a reference list."""
    if isinstance(field, models.BooleanField):
        return Control("select", (("true", _("Yes")), ("false", _("No"))))
    if field.flatchoices:
        return Control("select", tuple((str(value), str(label)) for value, label in field.flatchoices if value != ""))
    to = field.related_model
    if isinstance(to, type) and is_code_list(to):
        hint = _("Several codes stand between bars: %(example)s.") % {"example": "A|B"}
        return Control("codes", tuple(titles_of({to: None})[to].items()), hint)
    if is_record(field):
        return Control(hint=_("Number, or a part of the name."))
    if isinstance(field, models.DateField):
        if op == Op.IS:
            return Control(hint=_("A day, or %(range)s; %(today)s is today.") % {"range": "t-30..t", "today": "t"})
        return Control("date", has_until=op == Op.BETWEEN)
    if is_number(field):
        hint = _("A number, or %(examples)s.") % {"examples": "10..20, >100, <>0"} if op == Op.IS else ""
        return Control("number", hint=hint, has_until=op == Op.BETWEEN)
    if op in (Op.IS, Op.NOT):
        return Control(hint=_("A text, or %(examples)s.") % {"examples": "A|B, <>X, *rossi*, A..C"})
    return Control()
