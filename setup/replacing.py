"""Another code takes the place of one: what that would change is counted, then it is done in one gesture (R2).

That is the way to get rid of a code that is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from crm.kit import deletion, notices
from crm.kit.addresses import page_url
from crm.kit.permissions import Verb, may
from crm.kit.refusal import Refused, sentence_of
from crm.kit.screens import once
from crm.kit.screens.pointing import pointing_url
from crm.kit.screens.views import ScreenView
from crm.kit.unit import unit
from crm.kit.values import column, set_value
from setup.usage import Place, places_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString

    from crm.kit.models import Record

REPLACE = pgettext_lazy("action", "Replace by another code")

MOST = 500
"""Records that one gesture changes: each is saved as by itself, with its rules and what follows from them."""

NAMED = 10
"""Records that stay as they are and are named."""


@dataclass(frozen=True)
class Holding:
    """A place where the code stands: how often, where that is listed, and why the user may not change it there."""

    place: Place
    name: str
    number: int
    words: str
    url: str
    objection: str = ""
    is_chosen: bool = True

    @property
    def shown(self) -> str:
        """The number as people write it."""
        return number_format(self.number, force_grouping=True)


class ReplaceForm(forms.Form):
    """The code that comes instead, and whether the old one goes."""

    value: Any = forms.ModelChoiceField(queryset=None, empty_label="", label=_("New code"))
    delete = forms.BooleanField(required=False, label=_("Delete the old code where nothing uses it any more"))

    def __init__(self, old: Any, data: Any = None) -> None:
        super().__init__(data, initial={"delete": True})
        others = type(old)._default_manager.exclude(pk=old.pk)
        field: Any = self.fields["value"]
        field.queryset = others.filter(blocked=False) if hasattr(old, "blocked") else others
        field.label_from_instance = lambda code: code.title


def _staying(refused: list[str]) -> SafeString:
    """Which records stay as they are, and why; the first of many."""
    heading = ngettext("%(count)s record stays as it is:", "%(count)s records stay as they are:", len(refused))
    named = [*refused[:NAMED], *(["…"] if len(refused) > NAMED else [])]
    lines = format_html_join("", "<li>{}</li>", ((one,) for one in named))
    return format_html("{}<ul>{}</ul>", heading % {"count": len(refused)}, lines)


class ReplaceScreen(ScreenView):
    """Where the code is used, the code that comes instead, and the button that says how many records it changes."""

    verb: ClassVar[Verb] = "change"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """What would change."""
        old = self.record_of(key)
        return self._page(old, ReplaceForm(old))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """The other code stands there, once. Records that refuse it stay as they are and are named."""
        token = request.POST.get("token", "")
        with unit():
            url = once.result_of(request, token)
            if url:
                return HttpResponseRedirect(url)
            old = self.record_of(key)
            form = ReplaceForm(old, request.POST)
            if not form.is_valid() or self._objection(old):
                return self._page(old, form)
            url = self._replace(old, form)
            once.remember(request, token, url)
        return HttpResponseRedirect(url)

    def _replace(self, old: Record, form: ReplaceForm) -> str:
        new, done, refused = form.cleaned_data["value"], [], []
        for record, name in self._records(old):
            set_value(record, column(type(record), name), new.pk)
            try:
                with unit(savepoint=True):
                    record.save(update_fields={name})
                done.append(record)
            except (Refused, ValidationError) as objection:
                said = sentence_of(objection)
                refused.append(said if record.title in said else f"{record.title}: {said}")
        changed = ngettext("%(count)s record has %(new)s now.", "%(count)s records have %(new)s now.", len(done))
        sentence, url = changed % {"count": len(done), "new": new.pk}, page_url(type(old), "card", new.pk)
        if form.cleaned_data["delete"] and may(self.request.user, "delete", type(old)):
            planned = deletion.plan(old)
            if not planned.is_refused:
                deletion.apply(planned)
                sentence = f"{sentence} {now_('%(code)s was deleted.') % {'code': old.pk}}"
        messages.success(self.request, notices.followed(self.request, sentence, [*done, old]))
        if refused:
            messages.warning(self.request, _staying(refused))
        return url

    def _records(self, old: Record) -> Iterator[tuple[Record, str]]:
        """All that hold the code in a chosen place, as they stand when their turn comes."""
        for one in self._chosen(old):
            for record in one.place.model.stored_rows().filter(**{one.place.field: old.pk}).order_by("pk"):
                yield record, one.place.field

    def _chosen(self, old: Record) -> list[Holding]:
        return [one for one in self._holdings(old) if one.is_chosen and not one.objection]

    def _objection(self, old: Record) -> str:
        number = sum(one.number for one in self._chosen(old))
        if number > MOST:
            return now_("At most %(most)s records are changed at once: choose fewer places.") % {"most": MOST}
        return ""

    @cached_property
    def _known(self) -> dict[Any, list[Holding]]:
        return {}

    def _holdings(self, old: Record) -> list[Holding]:
        """The places where the code stands. One query for each place there is, asked once."""
        if old.pk not in self._known:
            self._known[old.pk] = list(self._counted(old))
        return self._known[old.pk]

    def _counted(self, old: Record) -> Iterator[Holding]:
        sent = self.request.POST.getlist("places") if self.request.method == "POST" else None
        for place in places_of(type(old)):
            if not may(self.request.user, "view", place.model):
                continue
            number = place.model._base_manager.filter(**{place.field: old.pk}).count()
            if number:
                name = f"{place.model._meta.label_lower}.{place.field}"
                objection = ""
                if not may(self.request.user, "change", place.model):
                    objection = now_("You may not change these.")
                url = pointing_url(place.model, place.field, old.pk)
                yield Holding(place, name, number, words_of(place), url, objection, sent is None or name in sent)

    def _page(self, old: Record, form: ReplaceForm) -> HttpResponse:
        objection = self._objection(old) if form.is_bound else ""
        return self.render(
            "setup/replace.html",
            title=old.title,
            heading=REPLACE,
            record=old,
            crumbs=self.crumbs(old, str(REPLACE)),
            form=form,
            holdings=self._holdings(old),
            number=sum(one.number for one in self._chosen(old)),
            objection=objection,
            token=self.request.POST.get("token") or once.new_token(),
            cancel_url=page_url(type(old), "card", old.pk),
        )
