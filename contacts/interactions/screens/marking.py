"""One or several entries are canceled, evaluated or commented on (a.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from contacts.interactions import marking
from contacts.interactions.models import Evaluation, Interaction
from crm.kit.addresses import card_url
from crm.kit.days import DayField
from crm.kit.fields import LineField
from crm.kit.permissions import Verb
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.picking import PICK, PickingView
from crm.kit.snapshot import packed, unpacked
from crm.kit.unit import unit

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict
    from django.utils.functional import Promise

MOST = 500
"""Entries that are marked at once."""

Entries = list[Interaction]


class CancelForm(forms.Form):
    """Which way, as the first entry said when the page was opened; and what becomes of the files."""

    canceled = forms.ChoiceField(choices=(("yes", ""), ("no", "")), widget=forms.HiddenInput)
    with_attachments = forms.BooleanField(
        label=gettext_lazy("Remove the attachments that no other interaction has"), required=False
    )

    def __init__(self, *args: Any, entries: Entries, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["canceled"] = "no" if entries[0].canceled else "yes"
        standing = self["canceled"].value()
        if standing == "no" or not any(entry.attachment_id for entry in entries):
            del self.fields["with_attachments"]


class EvaluateForm(forms.Form):
    """How it went."""

    evaluation = forms.ChoiceField(
        label=gettext_lazy("Evaluation"), choices=Evaluation.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, entries: Entries, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["evaluation"] = entries[0].evaluation


class CommentForm(forms.Form):
    """What is to be noted, and of which day."""

    comment = LineField(label=gettext_lazy("Comment"), max_length=250)
    date = DayField(label=gettext_lazy("Date"))

    def __init__(self, *args: Any, entries: Entries, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["date"] = timezone.localdate()


@dataclass(frozen=True)
class Deed:
    """One thing to do with entries. ``watched`` is the column whose value the user saw when deciding."""

    label: str | Promise
    form: type[Any]
    act: Callable[[Entries, dict[str, Any]], int]
    watched: str = ""

    def seen(self, entries: Entries) -> dict[str, Any]:
        """By key, what the watched column held."""
        return {str(entry.pk): getattr(entry, self.watched) for entry in entries} if self.watched else {}


def _cancel(entries: Entries, typed: dict[str, Any]) -> int:
    files = typed.get("with_attachments", False)
    return len(marking.cancel(entries, canceled=typed["canceled"] == "yes", with_attachments=files))


DEEDS = {
    "cancel": Deed(pgettext_lazy("action", "Cancel or Restore"), CancelForm, _cancel),
    "evaluate": Deed(
        pgettext_lazy("action", "Evaluate"),
        EvaluateForm,
        lambda entries, typed: len(marking.evaluate(entries, typed["evaluation"])),
        watched="evaluation",
    ),
    "comment": Deed(
        pgettext_lazy("action", "Add Comment"),
        CommentForm,
        lambda entries, typed: len(marking.comment(entries, typed["comment"], typed["date"])),
    ),
}


class MarkingScreen(PickingView):
    """The entries that were chosen, and what is to be done with all of them."""

    verb: ClassVar[Verb] = "change"
    deed: Deed = None  # type: ignore[assignment]  # given by as_view

    def get(self, request: HttpRequest) -> HttpResponse:
        """What will happen; back to the list where nothing was chosen, or too much."""
        entries = self._ticked(request.GET) or list(_chosen(self.picked.rows)[: MOST + 1])
        if not entries:
            return self._refused(_("Choose at least one interaction."))
        if len(entries) > MOST:
            return self._refused(_("Choose no more than %(most)s interactions.") % {"most": MOST})
        return self._page(entries, self.deed.form(entries=entries))

    def post(self, request: HttpRequest) -> HttpResponse:
        """It has happened to all of them, once; unless somebody else was faster, which is shown first."""
        entries, token = self._ticked(request.POST), request.POST.get("token", "")
        if not entries:
            raise Http404(_("This record does not exist, or no longer."))
        form = self.deed.form(request.POST, entries=entries)
        if not form.is_valid():
            return self._page(entries, form)
        try:
            with unit(savepoint=True):
                url = once.result_of(request, token)
                if not url:
                    standing = list(marking.locked(entries))
                    if others := self._changed_meanwhile(standing):
                        return self._page(standing, form, others, status=409)
                    url = self._back(entries)
                    messages.success(request, _done(self.deed.act(entries, form.cleaned_data)))
                    once.remember(request, token, url)
        except Refused as refused:
            messages.error(request, refused.sentence)
            return HttpResponseRedirect(self.list_url)
        return HttpResponseRedirect(url)

    def _refused(self, sentence: str) -> HttpResponse:
        messages.warning(self.request, sentence)
        return HttpResponseRedirect(self.list_url)

    def _ticked(self, params: QueryDict) -> Entries:
        """Those that are named, in that order: the first one decides which way."""
        keys = [int(key) for key in params.getlist(PICK) if key.isdecimal() and len(key) < 19][:MOST]
        rows = _chosen(Interaction.objects.all()).in_bulk(keys)
        return [rows[key] for key in dict.fromkeys(keys) if key in rows]

    def _changed_meanwhile(self, standing: Entries) -> Entries:
        """Those that hold another value than when the page was opened."""
        seen = unpacked(self.request.POST.get("seen", "")) or {}
        now = self.deed.seen(standing)
        return [entry for entry in standing if now.get(str(entry.pk)) != seen.get(str(entry.pk))]

    def _back(self, entries: Entries) -> str:
        return card_url(entries[0]) if len(entries) == 1 else self.list_url

    def _page(
        self, entries: Entries, form: forms.Form, others: Entries | None = None, status: int = 200
    ) -> HttpResponse:
        return self.render(
            "interactions/selected.html",
            status=status,
            title=self.deed.label,
            crumbs=self.crumbs(None, str(self.deed.label)),
            sentence=_sentence(form, len(entries)) if isinstance(form, CancelForm) else "",
            entries=entries,
            others=[(entry, entry.get_evaluation_display()) for entry in others or ()],
            form=form,
            seen=packed(self.deed.seen(entries)),
            token=once.new_token(),
            cancel_url=self._back(entries),
        )


def _chosen(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """What can be marked, with what its title says; the newest first."""
    return rows.filter(postponed=False).select_related("salesperson", "user").order_by("-date", "-pk")


def _sentence(form: CancelForm, count: int) -> str:
    if form["canceled"].value() == "no":
        said = ngettext(
            "%(count)s interaction is restored and counts again.",
            "%(count)s interactions are restored and count again.",
            count,
        )
    else:
        said = ngettext(
            "%(count)s interaction is canceled: it stays in the log, but counts nowhere.",
            "%(count)s interactions are canceled: they stay in the log, but count nowhere.",
            count,
        )
    return said % {"count": count}


def _done(count: int) -> str:
    said = ngettext("%(count)s interaction was changed.", "%(count)s interactions were changed.", count)
    return said % {"count": count} if count else _("Nothing had to be changed.")
