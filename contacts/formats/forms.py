"""Forms whose fields are checked as they are typed, and only what was typed (decisions V1, V2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from contacts.formats.fields import CHECKS, OF_COUNTRY, check_field
from contacts.formats.places import PLACE, places_of
from crm.kit.forms import RecordForm
from crm.kit.sentences import one_stop
from setup.models import MarketingSetup

if TYPE_CHECKING:
    from crm.kit.proposals import Proposal

    ModelForm = forms.ModelForm[Any]  # for the forms of every record
else:
    ModelForm = forms.ModelForm

CONFIRMATION = "confirm_doubtful"
VAT = "vat_registration_no"


class Doubt(NamedTuple):
    """A field whose value should be looked at before it is saved, and why."""

    field: str
    sentence: str


class EdgeRules(ModelForm):
    """Normalises and checks the fields that the user changed; what was stored before is left alone.

    What blocks is an error of its field. What is doubtful goes to ``ask``, once it is known in full, and is refused
    where nobody can be asked.
    """

    def clean(self) -> dict[str, Any]:
        """Checked fields hold what is to be stored. A query for a changed VAT number, one without country."""
        cleaned = super().clean() or self.cleaned_data
        if doubts := [*self._check(), *self._used_elsewhere()]:
            self.ask(doubts)
        return cleaned

    def ask(self, doubts: list[Doubt]) -> None:
        """Every doubt is an error of its field."""
        for doubt in doubts:
            self.add_error(doubt.field, ValidationError(doubt.sentence, code="doubtful"))

    def home_country(self) -> str:
        """Where records without a country are: the default country of Marketing Setup. One query."""
        return MarketingSetup.current().default_country_id or ""

    def _check(self) -> list[Doubt]:
        doubts = []
        to_check = self._to_check()
        country = self._country() if to_check else ""
        for name, value in to_check.items():
            checked = check_field(name, value, country)
            if name in self.cleaned_data:
                self.cleaned_data[name] = checked.value
            if checked.blocks:
                self.add_error(name, ValidationError(str(checked.problem), code="invalid"))
            elif checked.problem is not None:
                doubts.append(Doubt(name, checked.problem))
        return doubts

    def _to_check(self) -> dict[str, str]:
        names = set(self.changed_data)
        if "country" in names:
            names |= OF_COUNTRY & self.fields.keys()
        values = {name: self._final(name) for name in CHECKS if name in names and name not in self.errors}
        return {name: value for name, value in values.items() if value}

    def _country(self) -> str:
        country = self._final("country")
        return str(country.pk) if country is not None else self.home_country()

    def _final(self, name: str) -> Any:
        """What was typed, or what stays where the form has nothing to say about it."""
        return self.cleaned_data[name] if name in self.cleaned_data else getattr(self.instance, name, None)

    def _used_elsewhere(self) -> list[Doubt]:
        number = self.cleaned_data.get(VAT)
        if VAT not in self.changed_data or not number:
            return []
        same = type(self.instance)._default_manager.filter(**{VAT: number})
        other = same.exclude(pk=self.instance.pk).first()
        if other is None:
            return []
        sentence = now_("This number is also used by %(record)s.")
        return [Doubt(VAT, one_stop(sentence % {"record": getattr(other, "title", other)}))]


class EdgeChecks(EdgeRules):
    """Edge rules for plain forms, such as the admin's.

    Doubts are shown at their fields, and ``confirm_doubtful`` is no longer hidden: ticked, they are saved as they are.
    """

    confirm_doubtful = forms.BooleanField(
        label=_("Save anyway"),
        help_text=_("Saves the doubtful values as they are."),
        required=False,
        widget=forms.HiddenInput,
    )

    def ask(self, doubts: list[Doubt]) -> None:
        """Nothing is saved until the box is ticked, which is there from now on."""
        self.fields[CONFIRMATION].widget = forms.CheckboxInput()
        if not self.cleaned_data.get(CONFIRMATION):
            super().ask(doubts)


class CheckedForm(EdgeRules, RecordForm):
    """Edge rules for the forms of the house: doubts are warnings, which another click accepts."""

    checked_fields = frozenset(CHECKS)

    def ask(self, doubts: list[Doubt]) -> None:
        """Every doubt is a warning."""
        for doubt in doubts:
            self.warn(doubt.sentence, doubt.field)

    def proposals(self, name: str) -> list[Proposal]:
        """A post code proposes the places that it leads to. One query."""
        typed = {field: str(self[field].value() or "").strip() for field in (name, *PLACE) if field in self.fields}
        return places_of(typed) if name == "post_code" and len(typed) > len(PLACE) else []
