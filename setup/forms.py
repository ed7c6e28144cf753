"""Forms of records that bear a number, and of the setup itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from crm.kit.forms import RecordForm
from setup.entries import LanguageRules, SalespersonRules
from setup.logos import LogoField
from setup.numbering.outlook import numbers_by_itself
from setup.numbering.records import NumberedRecord
from setup.regions import DefaultRegionRules


def require_name(form: RecordForm) -> None:
    """The name must be typed (M19). A blank one that synchronizing brought along does not stop other changes (V2)."""
    form.fields["name"].required = True
    form.fields["name"].error_messages["required"] = _("Enter the name.")


class NumberedForm(RecordForm):
    """Nobody needs to see the number of a new record where its series assigns it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_new and "no" in self.fields:
            self._ask_for_number()

    def _ask_for_number(self) -> None:
        assert isinstance(self.instance, NumberedRecord)
        series = type(self.instance).default_series()
        if series is not None and numbers_by_itself(series):
            del self.fields["no"]
        elif series is not None and series.default_nos:
            self.fields["no"].help_text = _("Leave empty to get the next number.")


class SalespersonForm(SalespersonRules, RecordForm):
    """A salesperson whose phone number is checked."""


class LanguageForm(LanguageRules, RecordForm):
    """A language whose tag is checked."""


class CompanyForm(RecordForm):
    """The logo may be a drawing too."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if (given := self.fields.get("logo")) is not None:
            help_text = _("PNG, JPEG or SVG; it stands at the head of every document, at most 40 × 18 mm.")
            self.fields["logo"] = LogoField(
                label=given.label, required=given.required, widget=given.widget, help_text=help_text
            )


class MarketingSetupForm(DefaultRegionRules, RecordForm):
    """Switching a kind on is asked about, because it makes contacts from then on (N14)."""

    def clean(self) -> dict[str, Any]:
        """A relation code that is set or changed has a warning of its own."""
        cleaned = super().clean()
        sentences = {
            "customer_relation": now_("From now on every new customer also creates a contact."),
            "vendor_relation": now_("From now on every new vendor also creates a contact."),
            "bank_account_relation": now_("From now on every new bank account also creates a contact."),
        }
        for name, sentence in sentences.items():
            if name in self.touched and self.cleaned_data.get(name) is not None:
                self.warn(sentence)
        return cleaned
