"""Forms whose fields are checked as they are typed, and only what was typed (decisions V1, V2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from contacts.formats.fields import CHECKS, OF_COUNTRY, check_field
from setup.models import MarketingSetup

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]  # a mixin for the forms of every record
else:
    ModelForm = forms.ModelForm

CONFIRMATION = "confirm_doubtful"


class Doubt(NamedTuple):
    """A field whose value should be looked at before it is saved, and why."""

    field: str
    sentence: str


class EdgeChecks(ModelForm):
    """Normalises and checks the fields that the user changed.

    What blocks is an error of its field. What is doubtful is shown there too, and ``confirm_doubtful`` is no
    longer hidden: ticked, everything doubtful is saved. What was stored is left alone.
    """

    confirm_doubtful = forms.BooleanField(
        label=_("Save anyway"),
        help_text=_("Saves the doubtful values as they are."),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any] | None:
        """Checked fields hold what is to be stored. A query for a changed VAT number, one without country."""
        cleaned = super().clean()
        self._settle([*self._check(), *self._used_elsewhere()])
        return cleaned

    def home_country(self) -> str:
        """Where records without a country are: the default country of Marketing Setup. One query."""
        return MarketingSetup.current().default_country_id or ""

    def _check(self) -> list[Doubt]:
        doubts = []
        typed = self._typed()
        country = self._country() if typed else ""
        for name in typed:
            checked = check_field(name, self.cleaned_data[name], country)
            self.cleaned_data[name] = checked.value
            if checked.blocks:
                self.add_error(name, ValidationError(str(checked.problem), code="invalid"))
            elif checked.problem is not None:
                doubts.append(Doubt(name, checked.problem))
        return doubts

    def _typed(self) -> list[str]:
        changed = set(self.changed_data)
        if "country" in changed:
            changed |= OF_COUNTRY
        return [name for name in CHECKS if name in changed and self.cleaned_data.get(name)]

    def _country(self) -> str:
        known = self.cleaned_data.get("country") if "country" in self.fields else self._stored_country()
        return str(known.pk) if known is not None else self.home_country()

    def _stored_country(self) -> Any:
        return getattr(self.instance, "country", None)

    def _used_elsewhere(self) -> list[Doubt]:
        name = "vat_registration_no"
        number = self.cleaned_data.get(name)
        if name not in self.changed_data or not number:
            return []
        same = type(self.instance)._default_manager.filter(**{name: number})
        other = same.exclude(pk=self.instance.pk).first()
        if other is None:
            return []
        sentence = now_("This number is also used by %(record)s.")
        return [Doubt(name, sentence % {"record": getattr(other, "title", other)})]

    def _settle(self, doubts: list[Doubt]) -> None:
        if not doubts:
            return
        self.fields[CONFIRMATION].widget = forms.CheckboxInput()
        if not self.cleaned_data.get(CONFIRMATION):
            for doubt in doubts:
                self.add_error(doubt.field, ValidationError(doubt.sentence, code="doubtful"))
