"""The forms of interactions: written by hand, finished later, called, and touched up afterwards (a.6, a.8, a.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.interactions.attachments import UploadField, received
from contacts.interactions.filling import COPIED
from contacts.interactions.log import check_contact
from contacts.interactions.models import Interaction, InteractionComment
from crm.kit.amounts import number_options
from crm.kit.cards import Section
from crm.kit.days import ClockField
from crm.kit.fields import LineField
from crm.kit.forms import RecordForm
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from crm.kit.values import column as column_of

if TYPE_CHECKING:
    from contacts.interactions.models import InteractionTemplate

LATER = "later"
"""What the button is called that finishes an entry later."""

GENERAL = pgettext_lazy("section", "General")
DECIDED = (*COPIED, "correspondence_type")
"""Columns that a template fills; what stands there once it has is what the user wants, blank or not."""

WRITTEN = (
    Section(
        GENERAL,
        ("contact", "template", "salesperson", "date", "time", "description"),
        more=("subject", "contact_via", "language"),
        help=_("The template fills what is left blank."),
    ),
    Section(
        _("Course"),
        (
            "initiated_by", "flow", "correspondence_type", "minutes", "cost", "evaluation", "attempt_failed",
            "upload", "note",
        ),
    ),
)  # fmt: skip
CALLED = (
    Section(_("Call"), ("contact_via",)),
    Section(GENERAL, ("description", "salesperson", "initiated_by", "date", "time")),
    Section(_("Course"), ("evaluation", "attempt_failed", "minutes", "cost", "note")),
)
AFTERWARDS = frozenset({"evaluation", "attempt_failed"})
"""What may change once an entry is written, besides what has its own button (a.4)."""


class InteractionForm(RecordForm):
    """An entry that stands: little may change."""

    records_may_refuse = True


class WritingForm(RecordForm):
    """An entry written by hand, with a contact that may be spoken to (H5); what a template fills may stay blank.

    ``filled_from`` is the template that filled the fields, where one did.
    """

    instance: Interaction
    records_may_refuse = True

    upload = UploadField(label=pgettext_lazy("field.interaction", "Attachment"), required=False)
    note = LineField(label=_("Comment"), required=False, max_length=250)
    filled_from = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sections = WRITTEN
        for name in ("cost", "minutes"):
            column = column_of(Interaction, name)
            field = column.formfield(**number_options(column), required=False)
            assert field is not None
            self.fields[name] = field
            if self.is_new:
                self.initial[name] = ""
        if "time" in self.fields:
            self.fields["time"] = ClockField(label=self.fields["time"].label, required=False)
        if "contact" in self.fields:
            self.fields["contact"].required = True

    @property
    def is_later(self) -> bool:
        """The entry is to be finished another time."""
        return LATER in self.data

    def clean(self) -> dict[str, Any]:
        """Contact, template, salesperson, date and description are known (a.6); a blocked contact is refused (H5)."""
        cleaned = super().clean()
        whole = cleaned if self.is_new else self._whole(cleaned)
        contact, template = whole.get("contact") or self.instance.contact, whole.get("template")
        self._ask_for_salesperson(whole, contact)
        if not whole.get("description") and (self._is_filled_from(template) or not _described(template)):
            self._ask_for("description")
        if contact is not None:
            try:
                check_contact(contact)
            except Refused as refused:
                self.refuse(refused)
        self.instance.typed = frozenset(name for name in DECIDED if self._is_decided(name, template))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """The entry is written with its file and its comment, or put aside with them."""
        entry, says_note = self.instance, self.is_new or "note" in self.cleaned_data
        with unit():
            entry.postponed = self.is_later
            if upload := self.cleaned_data.get("upload"):
                entry.attachment = received(upload)
            for name in ("cost", "minutes"):
                if getattr(entry, name) is None:
                    setattr(entry, name, 0)
            entry.save()
            if says_note:
                self._comment(self.cleaned_data.get("note") or "")
        return entry

    def _comment(self, note: str) -> None:
        """The comment on a draft takes the place of those before it (a.6)."""
        for one in InteractionComment.objects.filter(interaction=self.instance):
            one.delete()
        if note:
            InteractionComment(interaction=self.instance, comment=note).save()

    def _whole(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Of a draft, what was not touched counts too."""
        held = {name: getattr(self.instance, name) for name in self.fields if self._is_column(name)}
        return held | cleaned

    def _ask_for_salesperson(self, cleaned: dict[str, Any], contact: Any) -> None:
        """Needed where the entry is about no document (a.7)."""
        known = cleaned.get("salesperson") or getattr(contact, "salesperson_id", None) or self.instance.document_id
        if contact is not None and not known:
            self._ask_for("salesperson")

    def _ask_for(self, name: str) -> None:
        if name in self.fields and name not in self.errors:
            self.add_error(name, self.fields[name].error_messages["required"])

    def _is_filled_from(self, template: InteractionTemplate | None) -> bool:
        return template is not None and self.data.get(self.add_prefix("filled_from")) == template.pk

    def _is_decided(self, name: str, template: InteractionTemplate | None) -> bool:
        field = name.removesuffix("_id")
        if field not in self.fields:
            return False
        return self._is_filled_from(template) or bool(str(self.data.get(self.add_prefix(field), "")).strip())


class CallForm(WritingForm):
    """A call: the template is known, and the number is one of those at hand (a.8)."""

    def __init__(self, *args: Any, numbers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sections = CALLED
        self.fields["contact_via"] = forms.ChoiceField(
            label=self.fields["contact_via"].label, choices=numbers, widget=forms.RadioSelect,
            error_messages={"required": now_("Choose the number.")},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """As any entry; its contact and template are those of the page."""
        self.cleaned_data["template"] = self.instance.template
        return super().clean()


def _described(template: InteractionTemplate | None) -> bool:
    return template is None or bool(template.description)


COLUMNS = tuple(name for section in WRITTEN for name in section.names if name not in ("upload", "note"))
"""What of an entry is written by hand."""
