"""New and edit: the whole card as a form; nothing typed is lost, nothing of others is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ForeignKey
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crm.kit import notices
from crm.kit.addresses import card_url, page_url, setting_url
from crm.kit.cards import Place, marks_on
from crm.kit.deletion import DeletionRefused
from crm.kit.foresight import is_foreseen, made_with, makes_others
from crm.kit.forms import RecordForm, preset_values
from crm.kit.masking import masked_fields, protected_fields
from crm.kit.permissions import Verb
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.cards import SHORT, boxes_of
from crm.kit.screens.conflicts import meetings
from crm.kit.screens.inlines import InlineSet, inline_sets
from crm.kit.screens.making import PLACE, announced, is_beside, key_at, offer_making, offer_opening
from crm.kit.screens.refreshing import bring_in
from crm.kit.screens.typed import signature_of
from crm.kit.screens.views import Crumb, ScreenView
from crm.kit.unit import unit
from crm.kit.values import column

if TYPE_CHECKING:
    from crm.kit.models import Record

CHECK = "check"
"""The parameter that names the field asked about."""

AHEAD = "edit/consequences"
"""The page that says what will follow."""

AHEAD_OF_NEW = "new/consequences"
"""The page that says what a new record will make besides."""

LOOK = "compare"
"""Sent with a form that is to be shown again instead of saved."""


class FormScreen(ScreenView):
    """What new and edit have in common: check, save in one unit, show again with what was typed."""

    def form(self, record: Record, data: Any = None, files: Any = None) -> RecordForm:
        """The form for ``record``, holding what was sent if anything was."""
        user = self.request.user
        hidden = self.screens.card.hidden(record) | masked_fields(user, type(record))
        if not record._state.adding:
            hidden |= {type(record)._meta.pk.name}  # a key is never changed
        beside: Any = {"auto_id": f"{PLACE}_%s"} if is_beside(self.request) else {}
        made = self.screens.form_for(user, record, hidden)(data, files, instance=record, **beside)
        if not beside:  # no dialog over a dialog
            offer_making(made.fields.values(), user)
            offer_opening(made.fields.values(), user)
        for name in protected_fields(type(record)) & made.fields.keys():
            made.fields[name].widget.attrs["data-private"] = "yes"  # no draft of it outlives the tab
        return made

    def inlines(self, record: Record, data: Any = None) -> list[InlineSet]:
        """The rows that are edited along; none in a dialog."""
        return [] if is_beside(self.request) else inline_sets(self.screens.inlines, record, data, self.request.GET)

    @property
    def is_look(self) -> bool:
        """What was typed is shown beside what others saved, and nothing is stored."""
        return LOOK in self.request.POST

    def keep(self, form: RecordForm, inlines: list[InlineSet]) -> bool:
        """Everything is saved; or nothing is, and the form says why."""
        checked = [form.is_valid(), *(one.is_valid() for one in inlines)]
        if self.is_look or not all(checked) or form.must_ask or any(one.conflicts for one in forms_of(form, inlines)):
            return False
        try:
            with unit(savepoint=True):
                form.save()
                for one in inlines:
                    one.save()
        except Refused as refused:
            form.refuse(refused)
            form.ways_out += _ways_out(refused)
        except DeletionRefused as refused:
            form.add_error(None, str(refused))
        except IntegrityError:
            form.add_error(
                None, _("Another record with the same key was saved at the same moment. Change it and save again.")
            )
        return not form.errors

    def way_on(self, url: str) -> str:
        """Where one goes after saving: to ``url``, or to where one was going when asked whether to save (M11a)."""
        wanted = self.request.POST.get("leave_to", "")
        return wanted if url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}) else url

    def tell_about(self, form: RecordForm, name: str) -> HttpResponse:
        """What saving would say about the field ``name``, and what its value proposes for others. Nothing is saved."""
        form.is_valid()
        known = name in form.fields
        return self.render(
            "kit/partials/said.html",
            errors=form.errors.get(name, []) if known else [],
            doubts=form.doubts.get(name, []),
            proposals=form.proposals(name) if known else [],
        )

    def show(self, form: RecordForm, inlines: list[InlineSet], record: Record | None, **context: Any) -> HttpResponse:
        """The form; with status 409 where somebody else changed the same fields, or where that cannot be known.

        ``record`` is the stored one.
        """
        wanted = self.request.GET.get("focus", "")
        if wanted in form.fields and not form.errors:
            form.fields[wanted].widget.attrs["autofocus"] = True
        is_contested = any(one.conflicts or one.is_incomplete for one in forms_of(form, inlines))
        met = meetings(forms_of(form, inlines), asked=self.is_look)
        if met is not None:
            bring_in(forms_of(form, inlines))
        groups = list(form.groups(wanted))
        return self.render(
            "kit/making.html" if is_beside(self.request) else "kit/form.html",
            status=409 if is_contested else 200,
            form=form,
            groups=groups,
            index=groups if len(groups) > SHORT else [],
            inlines=inlines,
            record=record,
            chip=self.screens.chip(record) if record else None,
            top=list(boxes_of(record, self.request, Place.TOP)) if record else [],
            marks=marks_on(record) if record else {},
            meetings=met,
            typist=signature_of(self.request.user),
            **context,
        )

    def _next(self, record: Record) -> str:
        if "another" in self.request.POST:
            return page_url(type(record), "new")
        return self.way_on(self.near(card_url(record)))


class NewScreen(FormScreen):
    """A new record. The form carries a token, so that sending it twice makes one."""

    verb: ClassVar[Verb] = "add"

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        form = self.form(self._draft(self._known(request.GET)))
        return self._page(form, self.inlines(form.instance), once.new_token())

    def post(self, request: HttpRequest) -> HttpResponse:
        """The record is made, once; or, where one field is asked about, something is said about that."""
        if CHECK in request.GET:
            return self.tell_about(self.form(self._draft(request.POST), request.POST), request.GET[CHECK])
        token = request.POST.get("token", "")
        with unit():
            done = once.result_of(request, token)
            if done:
                if is_beside(request):
                    return announced(self.record_of(key_at(done)))
                messages.info(request, _("This form was saved before; nothing was made a second time."))
                return HttpResponseRedirect(done)
            form = self.form(self._draft(request.POST), request.POST, request.FILES)
            inlines = self.inlines(form.instance, request.POST)
            if self.keep(form, inlines):
                url = card_url(form.instance) if is_beside(request) else self._next(form.instance)
                once.remember(request, token, url)
                notices.saved(request, form.instance, _rows(inlines))
                return announced(form.instance) if is_beside(request) else HttpResponseRedirect(url)
        return self._page(form, inlines, token or once.new_token())

    def _known(self, params: QueryDict) -> QueryDict:
        """``params``, if what they preset exists. Raises Http404 otherwise. One query for each key among them."""
        for name in self.screens.presets:
            field, typed = column(self.screens.model, name), params.get(name)
            try:
                if typed and isinstance(field, ForeignKey):
                    field.clean(typed, None)
            except ValidationError as error:
                sentence = _("%(field)s “%(value)s” does not exist, or no longer.")
                raise Http404(sentence % {"field": capfirst(str(field.verbose_name)), "value": typed}) from error
        return params

    def _draft(self, params: QueryDict) -> Record:
        model = self.screens.model
        return model(**preset_values(model, self.screens.presets, params))

    def _page(self, form: RecordForm, inlines: list[InlineSet], token: str) -> HttpResponse:
        title = str(self.screens.new_title)
        crumbs = [*self.crumbs(), Crumb(title)]
        named: dict[str, Any] = {
            "title": title,
            "crumbs": crumbs,
            "made": capfirst(self.screens.model._meta.verbose_name),
        }
        if makes_others(self.screens.model):
            named["ahead_url"] = page_url(self.screens.model, AHEAD_OF_NEW)
            named["foretold"] = made_with(form.instance)
        return self.show(form, inlines, None, token=token, cancel_url=self.list_url, **named)


class EditScreen(FormScreen):
    """An existing record: only what the user changed is written."""

    verb: ClassVar[Verb] = "change"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The form with what the record holds."""
        form = self.form(self.record_of(key))
        return self._page(form, self.inlines(form.instance))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """The record holds what was typed. Its row is read in the transaction that writes it.

        Where one field is asked about, nothing is written but something said about that.
        """
        if CHECK in request.GET:
            return self.tell_about(self.form(self.record_of(key), request.POST), request.GET[CHECK])
        with unit():
            record = self.rows_with(key, to_write=True).first()
            if record is None:
                return self._gone(key)
            form = self.form(record, request.POST, request.FILES)
            inlines = self.inlines(record, request.POST)
            token = once.token_of_sending(request) if _adds_rows(inlines) else ""
            if token and (done := once.result_of(request, token)):
                messages.info(request, _("This form was saved before; nothing was made a second time."))
                return HttpResponseRedirect(done)
            if self.keep(form, inlines):
                url = self._next(record)
                if token:
                    once.remember(request, token, url)
                notices.saved(request, record, _rows(inlines))
                return HttpResponseRedirect(url)
        return self._page(form, inlines)

    def _page(self, form: RecordForm, inlines: list[InlineSet]) -> HttpResponse:
        record = type(form.instance)._base_manager.get(pk=form.instance.pk)
        crumbs = self.crumbs(record, _("Edit"))
        known = {"title": record.title, "crumbs": crumbs, "cancel_url": self.near(card_url(record))}
        if not self.screens.is_kept:
            known["version_url"] = page_url(type(record), "version", record.pk)
        if is_foreseen(type(record)):
            known["ahead_url"] = page_url(type(record), AHEAD, record.pk)
        return self.show(form, inlines, record, **known)

    def _gone(self, key: str) -> HttpResponse:
        try:
            self.record_of(key)
        except Http404 as gone:
            typed = self.form(self.screens.model(), self.request.POST)
            texts = [(field.label, field.value()) for field in typed if field.value()]
            return self.render("409.html", status=409, sentence=str(gone), typed=texts, crumbs=self.crumbs())
        raise Http404


def forms_of(form: RecordForm, inlines: list[InlineSet]) -> list[RecordForm]:
    """The form of the record and those of its rows."""
    return [form, *(row for one in inlines for row in one.forms)]


def _adds_rows(inlines: list[InlineSet]) -> bool:
    """Sending the form again would make rows again; all else in it would be as it is already."""
    return any(row.has_changed() for one in inlines for row in one.extra_forms)


def _rows(inlines: list[InlineSet]) -> list[Record]:
    """The rows that were typed along."""
    return [row for one in inlines for row in notices.rows_of(one)]


def _ways_out(refused: Refused) -> list[tuple[str, str]]:
    ways = []
    if refused.record is not None and (url := card_url(refused.record)):
        ways.append((getattr(refused.record, "title", str(refused.record)), url))
    if refused.setting and (url := setting_url(refused.setting)):
        ways.append((_("Open the setting"), url))
    return ways
