"""Forms of the trade room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contacts.links import offers
from contacts.links.kinds import kind_named
from contacts.links.words import words_of
from contacts.models import Contact
from crm.kit.forms import RecordForm
from crm.kit.refusal import Refused
from partners.trade.party import NoPartner
from partners.trade.service_rules import Priority
from setup.forms import NumberedForm, require_name


class ItemForm(NumberedForm):
    """An item needs a name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        require_name(self)


class DocumentForm(NumberedForm):
    """The header of a document. Another party is asked about: it fills the header anew (c.2-2)."""

    def clean(self) -> dict[str, Any]:
        """A partner or contact that takes the place of another one has a warning of its own."""
        cleaned = super().clean()
        replaced = [
            str(self.fields[name].label)
            for name in ("contact", "customer", "vendor")
            if name in self.touched and not self.is_new and self.opened.get(name) is not None
        ]
        if replaced:
            sentence = _("Another %(field)s fills address, terms and prices of this document anew.")
            self.warn(str(sentence) % {"field": ", ".join(replaced)})
        return cleaned

    def refuse(self, refused: Refused) -> None:
        """Where a customer or vendor is missing, the buttons that create or link it are there (T1)."""
        super().refuse(refused)
        if isinstance(refused, NoPartner) and isinstance(refused.record, Contact):
            kind = kind_named(self.instance.nature.party)  # type: ignore[attr-defined]
            create = reverse("links-create-as", args=[refused.record.pk, kind.name])
            words = words_of(kind)
            self.ways_out += [(str(words.create), create), (str(words.link), offers.choose_url(refused.record, kind))]


class ServiceForm(DocumentForm):
    """The header of a service document; times are picked, to the minute."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.DateTimeField):
                field.widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
            elif isinstance(field, forms.TimeField):
                field.widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        if self.is_new:
            self.initial["priority"] = self.initial.get("priority") or Priority.MEDIUM


class LineForm(RecordForm):
    """A line of a document; a blank row at the end makes none."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.item_id is not None:  # type: ignore[attr-defined]
            self.initial["item"] = self.instance.item  # type: ignore[attr-defined]  # read along: no query for its number
