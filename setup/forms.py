"""Forms of records that bear a number, and of the setup itself."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from crm.kit.forms import RecordForm
from setup.consequences import consequences_of, state_of
from setup.entries import LanguageRules, SalespersonRules
from setup.logos import LogoField
from setup.models import MarketingSetup
from setup.numbering.errors import NumberingError
from setup.numbering.models import NumberSeries
from setup.numbering.outlook import numbers_by_itself, peek_number
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


class SeriesForm(RecordForm):
    """A setup that names number series: each says its next number (P60)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if type(self.instance)._meta.get_field(name).related_model is NumberSeries:
                field.help_text = _next_of(getattr(self.instance, name))


class MarketingSetupForm(DefaultRegionRules, SeriesForm):
    """Says what is so at present (P60), and asks before a kind is switched on, for that makes contacts (N14)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        setup = self.instance
        assert isinstance(setup, MarketingSetup)
        for name, field in self.fields.items():
            field.help_text = field.help_text or state_of(name, setup)

    def clean(self) -> dict[str, Any]:
        """A relation code that is set or changed has a warning of its own, with what would follow, counted."""
        cleaned = super().clean()
        sentences = {
            "customer_relation": now_("From now on every new customer also creates a contact."),
            "vendor_relation": now_("From now on every new vendor also creates a contact."),
            "bank_account_relation": now_("From now on every new bank account also creates a contact."),
            "contact_nos": now_("From now on new contacts get their numbers from this series."),
        }
        for name, sentence in sentences.items():
            if name in self.touched and self.cleaned_data.get(name) is not None:
                self._ask(name, sentence)
        return cleaned

    def _ask(self, name: str, sentence: str) -> None:
        found = consequences_of(name, self._as_it_would_be())
        if name != "contact_nos" or found:
            self.warn(sentence)
        for one in found:
            self.warn(format_html("{}", one))

    def _as_it_would_be(self) -> MarketingSetup:
        setup = MarketingSetup()
        for name in ("customer_relation", "vendor_relation", "bank_account_relation"):
            setattr(setup, name, self.cleaned_data.get(name, getattr(self.instance, name)))
        return setup


def _next_of(series: NumberSeries | None) -> str:
    """The next number of ``series`` in a sentence."""
    if series is None:
        return now_("Without a series the number is typed.")
    try:
        return now_("The next number is %(number)s.") % {"number": peek_number(series)}
    except NumberingError as error:
        return str(error)
