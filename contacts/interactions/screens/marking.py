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
from crm.kit.fields import LineField
from crm.kit.permissions import Verb
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.views import ScreenView
from crm.kit.snapshot import packed, unpacked
from crm.kit.unit import unit

if TYPE_CHECKING:
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
    date = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

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


class SelectedScreen(ScreenView):
    """The entries that were chosen, and what is to be done with all of them."""

    verb: ClassVar[Verb] = "change"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What will happen; back to the list where nothing was chosen."""
        entries = self._entries(request.GET)
        if not entries:
            messages.warning(request, _("Choose at least one interaction."))
            return HttpResponseRedirect(self.list_url)
        deed = self._deed()
        return self._page(entries, deed, deed.form(entries=entries))

    def post(self, request: HttpRequest) -> HttpResponse:
        """It has happened to all of them, once; unless somebody else was faster, which is shown first."""
        entries, deed, token = self._entries(request.POST), self._deed(), request.POST.get("token", "")
        if not entries:
            raise Http404(_("This record does not exist, or no longer."))
        form = deed.form(request.POST, entries=entries)
        if not form.is_valid():
            return self._page(entries, deed, form)
        try:
            with unit(savepoint=True):
                url = once.result_of(request, token)
                if not url:
                    standing = list(marking.locked(entries))
                    if others := self._changed_meanwhile(standing, deed):
                        return self._page(standing, deed, form, others, status=409)
                    url = self._back(entries)
                    messages.success(request, _done(deed.act(entries, form.cleaned_data)))
                    once.remember(request, token, url)
        except Refused as refused:
            messages.error(request, refused.sentence)
            return HttpResponseRedirect(self.list_url)
        return HttpResponseRedirect(url)

    def _deed(self) -> Deed:
        name = (self.request.POST or self.request.GET).get("do", "")
        if name not in DEEDS:
            raise Http404(_("There is no page at this address."))
        return DEEDS[name]

    def _entries(self, params: QueryDict) -> Entries:
        keys = [int(key) for key in params.getlist("entry") if key.isdecimal() and len(key) < 19][:MOST]
        rows = Interaction.objects.filter(postponed=False).select_related("salesperson", "user").in_bulk(keys)
        return [rows[key] for key in dict.fromkeys(keys) if key in rows]

    def _changed_meanwhile(self, standing: Entries, deed: Deed) -> Entries:
        """Those that hold another value than when the page was opened."""
        seen = unpacked(self.request.POST.get("seen", "")) or {}
        now = deed.seen(standing)
        return [entry for entry in standing if now.get(str(entry.pk)) != seen.get(str(entry.pk))]

    def _back(self, entries: Entries) -> str:
        return card_url(entries[0]) if len(entries) == 1 else self.list_url

    def _page(
        self, entries: Entries, deed: Deed, form: forms.Form, others: Entries | None = None, status: int = 200
    ) -> HttpResponse:
        return self.render(
            "interactions/selected.html",
            status=status,
            title=deed.label,
            crumbs=self.crumbs(None, str(deed.label)),
            sentence=_sentence(form, len(entries)) if isinstance(form, CancelForm) else "",
            entries=entries,
            others=[(entry, entry.get_evaluation_display()) for entry in others or ()],
            form=form,
            do=next(name for name, one in DEEDS.items() if one is deed),
            seen=packed(deed.seen(entries)),
            token=once.new_token(),
            cancel_url=self._back(entries),
        )


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
