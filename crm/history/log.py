"""The change log: every change of every record, narrowed by who, what, when and why; as a file too (P70)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.history.models import Change
from crm.history.moments import OPEN
from crm.history.pages import HistoryView, number_in
from crm.history.rows import heads, in_a_file, kinds, seen_by, told
from crm.history.traveling import origins_shown
from crm.kit.context import Cause
from crm.kit.days import AddressedDayField, plain_day
from crm.kit.delimited import download
from crm.kit.display import caption
from crm.kit.navigation import Entry, register_entry
from crm.kit.permissions import may, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import Model

    from crm.history.models import ChangeQuerySet
    from crm.history.reading import Line
    from crm.history.rows import Told
    from crm.kit.permissions import User

PER_PAGE = 50
AT_ONCE = 500
DAYS = ("since", "until")


ALL = pgettext_lazy("filter.log", "All")
ANY_CAUSE = pgettext_lazy("filter.cause", "All")


def _told_apart(models: Mapping[str, type[Model]]) -> list[tuple[str, str]]:
    """The kinds by name; those that share theirs say what they belong to."""
    names = {label: capfirst(str(model._meta.verbose_name)) for label, model in models.items()}
    shared = {name for name, number in Counter(names.values()).items() if number > 1}
    for label, name in names.items():
        if name in shared:
            names[label] = f"{name} ({models[label]._meta.app_config.verbose_name})"
    return sorted(names.items(), key=lambda one: one[1])


class LogFilters(forms.Form):
    """What the log is narrowed to. The fields of a kind can be chosen once the kind is."""

    user = forms.ChoiceField(label=_("User"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    field = forms.ChoiceField(label=pgettext_lazy("field.merge", "Field Name"), required=False)
    since = AddressedDayField(label=_("From"), required=False)
    until = AddressedDayField(label=_("To"), required=False)
    cause = forms.ChoiceField(
        label=_("Cause"), required=False, choices=[("", pgettext_lazy("filter.cause", "All")), *Cause.choices]
    )

    def __init__(self, data: Any, user: User) -> None:
        super().__init__(data)
        seen = {model._meta.label_lower: model for model in kinds() if may(user, "view", model)}
        self._choices("kind", _told_apart(seen))
        names = ((str(one.pk), one.get_full_name() or one.get_username()) for one in _users())
        self._choices("user", sorted(names, key=lambda one: one[1].lower()))
        model = seen.get(self.data.get("kind", ""))
        if model is None:
            del self.fields["field"]
        else:
            columns = (one for one in model._meta.concrete_fields if not one.primary_key and one.editable)
            captions = ((one.name, caption(model, one.name)) for one in columns)
            self._choices("field", sorted(captions, key=lambda one: one[1]))

    @property
    def is_narrowed(self) -> bool:
        """Something was chosen."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def plain(self) -> dict[str, str]:
        """The days as they stand in an address in every language, where they were typed otherwise."""
        said = {name: self.data.get(name, "") for name in DAYS}
        return {name: day for name, typed in said.items() if typed and (day := plain_day(typed)) and day != typed}

    def narrowed(self) -> Q:
        """The changes that were asked for; what makes no sense narrows nothing."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        found = Q()
        for name, lookup in (("user", "actor"), ("kind", "model"), ("field", "diff__has_key"), ("cause", "cause")):
            if asked.get(name):
                found &= Q(**{lookup: asked[name]})
        if asked.get("since"):
            found &= Q(at__gte=_midnight(asked["since"]))
        if asked.get("until"):
            found &= Q(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        return found

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ALL), *choices]


class Row(NamedTuple):
    """A change in the log, with the lines that it shows; folded where there are many."""

    told: Told
    lines: list[Line]
    is_folded: bool


class LogScreen(HistoryView):
    """A page of the log, the newest first. A constant number of queries."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page, by key; its address says days in a way that holds in every language."""
        filters, after = LogFilters(request.GET, request.user), number_in(request.GET.get("after", ""))
        if filters.plain:
            params = request.GET.copy()
            for name, day in filters.plain.items():
                params[name] = day
            return HttpResponseRedirect(f"{request.path}?{params.urlencode()}")
        rows = _asked(filters, request.user)
        if after is not None:
            rows = rows.filter(pk__lt=after)
        found = list(rows[: PER_PAGE + 1])
        shown = found[:PER_PAGE]
        params = request.GET.copy()
        params.pop("after", None)
        more = params.copy()
        if len(found) > PER_PAGE:
            more["after"] = str(shown[-1].pk)
        context = {
            "title": Change._meta.verbose_name_plural,
            "filters": filters,
            "rows": _rows(shown, filters, request.user),
            "next_url": f"?{more.urlencode()}" if len(found) > PER_PAGE else "",
            "first_url": f"?{params.urlencode()}" if after else "",
            "params": params.urlencode(),
        }
        return TemplateResponse(request, "history/log.html", context)


class LogExport(LogScreen):
    """What the filters leave of the log, as a CSV file."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:  # type: ignore[override]
        """The file, read while it is sent."""
        rows = _asked(LogFilters(request.GET, request.user), request.user)
        return download(now_("Changes"), heads(), in_a_file(rows.iterator(chunk_size=AT_ONCE), request.user))


def register() -> None:
    """The log stands in the navigation."""
    group = pgettext_lazy("navigation", "Settings")
    title = Change._meta.verbose_name_plural or ""
    register_entry(Entry(group, title, "change-log", name_of("view", Change), 98, "history"))


def _asked(filters: LogFilters, user: User) -> ChangeQuerySet:
    return Change.objects.filter(filters.narrowed() & seen_by(user)).order_by("-pk")


def _rows(changes: list[Change], filters: LogFilters, user: User) -> list[Row]:
    only, found = getattr(filters, "cleaned_data", {}).get("field"), []
    for one in told(changes, user, origins_shown(changes, user)):
        pairs = list(zip(one.entry.names, one.entry.lines, strict=False))
        lines = [line for name, line in pairs if not only or name == only]
        found.append(Row(one, lines, len(lines) > OPEN))
    return found


def _users() -> Any:
    return get_user_model()._default_manager.order_by("pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
