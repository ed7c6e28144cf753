"""What will follow from a change, shown while it is typed and, without a script, on a page of its own (R1, F4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.kit.addresses import card_url, page_url
from crm.kit.codes import is_code_list, titles_of
from crm.kit.display import caption, text_of
from crm.kit.foresight import Effect, effects_of, made_with
from crm.kit.masking import mask, masked_fields
from crm.kit.permissions import may
from crm.kit.refusal import Refused
from crm.kit.screens.edit import LOOK, FormScreen, NewScreen
from crm.kit.screens.views import Crumb
from crm.kit.values import column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crm.kit.codes import Titles
    from crm.kit.forms import RecordForm
    from crm.kit.models import Record
    from crm.kit.permissions import User

NAMED = 4
"""Records that the sentence names."""

LEFT_OUT = frozenset({"csrfmiddlewaretoken", LOOK})


class Shift(NamedTuple):
    """One value as it is and as it will be; ``reason`` says why it stays."""

    label: str
    old: str
    new: str
    reason: str


class Affected(NamedTuple):
    """Another record with the values that will change there, or would have."""

    kind: str
    title: str
    url: str
    shifts: list[Shift]


class Outlook(NamedTuple):
    """What will follow from what was typed: how many values were, a sentence (M26), and all of it by record."""

    changes: int
    sentence: str
    refusal: str
    written: list[Affected]
    kept: list[Affected]
    making: tuple[str, ...] = ()
    """A sentence for each thing that will be made besides."""

    @property
    def counted(self) -> str:
        """How many values the form changes."""
        sentence = ngettext("%(count)s change", "%(count)s changes", self.changes)
        return sentence % {"count": self.changes}


class ConsequencesScreen(FormScreen):
    """Says what saving would write. Nothing is saved, locked or numbered."""

    verb = "change"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Nothing was typed here: the form is where one types."""
        return HttpResponseRedirect(page_url(self.screens.model, "edit", self.record_of(key).pk))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """What follows from what the form holds; a page, or the part of one where a script asks for it."""
        record = self.record_of(key)
        title, form = record.title, self.form(record, request.POST, request.FILES)
        form.is_valid()
        outlook = outlook_of(form, request.user)
        if request.headers.get("HX-Request"):
            return self.render("kit/partials/consequences.html", outlook=outlook)
        return self.render(
            "kit/consequences.html",
            title=title,
            crumbs=self.crumbs(self.record_of(key), _("What will follow")),
            outlook=outlook,
            typed=_typed(request),
            edit_url=page_url(type(record), "edit", record.pk),
            has_files=bool(request.FILES),
        )


class NewConsequencesScreen(NewScreen):
    """Says what saving a new record would make besides it. Nothing is saved, locked or numbered."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Nothing was typed here: the form is where one types."""
        return HttpResponseRedirect(page_url(self.screens.model, "new"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """What follows from what the form holds; a page, or the part of one where a script asks for it."""
        form = self.form(self._draft(request.POST), request.POST)
        form.is_valid()
        outlook = Outlook(0, "", "", [], [], tuple(made_with(form.instance)))
        if request.headers.get("HX-Request"):
            return self.render("kit/partials/consequences.html", outlook=outlook)
        return self.render(
            "kit/consequences.html",
            title=str(self.screens.new_title),
            crumbs=[*self.crumbs(), Crumb(_("What will follow"))],
            outlook=outlook,
            typed=_typed(request),
            edit_url=page_url(self.screens.model, "new"),
            has_files=bool(request.FILES),
        )


def outlook_of(form: RecordForm, user: User) -> Outlook:
    """What follows from what was typed into ``form``, as far as ``user`` may see it. One query for all codes."""
    changes = len(form.touched)
    try:
        effects = effects_of(form.instance) if changes else []
    except Refused as refused:
        return Outlook(changes, "", refused.sentence, [], [])
    seen = [one for one in effects if may(user, "view", type(one.record))]
    unseen = len({_key(one.record) for one in effects if not one.reason} - {_key(one.record) for one in seen})
    written, kept = ([one for one in seen if bool(one.reason) is stays] for stays in (False, True))
    titles = _titles(seen)
    return Outlook(
        changes,
        _sentence(written, unseen),
        "",
        _by_record(written, titles, user),
        _by_record(kept, titles, user),
        tuple(made_with(form.instance)) if changes else (),
    )


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, one) for name, some in request.POST.lists() if name not in LEFT_OUT for one in some]


def _sentence(written: Iterable[Effect], unseen: int) -> str:
    """M26: named records first, then those that are counted, then those the user may not see."""
    named: dict[Any, str] = {}
    counted: dict[Any, set[Any]] = {}
    for one in written:
        if one.counted is not None:
            counted.setdefault(one.counted, set()).add(_key(one.record))
        else:
            named[_key(one.record)] = f"{one.record._meta.verbose_name} {getattr(one.record, 'no', one.record)}"
    parts = list(named.values())[:NAMED]
    if len(named) > NAMED:
        parts.append(_("and %(count)s more") % {"count": len(named) - NAMED})
    parts += [words(len(keys)) for words, keys in counted.items()]
    if unseen:
        hidden = ngettext("%(count)s record you may not see", "%(count)s records you may not see", unseen)
        parts.append(hidden % {"count": unseen})
    return _("Will also update: %(records)s.") % {"records": ", ".join(parts)} if parts else ""


def _titles(effects: Iterable[Effect]) -> Titles:
    """The titles of the codes that are there and will be."""
    wanted: dict[Any, set[str]] = {}
    for one in effects:
        to = column(type(one.record), one.field).related_model
        if isinstance(to, type) and is_code_list(to):
            wanted.setdefault(to, set()).update(key for key in (one.old, one.new) if key)
    return titles_of(wanted)


def _by_record(effects: Iterable[Effect], titles: Titles, user: User) -> list[Affected]:
    found: dict[Any, Affected] = {}
    for one in effects:
        model = type(one.record)
        kind, title = str(model._meta.verbose_name), one.record.title
        affected = found.setdefault(_key(one.record), Affected(kind, title, card_url(one.record), []))
        field = column(model, one.field)
        old, new = (text_of(field, value, titles) for value in (one.old, one.new))
        if one.field in masked_fields(user, model):
            old, new = mask(old), mask(new)
        affected.shifts.append(Shift(caption(model, one.field), old, new, one.reason))
    return list(found.values())


def _key(record: Record) -> tuple[str, Any]:
    return record._meta.label_lower, record.pk
