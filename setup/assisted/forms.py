"""The editable previews of Assisted Setup: number series, and business relation codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from setup.assisted.proposals import Use, Wanted
from setup.models import BusinessRelation, MarketingSetup
from setup.numbering.models import NumberSeries, NumberSeriesLine

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = ("customer_relation", "vendor_relation", "bank_account_relation")


class SeriesForm(forms.Form):
    """One series of the preview: whether it is wanted, and what it looks like."""

    wanted = forms.BooleanField(label=_("Create"), required=False, initial=True)
    code = forms.CharField(label=_("Code"), max_length=20)
    description = forms.CharField(label=_("Description"), max_length=100, required=False)
    starting_no = forms.CharField(label=_("Starting No."), max_length=20)
    ending_no = forms.CharField(label=_("Ending No."), max_length=20, required=False)

    def __init__(self, use: Use, existing: Mapping[str, str], data: Any = None) -> None:
        names = ("code", "description", "starting_no", "ending_no")
        super().__init__(data, prefix=use.name, initial={name: getattr(use, name) for name in names})
        self.use, self.existing = use, existing
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{field.label} – {use.label}"
            if name != "wanted":
                field.widget.attrs["size"] = "10"

    @property
    def taken(self) -> str:
        """What is said of a code that is there already: its series is used as it is."""
        code = str(self["code"].value() or "").strip().upper()
        if code not in self.existing:
            return ""
        return now_("This series is there already: it will be used as it is.")

    def clean(self) -> dict[str, Any]:
        """The numbers can be those of a series."""
        cleaned = super().clean() or {}
        code = cleaned["code"] = str(cleaned.get("code", "")).strip().upper()
        if not cleaned.get("wanted") or code in self.existing or self.errors:
            return cleaned
        line = NumberSeriesLine(starting_no=cleaned["starting_no"], ending_no=cleaned["ending_no"])
        try:
            NumberSeries(code=code).full_clean()
            line.clean_fields(exclude={"series"})
            line.clean()
        except ValidationError as error:
            for name, problems in error.message_dict.items():
                self.add_error(name if name in self.fields else None, problems)
        return cleaned

    @property
    def result(self) -> Wanted | None:
        """The series as it was typed; ``None`` where it is not wanted."""
        found = self.cleaned_data
        if not found["wanted"]:
            return None
        return Wanted(self.use, found["code"], found["description"], found["starting_no"], found["ending_no"])

    def full_clean(self) -> None:
        """A series that is not wanted is not looked at."""
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("wanted"):
            self.errors.clear()


class RelationForm(forms.Form):
    """One relation code of the preview, and the kind that it is proposed for."""

    wanted = forms.BooleanField(label=_("Create"), required=False, initial=True)
    code = forms.CharField(label=_("Code"), max_length=20)
    description = forms.CharField(label=_("Description"), max_length=100, required=False)

    def __init__(self, kind: str, code: str, description: str, data: Any = None) -> None:
        super().__init__(data, prefix=kind, initial={"code": code, "description": description})
        self.kind = kind
        self.label = MarketingSetup._meta.get_field(kind).verbose_name  # type: ignore[union-attr]  # a key
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label} – {self.label}"

    def clean_code(self) -> str:
        """A code that can be one; one that is there already stays as it is."""
        code: str = self.cleaned_data["code"].strip().upper()
        if not BusinessRelation._base_manager.filter(code=code).exists():
            BusinessRelation(code=code).full_clean()
        return code
